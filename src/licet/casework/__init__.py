"""Alerts, confirmations, four-eyes review, audit log. Nothing stands here yet."""
