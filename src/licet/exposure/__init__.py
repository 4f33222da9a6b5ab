"""Programmes: value, parts and dates at risk, and what if. Nothing stands here yet."""
