"""Who owns whom, since when, and how far a measure reaches through it."""
