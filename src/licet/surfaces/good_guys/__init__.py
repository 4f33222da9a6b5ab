"""``licet good-guys``: confirmed non-matches, and what ``licet screen FILE`` makes of them."""
