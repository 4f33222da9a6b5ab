"""OFAC's published shapes: flat files, and standard, advanced and enhanced XML."""
