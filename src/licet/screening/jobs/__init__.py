"""Screening files of any size: read in parts, kept as they are done, resumed, put together.

    records = open_records(path)
    with kept(folder, identity, fresh=False) as work:
        run(records, work, engine, enrich, Plan(chunk=20_000, workers=2), watch)
        write_matches(work, out, schema)

A file gives the same result for any size of its parts and any number of threads, because what a
record is depends on the file alone (see ``mend``), records don't see each other, and parts are
kept in the order of the file.
"""
