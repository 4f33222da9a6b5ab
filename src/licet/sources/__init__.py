"""Official files as published, hashed and kept; and the sourced facts licet itself carries."""
