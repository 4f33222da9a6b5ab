"""Other lists of the United States: trade.gov, BIS and State."""
