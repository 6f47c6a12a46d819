"""The effect per group and period in diff-diff: Callaway and Sant'Anna on persons."""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings

import pandas as pd
from diff_diff import CallawaySantAnna


def main(rows: str, gigabytes: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes) * 2**30,) * 2)
    warnings.simplefilter("ignore")
    frame = pd.read_parquet(rows, columns=["wie", "buurt", "jaar", "begin", "getal"])
    begin = time.process_time()
    model = CallawaySantAnna(control_group="never_treated", estimation_method="reg")
    model.cluster = "buurt"
    fit = model.fit(frame, outcome="getal", unit="wie", time="jaar", first_treat="begin")
    found = {
        f"{int(group)} {int(year)}": float(each["effect"])
        for (group, year), each in fit.group_time_effects.items()
        if year >= group
    }
    print(json.dumps({"seconds": time.process_time() - begin, "effects": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
