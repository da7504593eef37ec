"""The features of a pair of views, as one would write them with numpy and scipy.

Usage: features.py NUMBERS SIDE TIMES. NUMBERS holds two dates x six bands of a square of
SIDE pixels, which is repeated TIMES x TIMES. Prints one JSON object. The time is that of
the features alone: imports and reading come before. Pixels are of 10 m; no cloud is looked
for, and no model judges.
"""

import json
import math
import resource
import sys
import time
from types import SimpleNamespace

import numpy as np
from scipy import ndimage

PIXEL_HA, AREA_MIN_HA = 0.01, 0.2
SAMPLE_PX, SAMPLE_SQUARES, SAMPLE_SIDE = 4 << 20, 8, 256
STABLE_NDVI, STABLE_MIN_PX = 0.6, 100
EIGHT = np.ones((3, 3), bool)
HALF_SIDE, RING, LINK, OLD_WATER, NARROW = 24, 5, 3, 3, 2


def ratio(a, b):
    a, b = np.maximum(a, np.float32(0.001)), np.maximum(b, np.float32(0.001))
    return (a - b) / (a + b)


def indices(view):
    _, green, red, nir, swir1, swir2 = view
    ndvi, wetness = ratio(nir, red), ratio(green, swir1)
    water = (wetness > 0) & (ndvi < 0.3) & (swir1 < 0.2)
    return SimpleNamespace(
        ndvi=ndvi,
        wetness=wetness,
        water=water,
        bare=(ndvi < 0.4) & ~water,
        cover=np.clip((ndvi - np.float32(0.2)) / np.float32(0.5), 0, 1),
        redness=ratio(red, green),
        swir_slope=ratio(swir1, swir2),
        red_swir=ratio(red, swir1),
        brightness=(green + red) / 2,
    )


