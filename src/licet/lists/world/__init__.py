"""Lists of the United Nations, of other countries, and of the World Bank."""
