"""``licet cases`` and ``licet audit``: alerts, decisions, four eyes, the audit log."""
