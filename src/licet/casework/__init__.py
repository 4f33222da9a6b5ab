"""Matches until somebody decided them, and the proof of what was decided.

cases (the door)
  reading     queue, one case, what is due, what is confirmed
  opening     matches become cases; what opens a closed one
  actions, deciding, approval, bulk    what is done to a case (``doing`` is their frame)
  remembering rejected pairs go to the ledger of good guys
  rescreening only what changed is screened again
  rechecks    standing decisions that no longer stand
  ledger, chain, verifying, anchor, export, examiner    the audit log and its proof
  policy, model, errors, tables, database, upgrade, migrations    what all of it stands on
good_guys     confirmed non-matches
"""
