"""Records that are kept screened: when a list or a record changes, only what changed is asked.

kept          the records of a batch in the database, and which of them changed
list_state    which listings a set of lists holds, in which version
restricted    an index that finds some listings alone, with the scores of the whole
asking        records held against an index, in several processes
meeting       what was found beside what was decided before: what is new, and what changed
batches       a batch in the database, and when it counts as screened
request       what is asked, and what was done
rescreen      all of it
single        one record, at once
"""
