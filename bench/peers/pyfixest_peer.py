"""The effect per group and period in pyfixest: a saturated event study on persons."""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings

import pandas as pd
import pyfixest


def main(rows: str, gigabytes: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes) * 2**30,) * 2)
    warnings.simplefilter("ignore")
    frame = pd.read_parquet(rows, columns=["wie", "buurt", "jaar", "begin", "getal"])
    effects(frame[frame["wie"] < 2_000])  # what is compiled at first use is not timed
    begin = time.process_time()
    found = effects(frame)
    print(json.dumps({"seconds": time.process_time() - begin, "effects": found}))


def effects(frame: pd.DataFrame) -> dict[str, float]:
    """Return the effect per group and period from the start on."""
    fit = pyfixest.event_study(
        frame,
        yname="getal",
        idname="wie",
        tname="jaar",
        gname="begin",
        estimator="saturated",
        cluster="buurt",
    )
    found = {}
    for group, each in fit._res_cohort_eventtime_dict.items():
        year = int(float(str(group).rsplit("_", 1)[-1].strip("]T.")))
        for since, effect in zip(each["time"], each["est"]["Estimate"], strict=True):
            if float(since) >= 0:
                found[f"{year} {year + int(float(since))}"] = float(effect)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
