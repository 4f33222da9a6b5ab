"""``licet ownership``: files of who owns whom, one party in them, and its drawing."""
