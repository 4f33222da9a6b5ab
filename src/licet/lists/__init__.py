"""Readers of official lists, and the store that keeps every date of them."""
