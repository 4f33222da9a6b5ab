"""One reader for each form ownership is published in; each yields persons, ties and what it saw."""
