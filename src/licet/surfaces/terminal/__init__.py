"""Text for people: tables and trees on a terminal, and the same content as JSON."""
