"""The programme under the law: each line, delivery and source decided on its own dates.

    base = analyse(programme, work, Terms("us_person", "US"))

Facts are gathered once for each kind of party, item and licence by the same code that gathers them
for a single activity; the compiled law judges the rows. ``opened`` turns a figure back into that
single activity and its whole decision.
"""
