"""Programmes: parts, suppliers, contracts and deliveries, and what is lost when a supplier is.

    programme = open_programme(path)              # tables to frames, every wrong row listed
    structure = Structure.of(programme)           # the part tree and who can make what, as arrays
    stops = touched_by_events(programme)          # or by law, or by hand: when whom can't deliver
    found = shortages(programme, structure, stops)

No law is known here: ``Touched`` says from which day a supplier, a source or a contract line can't
deliver, and the rest follows from the tables.
"""
