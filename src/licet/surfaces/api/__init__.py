"""``licet serve``: the rooms of licet over HTTP.

    settings    what an operator may set
    snapshot    one generation of the lists, opened whole; swapped when a list update lands
    access      who asks, and which role each route needs; ``keys`` are one way of telling
    middleware  request ids, sizes, logs, figures and last-resort errors around every request
    problems    every error as problem+json (RFC 9457)
    routes      one file for each resource; ``models`` describe what goes in and out

Nothing here screens, scores or judges: each route calls one room and writes down its answer.
"""
