"""Confirmed non-matches: pairs of a record and a listing, remembered while neither side changes.

ledger        the decisions, an append-only SQLite file below the store (``ledger_file``)
sides         the two sides of a pair as digests, field by field
listings      the listing side on a date
holding       whether a remembered pair still holds, and what changed
aliases       whether a listing's new names reach the threshold against a record
confirming    from what a user confirmed to decisions, or why not
sieve         matches of a batch without those that are remembered
"""
