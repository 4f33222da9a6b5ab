"""licet: may we do this, with these parties, on this date, and why?

An engine for sanctions and export control. Official lists in, dated and cited law over them, an
outcome interval with its reasons and open questions out. ``docs/architecture.md`` draws the way
the data takes through the rooms of this package.
"""

__version__ = "0.1.0"
