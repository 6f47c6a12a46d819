"""Other engines on the job of `bench/persons.py`; each script runs in an environment of its own.

    python bench/peers/<peer>.py rows.parquet job.json folder

`job.json` lists the measures (name, kind, where); a script writes `<level>.parquet` in the folder
(area, month, a column per measure) and prints the seconds that its queries took.
"""
