"""``licet exposure``: a programme, what stops when, and the report of it."""
