"""nrt beside our monitors.

Usage: nrt_monitors.py fit NUMBERS DESIGN TIMES PIXELS COEFS THREADS
       nrt_monitors.py update ROWS COLS MONITOR

`fit` reads the series (f32, time x pixel; NaN is hidden) and the design (f64, time x coef)
that ours has, and times nrt's OLS, without its residuals; `update` makes a state of order 2
and times one acquisition, the prediction included. Compilation and reading come before.
Prints one JSON object.
"""

import datetime
import json
import os
import re
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numba
import numpy as np
from nrt.monitor.cusum import CuSum
from nrt.monitor.ewma import EWMA
from nrt.stats import nanlstsq


def fit(numbers, design, times, pixels, coefs, threads):
    times, pixels, coefs = int(times), int(pixels), int(coefs)
    numba.set_num_threads(int(threads))
    y = np.fromfile(numbers, "<f4").reshape(times, pixels).astype(np.float64)
    x = np.fromfile(design, "<f8").reshape(times, coefs)
    nanlstsq(x, y[:, :16].copy())
    begun = time.perf_counter()
    beta = nanlstsq(x, y)
    elapsed = time.perf_counter() - begun
    return elapsed, [float(value) for value in beta[:, 0]]


def update(rows, cols, name):
    shape = (int(rows), int(cols))
    random = np.random.default_rng(7)
    noise = lambda: random.standard_normal(shape, dtype=np.float32) * np.float32(0.01)
    view = np.float32(0.7) + noise()
    view[random.random(shape, dtype=np.float32) < 0.35] = np.nan
    beta = np.zeros((5, *shape), np.float32)
    beta[0] = 0.7
    state = dict(
        trend=False, harmonic_order=2, mask=np.ones(shape, np.uint8), beta=beta,
        process=np.zeros(shape, np.float32), sigma=np.full(shape, 0.01, np.float32),
    )
    if name == "ewma":
        monitor = EWMA(sensitivity=20, boundary=np.full(shape, 0.1, np.float32), **state)
    else:
        history = np.full(shape, 130, np.uint16)
        monitor = CuSum(boundary=np.full(shape, np.nan, np.float32), histsize=history,
                        n=history + np.uint16(10), **state)
    date = datetime.datetime(2023, 6, 1)
    monitor.monitor(view[:, :], date)
    begun = time.perf_counter()
    monitor.monitor(view, date + datetime.timedelta(days=5))
    return time.perf_counter() - begun, []


elapsed, checked = {"fit": fit, "update": update}[sys.argv[1]](*sys.argv[2:])
# Not ru_maxrss: that begins with the peak of the program that started this one.
with open("/proc/self/status") as status:
    peak_kb = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])
print(json.dumps({
    "milliseconds": elapsed * 1e3, "peak_mb": peak_kb * 1024 / 1e6, "checked": checked,
}))
