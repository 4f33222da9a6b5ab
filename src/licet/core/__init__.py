"""Small, typed things every room speaks in: outcomes, dates, listings, errors. No I/O here."""
