"""Two dates x two bands to polygons of change, as one would write it in Python.

Usage: chain.py FOLDER THREADS. Prints one JSON object. The time is that of the chain alone:
imports and the compiler of numba come before, on a tile of one block.
"""

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import local

import numpy as np
import rasterio
from numba import njit
from rasterio.features import shapes
from rasterio.windows import Window

try:
    import cc3d
except ImportError:
    cc3d = None
    from scipy import ndimage

BLOCK = 512
NAMES = ("before_B04.tif", "before_B08.tif", "after_B04.tif", "after_B08.tif")
SCALE, OFFSET, DARKEST = 0.0001, -0.1, np.float32(0.001)
NDVI_BEFORE_MIN, NDVI_FALL_MIN = np.float32(0.6), np.float32(0.25)
PIXELS_MIN = 20


@njit(nogil=True, cache=True, inline="always")
def ndvi(nir, red):
    n = max(np.float32(nir * SCALE + OFFSET), DARKEST)
    r = max(np.float32(red * SCALE + OFFSET), DARKEST)
    return np.float32(n - r) / np.float32(n + r)


@njit(nogil=True, cache=True)
def judge(red0, nir0, red1, nir1, mask):
    for i in range(red0.shape[0]):
        for j in range(red0.shape[1]):
            if red0[i, j] and nir0[i, j] and red1[i, j] and nir1[i, j]:
                was = ndvi(nir0[i, j], red0[i, j])
                now = ndvi(nir1[i, j], red1[i, j])
                mask[i, j] = was >= NDVI_BEFORE_MIN and was - now >= NDVI_FALL_MIN


def label(mask):
    if cc3d is not None:
        return cc3d.connected_components(mask, connectivity=8)
    return ndimage.label(mask, structure=np.ones((3, 3), dtype=np.uint8))[0]


def chain(folder, threads):
    own = local()

    def sources():
        if not hasattr(own, "sources"):
            own.sources = [rasterio.open(f"{folder}/{name}") for name in NAMES]
        return own.sources

    with rasterio.open(f"{folder}/{NAMES[0]}") as first:
        rows, cols, transform = first.height, first.width, first.transform
    mask = np.zeros((rows, cols), dtype=np.uint8)

    def block(place):
        row, col = place
        height, width = min(BLOCK, rows - row), min(BLOCK, cols - col)
        window = Window(col, row, width, height)
        bands = [source.read(1, window=window) for source in sources()]
        judge(*bands, mask[row : row + height, col : col + width])

    places = [(row, col) for row in range(0, rows, BLOCK) for col in range(0, cols, BLOCK)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(block, places))
    changed = int(mask.sum())
    labels = label(mask).astype(np.int32, copy=False)
    sizes = np.bincount(labels.ravel())
    kept = sizes >= PIXELS_MIN
    kept[0] = False
    wanted = kept[labels]
    polygons = list(shapes(labels, mask=wanted, connectivity=8, transform=transform))
    return changed, int(kept.sum()), len(polygons)


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    warm = np.ones((2, 2), dtype=np.uint16)
    judge(warm, warm, warm, warm, np.zeros((2, 2), dtype=np.uint8))
    label(np.ones((2, 2), dtype=np.uint8))
    begun = time.perf_counter()
    changed, components, _ = chain(folder, threads)
    elapsed = time.perf_counter() - begun
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({
        "milliseconds": elapsed * 1e3,
        "peak_mb": peak_kb * 1024 / 1e6,
        "changed": changed,
        "components": components,
    }))


main()