def sample(view):
    _, rows, cols = view.shape
    if rows * cols <= SAMPLE_PX:
        return view.reshape(6, -1)
    starts = [
        [(length - SAMPLE_SIDE) * index // (SAMPLE_SQUARES - 1) for index in range(SAMPLE_SQUARES)]
        for length in (rows, cols)
    ]
    squares = [
        view[:, row : row + SAMPLE_SIDE, col : col + SAMPLE_SIDE].reshape(6, -1)
        for row in starts[0]
        for col in starts[1]
    ]
    return np.concatenate(squares, axis=1)


def levelled(before, after):
    old, new = sample(before), sample(after)
    stable = (ratio(old[3], old[2]) > STABLE_NDVI) & (ratio(new[3], new[2]) > STABLE_NDVI)
    if stable.sum() < STABLE_MIN_PX:
        return before
    shift = np.median(new[:, stable] - old[:, stable], axis=1).astype(np.float32)
    return np.maximum(before + shift[:, None, None], np.float32(0.001))


def grown(mask, radius):
    return ndimage.maximum_filter(mask, size=2 * radius + 1, mode="nearest")


def opened(mask):
    return ndimage.binary_opening(mask, iterations=NARROW)


def lost(before, after):
    lowest = ndimage.minimum_filter(before.ndvi, size=3, mode="nearest")
    return (lowest - after.ndvi > 0.2) & (after.ndvi < 0.55)


def changes(before, after):
    gone = lost(before, after)
    came = (after.water & ~grown(before.water, 1)) | (before.water & ~grown(after.water, 1))
    return gone, gone | lost(after, before) | came


def moments(values, inside):
    taken = values[inside].astype(np.float64)
    return (taken.mean(), taken.std()) if taken.size >= 6 else (math.nan, math.nan)


def mean_and_spread(values):
    values = values.astype(np.float64)
    mean = ndimage.uniform_filter(values, size=5, mode="nearest")
    squares = ndimage.uniform_filter(values * values, size=5, mode="nearest")
    return mean, np.sqrt(np.maximum(squares - mean * mean, 0))


def view_features(view, square):
    cut = SimpleNamespace(**{name: values[square] for name, values in vars(view).items()})
    bare, water, is_open = cut.bare, cut.water, cut.cover < 0.6
    mean, unevenness = mean_and_spread(cut.brightness)
    mix = 4 * mean_and_spread(bare)[0] * mean_and_spread(water)[0]
    solid, broad_water = opened(bare), opened(water)
    sizes = np.bincount(ndimage.label(water, EIGHT)[0].ravel())[1:] * PIXEL_HA * 1e4
    ponds = ((sizes >= 150) & (sizes < 6000)).sum()
    return [
        bare.mean(),
        water.mean(),
        (water & (cut.redness > 0)).mean(),
        *moments(cut.redness, is_open),
        *moments(cut.swir_slope, is_open),
        *moments(cut.red_swir, is_open),
        *moments(cut.wetness, is_open),
        moments(unevenness / np.maximum(mean, 0.01), is_open)[0],
        moments(mean_and_spread(cut.wetness)[1], is_open)[0],
        solid.mean(),
        (bare & ~solid).mean(),
        (water & ~broad_water).mean(),
        math.log1p(ponds),
        (water & grown(bare, 2)).mean(),
        is_open.mean(),
        mix.max(),
    ]


def features(before, after, rows, cols, square):
    at = (rows, cols)
    mean = lambda values: values[at].mean(dtype=np.float64)
    brightness = mean(after.brightness)
    spread = after.brightness[at].astype(np.float64).std()
    shape = after.ndvi.shape
    box = tuple(
        slice(max(places.min() - RING, 0), min(places.max() + RING + 1, length))
        for places, length in zip(at, shape)
    )
    mask = np.zeros([part.stop - part.start for part in box], bool)
    mask[rows - box[0].start, cols - box[1].start] = True
    steps = np.abs(np.diff(after.brightness[box], axis=1))[mask[:, 1:] & mask[:, :-1]]
    step = steps.sum(dtype=np.float64) / max(steps.size, 1)
    ring = grown(mask, RING) & ~mask
    near_water = grown(before.water[box], OLD_WATER)
    return [
        math.log(min(rows.size * PIXEL_HA + 0.05, 2.0)),
        mean(before.cover) - mean(after.cover),
        brightness - mean(before.brightness),
        mean(after.redness) - mean(before.redness),
        spread / max(brightness, 0.01),
        math.log(step / max(brightness, 0.01) + 0.02),
        near_water[mask].mean(),
        4 * mean(after.water) * mean(after.bare),
        before.bare[box][ring].sum() / max(ring.sum(), 1),
        opened(before.bare[square]).mean(),
    ]


def square_around(rows, cols, shape):
    def part(places, length):
        side = min(2 * HALF_SIDE, length)
        start = min(max(int(places.sum()) // places.size - HALF_SIDE, 0), length - side)
        return slice(start, start + side)

    return part(rows, shape[0]), part(cols, shape[1])


def observe(numbers):
    before, after = (
        view.astype(np.float32) * np.float32(0.0001) + np.float32(-0.1) for view in numbers
    )
    before, after = indices(levelled(before, after)), indices(after)
    gone, changed = changes(before, after)
    sizes = np.bincount(ndimage.label(changed, EIGHT)[0].ravel())
    has_changed = bool((sizes[1:] * PIXEL_HA >= AREA_MIN_HA).any())
    groups = ndimage.label(grown(gone, LINK), EIGHT)[0]
    counts = np.bincount(groups[gone], minlength=groups.max() + 1)
    objects = []
    for index, place in enumerate(ndimage.find_objects(groups), start=1):
        if counts[index] * PIXEL_HA < AREA_MIN_HA:
            continue
        rows, cols = np.nonzero((groups[place] == index) & gone[place])
        rows, cols = rows + place[0].start, cols + place[1].start
        square = square_around(rows, cols, gone.shape)
        values = features(before, after, rows, cols, square)
        values += view_features(before, square) + view_features(after, square)
        objects.append((int(rows[0]), int(cols[0]), rows.size, values))
    return has_changed, objects


def main():
    path, side, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    square = np.fromfile(path, dtype="<u2").reshape(2, 6, side, side)
    numbers = np.tile(square, (1, 1, times, times))
    begun = time.perf_counter()
    has_changed, objects = observe(numbers)
    elapsed = time.perf_counter() - begun
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    known = lambda value: None if math.isnan(value) else float(value)
    print(json.dumps({
        "milliseconds": elapsed * 1e3,
        "peak_mb": peak_kb * 1024 / 1e6,
        "has_changed": has_changed,
        "objects": [
            {"first": [row, col], "pixels": count, "values": [known(value) for value in values]}
            for row, col, count, values in objects
        ],
    }))


main()
