"""Tables of a programme: their schema, how they are read, and what was wrong with them."""
