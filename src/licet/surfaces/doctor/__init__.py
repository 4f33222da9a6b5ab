"""``licet doctor``: is this installation sound, and what would mend it."""
