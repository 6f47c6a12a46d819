"""Other engines on the job of `bench/persons.py`; each script runs in an environment of its own.

    python bench/peers/<peer>.py rows.parquet job.json folder

`job.json` lists the measures (name, kind, where); a script writes `<level>.parquet` in the folder
(its keys, maand, a column per measure) and prints the seconds that each level took, as JSON. The
keys are those of `bench.persons.KEYS`.
"""
