"""Where and what: territories now; classification tables (ECCN, country chart, HS) join here."""
