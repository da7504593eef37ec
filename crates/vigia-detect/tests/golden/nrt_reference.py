"""What nrt makes of a cube: nrt_reference.py CUBE FOLDER.

NDVI of the cube, hidden where SCL is not vegetation, bare ground or unclassified; models
of order 2 without trend on the history, then every monitor, view by view. Writes
little-endian arrays into FOLDER, one file each, and their shapes into shapes.json. Nothing
of it is committed.

nrt orders the coefficients 1, cosines, sines; they are written 1, cos, sin, cos, sin.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import xarray as xr
from nrt.fit_methods import rirls, weighted_ols
from nrt.monitor.cusum import CuSum
from nrt.monitor.ewma import EWMA
from nrt.monitor.iqr import IQR
from nrt.monitor.mosum import MoSum
from nrt.stats import bisquare, mad
from nrt.utils import build_regressors

warnings.simplefilter("ignore")
ORDER = 2
INTERLEAVED = [0, 1, 3, 2, 4]
CLEAR = [4, 5, 7]
HISTORY_END = np.datetime64("2018-12-31")

folder = pathlib.Path(sys.argv[2])
shapes = {}


def write(name, array, dtype):
    array = np.ascontiguousarray(array, dtype=np.dtype(dtype).newbyteorder("<"))
    (folder / name).write_bytes(array.tobytes())
    shapes[name] = list(array.shape)


def rirls_to_the_end(x, y):
    """nrt's rirls, where a coefficient that falls has not converged either.

    nrt stops when no coefficient rises by more than the tolerance: it takes the absolute
    value of the comparison instead of the difference.
    """
    betas = np.full((x.shape[1], y.shape[1]), np.nan)
    eps = np.finfo(np.float32).eps
    for pixel in range(y.shape[1]):
        clear = ~np.isnan(y[:, pixel])
        x_clear, y_clear = x[clear], y[clear, pixel]
        beta, residual = weighted_ols(x_clear, y_clear, np.ones_like(y_clear))
        scale = mad(residual, c=0.6745)
        for _ in range(49 if scale >= eps else 0):
            last = beta
            beta, residual = weighted_ols(x_clear, y_clear, bisquare(residual / scale, c=4.685))
            scale = max(eps, mad(residual, c=0.6745))
            if np.abs(beta - last).max() <= 1e-8:
                break
        betas[:, pixel] = beta
    return betas


def monitored(name, monitor, new):
    write(f"{name}_beta", monitor.beta[INTERLEAVED], "f4")
    write(f"{name}_mask_begun", monitor.mask, "u1")
    if monitor.process is not None:
        write(f"{name}_process_begun", monitor.process, "f4")
    for view in new:
        monitor.monitor(view.values, date=pd.Timestamp(view.time.values).to_pydatetime())
    write(f"{name}_process", monitor.process, "f4")
    write(f"{name}_mask", monitor.mask, "u1")
    write(f"{name}_date", monitor.detection_date, "i4")
    if isinstance(monitor.boundary, np.ndarray):
        write(f"{name}_boundary", monitor.boundary, "f4")


cube = xr.open_dataset(sys.argv[1])
red, nir = cube.B4, cube.B8A if "B8A" in cube else cube.B8
ndvi = ((nir - red) / (nir + red)).where(cube.SCL.isin(CLEAR)).astype(np.float32)
ndvi = ndvi.transpose("time", "y", "x").sortby("time")
is_past = ndvi.time.values <= HISTORY_END
past, new = ndvi[is_past], ndvi[~is_past]

write("ndvi", ndvi, "f4")
days = ndvi.time.values.astype("datetime64[D]").astype("i8")
write("days", days, "i4")
write("history", [is_past.sum()], "i4")
x = build_regressors(pd.DatetimeIndex(ndvi.time.values), trend=False, harmonic_order=ORDER)
write("design", x[:, INTERLEAVED], "f8")

ewma = EWMA(trend=False, harmonic_order=ORDER)
ewma.fit(past, method="OLS", screen_outliers="Shewhart", L=5)
monitored("ewma", ewma, new)
for name, kind in (("cusum", CuSum), ("mosum", MoSum), ("iqr", IQR)):
    monitor = kind(trend=False, harmonic_order=ORDER)
    monitor.fit(past, method="OLS")
    if name == "cusum":
        write("spread", monitor.sigma, "f4")
    monitored(name, monitor, new)

roc = CuSum(trend=False, harmonic_order=ORDER, save_fit_start=True)
roc.fit(past, method="ROC")
write("roc_mask", roc.mask, "u1")
write("roc_start", roc.fit_start, "i4")

y = past.values.astype(np.float64).reshape(len(past), -1)
enough = np.isfinite(y).sum(axis=0) >= 1.5 * x.shape[1]
for name, fit in (("rirls", lambda x, y: rirls(x, y)[0]), ("rirls_to_the_end", rirls_to_the_end)):
    beta = np.full((x.shape[1], y.shape[1]), np.nan)
    beta[:, enough] = fit(x[is_past], y[:, enough])
    write(name, beta[INTERLEAVED].reshape(-1, *past.shape[1:]), "f4")

(folder / "shapes.json").write_text(json.dumps(shapes))
