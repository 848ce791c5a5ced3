"""Writes pandas_us.npy and pandas_ns.npy beside itself: what DataFrame.to_records leaves.

Written by pandas 3.0.6 and NumPy 2.4.6. The first has pandas 3's own dtypes; the second has the
nanoseconds of pandas 1 and 2, and their strings, whose missing ones are None.
"""

from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).parent
frame = pd.DataFrame({
    "name": ["Vega", None, "\u00e9"],
    "id": [1, 2, 3],
    "magnitude": [0.03, np.nan, 2],
    "seen": pd.to_datetime(["2020-01-01T01:02:03.500", None, "1969-12-31T00:00:00.250"]),
    "span": pd.to_timedelta([1, None, 3], unit="s"),
    "bright": [True, False, True],
})
np.save(here / "pandas_us.npy", frame.to_records(index=False), allow_pickle=True)

frame["name"] = frame["name"].astype(object).where(frame["name"].notna(), None)
frame["seen"] = frame["seen"].astype("M8[ns]")
frame["span"] = frame["span"].astype("m8[ns]")
np.save(here / "pandas_ns.npy", frame.to_records(), allow_pickle=True)
