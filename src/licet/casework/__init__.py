"""Confirmed non-matches (``good_guys``). Alerts, four-eyes review and audit log come later."""
