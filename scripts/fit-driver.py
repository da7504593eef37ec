#!/usr/bin/env python3
"""Fits the models of crates/vigia-detect/profiles/default.toml: [pair] and [driver].

Usage: python3 scripts/fit-driver.py [../shared/data/s2-pairs] [--report | --golden]

Reads `manifest.csv` and its before/after chips and prints the TOML of the models, with `--report`
the cross-validated figures of profiles/default.driver.md (about 15 minutes on one core), with
`--golden` what the kernels give on made-up views. Deterministic; needs numpy, rasterio and
scikit-learn. The kernels mirror crates/vigia-detect/src/{cloud_mask,indices,features,worked,
pair}.rs; a test there holds both to the same golden numbers.

Honesty: folds group pairs that lie within 25 km of each other or share a chip; every threshold is
chosen in inner folds; no date, position or absolute blue level is a feature; the before view is
first brought to the radiometric level of the after view by stable vegetation, for otherwise the
years of the mosaics give the labels away.
"""
import argparse
import csv
import hashlib
from pathlib import Path

import numpy as np

PIXEL_M = (10.0, 9.93)
AREA_MIN_HA = 0.2
CLEAR_MIN = 0.5
RIDGE_C = 0.5
COUNTED_HA = 2.0
SEEDS = 10
# Ground counts as worked from this probability on; beside this share of it before, new workings
# are growth (`mining_active`), as is the same share at both dates.
WORKED_PROBABILITY = 0.65
WORKED_SHARE = 0.15

# --- kernels, mirrored in Rust ---------------------------------------------------------------


def window(a, r, combine):
    """Combines the (2r+1)² neighbours; outside, the nearest edge pixel stands in."""
    for axis in (0, 1):
        n = a.shape[axis]
        take = [np.take(a, np.clip(np.arange(n) + d, 0, n - 1), axis) for d in range(-r, r + 1)]
        out = take[0]
        for t in take[1:]:
            out = combine(out, t)
        a = out
    return a


def grow(mask, r):
    return window(mask, r, np.logical_or)


def pixels(metres, pixel_m=PIXEL_M):
    """Radius in pixels, at least one."""
    return max(1, int(metres / np.sqrt(pixel_m[0] * pixel_m[1]) + 0.5))


def ratio(a, b):
    a, b = np.maximum(a, 0.001), np.maximum(b, 0.001)
    return (a - b) / (a + b)


def clear_pixels(x):
    """Not cloud (bright, hardly redder than blue, bright at 1.6 µm), not missing."""
    blue, _, red, nir, swir1, _ = x
    valid = np.isfinite(x).all(0) & (x > 0).all(0)
    with np.errstate(invalid="ignore"):
        bright = valid & (blue > 0.13) & (blue > 0.88 * red) & (swir1 > 0.16) & (nir > 0.14)
    # A cloud fills most of 5 × 5 pixels; a roof does not.
    cloud = window(bright.astype(int), 2, np.add) > 12
    return valid & ~grow(cloud, 3)


class Indices:
    """Per-pixel indices of one view; NaN (and false) where it is not clear."""

    def __init__(self, x, clear):
        x = np.where(clear, x, np.nan)
        _, green, red, nir, swir1, swir2 = self.x = x
        self.clear = clear
        with np.errstate(invalid="ignore"):
            self.ndvi = ratio(nir, red)
            self.wetness = ratio(green, swir1)
            self.redness = ratio(red, green)
            self.swir_slope = ratio(swir1, swir2)
            self.red_swir = ratio(red, swir1)
            self.brightness = (green + red) / 2
            self.cover = np.clip((self.ndvi - 0.2) / 0.5, 0, 1)
            self.water = clear & (self.wetness > 0) & (self.ndvi < 0.3) & (swir1 < 0.2)
            self.bare = clear & (self.ndvi < 0.4) & ~self.water


def prepare(before, after):
    """Indices of both views, the before view brought to the after view's level."""
    a = Indices(after, clear_pixels(after))
    b = Indices(before, clear_pixels(before))
    with np.errstate(invalid="ignore"):
        stable = (a.ndvi > 0.6) & (b.ndvi > 0.6)
    if stable.sum() >= 100:
        shift = np.median((a.x - b.x)[:, stable], axis=1)
        b = Indices(np.maximum(b.x + shift[:, None, None], 0.001), b.clear)
    return b, a


def vegetation_lost(b, a):
    with np.errstate(invalid="ignore"):
        both = b.clear & a.clear
        lowest = window(np.where(b.clear, b.ndvi, np.inf), 1, np.minimum)
        return both & (lowest - a.ndvi > 0.2) & (a.ndvi < 0.55)


def components(mask):
    """8-connected components as masks, in the order of their first pixel."""
    label = np.zeros(mask.shape, int)
    count = 0
    for seed in zip(*np.nonzero(mask)):
        if label[seed]:
            continue
        count += 1
        stack = [seed]
        label[seed] = count
        while stack:
            r, c = stack.pop()
            for i in range(max(r - 1, 0), min(r + 2, mask.shape[0])):
                for j in range(max(c - 1, 0), min(c + 2, mask.shape[1])):
                    if mask[i, j] and not label[i, j]:
                        label[i, j] = count
                        stack.append((i, j))
    return [label == k for k in range(1, count + 1)]


def clearings(b, a):
    """Changed pixels that lie within about 60 m of each other, largest first."""
    lost = vegetation_lost(b, a)
    found = [c & lost for c in components(grow(lost, pixels(30)))]
    found = [c for c in found if c.sum() * PIXEL_M[0] * PIXEL_M[1] / 1e4 >= AREA_MIN_HA]
    return sorted(found, key=lambda c: -c.sum())


def window_mean(values, ok, r):
    n = window(ok.astype(float), r, np.add)
    return window(np.where(ok, values, 0.0), r, np.add) / np.maximum(n, 1)


def window_sd(values, ok, r):
    m = window_mean(values, ok, r)
    return np.sqrt(np.maximum(window_mean(values**2, ok, r) - m**2, 0))


WORKED = ["bare", "water", "pond_mix", "brightness", "unevenness", "redness", "swir_slope",
          "red_swir", "wetness_sd", "cover"]


def worked_terms(v):
    """Features of the 50 m around each pixel, shape (row, col, term)."""
    r, ok = pixels(20), v.clear
    bare, water = window_mean(v.bare, ok, r), window_mean(v.water, ok, r)
    bright = window_mean(v.brightness, ok, r)
    return np.stack([bare, water, 4 * bare * water, bright,
                     window_sd(v.brightness, ok, r) / np.maximum(bright, 0.01),
                     window_mean(v.redness, ok, r), window_mean(v.swir_slope, ok, r),
                     window_mean(v.red_swir, ok, r), window_sd(v.wetness, ok, r),
                     window_mean(v.cover, ok, r)], -1)


class Logistic:
    def __init__(self, mean, scale, coefficient, intercept):
        self.mean, self.scale, self.coefficient, self.intercept = mean, scale, coefficient, intercept

    @classmethod
    def fit(cls, x, y, weight, c):
        from sklearn.linear_model import LogisticRegression
        mean = np.average(x, axis=0, weights=weight)
        scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight)) + 1e-9
        m = LogisticRegression(C=c, max_iter=2000, tol=1e-8).fit((x - mean) / scale, y, sample_weight=weight)
        return cls(mean, scale, m.coef_[0], float(m.intercept_[0]))

    def __call__(self, x):
        z = (x - self.mean) / self.scale @ self.coefficient + self.intercept
        return 1 / (1 + np.exp(-z))


def worked_map(v, model):
    """Probability that clear, mostly unvegetated ground is worked; 0 elsewhere."""
    with np.errstate(invalid="ignore"):
        return np.where(v.clear & (v.cover < 0.6), model(worked_terms(v)), 0.0)


FEATURES = ["log_area", "vegetation_loss", "brightening", "reddening", "unevenness", "roughness",
            "near_old_water", "pond_mix", "old_bare"]
# What caused a clearing does not depend on what lay beside it; whether it is new does.
DRIVER = [FEATURES.index(f) for f in FEATURES if f != "old_bare"]
PAIR = [FEATURES.index(f) for f in FEATURES if f != "pond_mix"]


def of_clearing(b, a, changed):
    f = {}
    m = changed & b.clear & a.clear
    n = m.sum()
    # Capped: beyond the sizes fitted, more area is no more evidence of the cause.
    f["log_area"] = np.log(min(n * PIXEL_M[0] * PIXEL_M[1] / 1e4 + 0.05, COUNTED_HA))
    f["vegetation_loss"] = (b.cover - a.cover)[m].mean()
    bright = max(a.brightness[m].mean(), 0.01)
    f["brightening"] = (a.brightness - b.brightness)[m].mean()
    f["reddening"] = (a.redness - b.redness)[m].mean()
    f["unevenness"] = a.brightness[m].std() / bright
    f["near_old_water"] = (grow(b.water, pixels(30)) & m).sum() / n
    f["pond_mix"] = 4 * (a.water & m).sum() / n * (a.bare & m).sum() / n
    ring = grow(m, pixels(50)) & ~m
    before = ring & b.clear
    pair = m[:, 1:] & m[:, :-1]
    step = np.abs(np.diff(a.brightness, axis=1))[pair].mean() if pair.any() else 0.0
    f["roughness"] = np.log(step / bright + 0.02)
    f["old_bare"] = b.bare[before].mean() if before.any() else 0.0
    return f


# --- fitting and figures ---------------------------------------------------------------------


def read(folder):
    import rasterio
    rows = list(csv.DictReader(open(folder / "manifest.csv", newline="")))
    for row in rows:
        for side in ("before", "after"):
            with rasterio.open(folder / row[side]) as chip:
                raw = chip.read()
            row["raw_" + side] = raw
            row["x_" + side] = (raw / np.float32(1e4)).astype(np.float32).astype(float)
    return rows


def places(rows, km=25.0):
    """Single linkage within 25 km; exact duplicates together."""
    lon, lat = (np.radians([float(r[k]) for r in rows]) for k in ("lon", "lat"))
    h = np.sin((lat[:, None] - lat) / 2) ** 2 + np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    near = 12742 * np.arcsin(np.sqrt(h)) < km
    seen = {}
    for i, row in enumerate(rows):
        for raw in (row["raw_before"], row["raw_after"]):
            if raw.any():
                j = seen.setdefault(raw.tobytes(), i)
                near[i, j] = near[j, i] = True
    place = np.arange(len(rows))
    while True:
        lower = np.array([place[near[i]].min() for i in range(len(rows))])
        if (lower == place).all():
            return place
        place = lower


def scores(y, called):
    tp, fp, fn, tn = (y & called).sum(), (~y & called).sum(), (y & ~called).sum(), (~y & ~called).sum()
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return np.array([p, r, 2 * p * r / max(p + r, 1e-9), tn / max(tn + fp, 1)])


def best_threshold(y, s):
    """Where F1, smoothed over the log-odds, is highest: a plateau, not a lucky knife edge."""
    c = np.unique(np.round(s[s > 0.01], 5))
    if len(c) < 2:
        return 0.5
    c = (c[1:] + c[:-1]) / 2
    f1 = np.array([scores(y, s >= t)[2] for t in c])
    z = np.log(c / (1 - c))
    k = np.exp(-0.5 * ((z[:, None] - z) / 0.25) ** 2)
    return float(c[np.argmax(k @ f1 / k.sum(1))])


def folds(y, group, k, seed):
    from sklearn.model_selection import StratifiedGroupKFold
    return StratifiedGroupKFold(k, shuffle=True, random_state=seed).split(y, y, group)


class Data:
    def __init__(self, folder):
        self.rows = rows = read(folder)
        self.n = len(rows)
        self.label = np.array([r["label"] for r in rows])
        self.place = places(rows)
        self.views = [prepare(r["x_before"], r["x_after"]) for r in rows]
        self.shares = np.array([[v.clear.mean() for v in p] for p in self.views])
        self.seen = (self.shares >= CLEAR_MIN).all(1)
        self.positive = self.label == "mining_new"
        self.negative = np.isin(self.label, ["other_human", "natural"])
        visible = np.array([r["visible_change"] for r in rows])
        conflict = np.array([r["label_conflict"] for r in rows])
        self.primary = (self.positive & (visible == "yes")) | (self.negative & (conflict == "no"))
        # Audited doubts weigh little, audited contradictions nothing.
        self.weight = np.where(self.primary, 1.0, np.where((visible == "no") & self.positive | (conflict == "yes"), 0.0, 0.3))
        self.objects = [clearings(*p) if s else [] for p, s in zip(self.views, self.seen)]

    def fit_worked(self, exclude=()):
        """Single views: workings known before, against ground of the negatives."""
        if not hasattr(self, "_worked"):
            rng = np.random.default_rng(0)
            self._worked = []
            for k, pair in enumerate(self.views):
                sides = [0, 1] if self.negative[k] or self.label[k] == "mining_before" else [1] if self.label[k] == "mining_partial" else []
                for side in sides if self.seen[k] else []:
                    with np.errstate(invalid="ignore"):
                        q = np.argwhere(pair[side].clear & (pair[side].cover < 0.6))
                    if len(q) >= 20:
                        q = q[rng.permutation(len(q))[:80]]
                        self._worked.append((self.place[k], not self.negative[k], worked_terms(pair[side])[q[:, 0], q[:, 1]]))
        use = [w for w in self._worked if w[0] not in exclude]
        x = np.concatenate([w[2] for w in use])
        y = np.concatenate([np.full(len(w[2]), w[1]) for w in use])
        weight = np.concatenate([np.full(len(w[2]), 1 / len(w[2])) for w in use])
        weight = np.where(y, weight / weight[y].sum(), weight / weight[~y].sum()) * 1e4
        return Logistic.fit(x, y, weight, 0.01)

    def crossfit_worked(self, k=5):
        """Worked-ground maps from models that never saw the place."""
        out = [None] * self.n
        for _, test in folds(self.negative, self.place, k, 0):
            model = self.fit_worked(set(self.place[test]))
            for i in test:
                out[i] = [worked_map(v, model) for v in self.views[i]]
        return out

    def tables(self):
        """Per pair, the features of its clearings, shape (clearing, feature)."""
        out = []
        for k in range(self.n):
            f = [of_clearing(*self.views[k], m) for m in self.objects[k]]
            out.append(np.array([[g[name] for name in FEATURES] for g in f]).reshape(len(f), len(FEATURES)))
        return out

    def fit(self, table, train, columns, make=Logistic.fit, c=RIDGE_C):
        use = [k for k in train if len(table[k]) and self.weight[k] > 0]
        return make(np.array([table[k][0][columns] for k in use]), self.positive[use], self.weight[use], c)

    def score(self, table, model, test, columns):
        return np.array([model(table[k][:, columns]).max() if len(table[k]) else 0.0 for k in test])

    def threshold(self, table, train, columns, seed, **how):
        s = np.zeros(len(train))
        for a, b in folds(self.positive[train], self.place[train], 4, seed + 100):
            s[b] = self.score(table, self.fit(table, train[a], columns, **how), train[b], columns)
        p = self.primary[train]
        return best_threshold(self.positive[train][p], s[p])

    def crossvalidate(self, table, columns, seeds=SEEDS, **how):
        base = np.flatnonzero(self.positive | self.negative)
        s, called = np.zeros((seeds, self.n)), np.zeros((seeds, self.n), bool)
        for seed in range(seeds):
            for a, b in folds(self.positive[base], self.place[base], 5, seed):
                train, test = base[a], base[b]
                s[seed, test] = self.score(table, self.fit(table, train, columns, **how), test, columns)
                called[seed, test] = s[seed, test] >= self.threshold(table, train, columns, seed, **how)
        return s, called

    def describe(self, name, s, called):
        """Prints the figures with 95 % intervals from resampled places."""
        from sklearn.metrics import roc_auc_score
        for which, m in (("primary", self.primary), ("whole", self.positive | self.negative)):
            y = self.positive[m]
            mean = np.mean([scores(y, c[m]) for c in called], 0)
            auc = np.mean([roc_auc_score(y, x[m]) for x in s])
            rng = np.random.default_rng(1)
            names = np.unique(self.place[m])
            at = {p: np.flatnonzero(self.place[m] == p) for p in names}
            boot = []
            for i in range(2000):
                pick = np.concatenate([at[p] for p in rng.choice(names, len(names))])
                boot.append(scores(y[pick], called[i % len(called)][m][pick]))
            low, high = np.percentile(boot, [2.5, 97.5], axis=0)
            text = ", ".join(f"{n} {v:.3f} [{lo:.3f}, {hi:.3f}]" for n, v, lo, hi in zip(("precision", "recall", "F1", "specificity"), mean, low, high))
            print(f"{name:24} {which:8} n={y.sum()}+{(~y).sum()} {text}, AUC {auc:.3f}", flush=True)


def chip_features(v):
    """Plain statistics of one view, for the controls."""
    out = []
    for k in (v.ndvi, v.wetness, v.redness, v.swir_slope, v.red_swir, v.brightness, v.cover):
        k = k[v.clear]
        out += [k.mean(), k.std()] if len(k) else [0.0, 0.0]
    return out


def controls(d):
    """What place, one date alone or a plain rule reach on the same folds."""
    one = lambda values: [np.array([v], float) for v in values]
    pos = np.array([[float(r["lon"]), float(r["lat"])] for r in d.rows])
    lost = [sum(m.sum() for m in o) for o in d.objects]
    drop = [np.nanmean(b.ndvi - a.ndvi) if s else 0.0 for (b, a), s in zip(d.views, d.seen)]
    forest = lambda x, y, w, c: _forest(x, y, w)
    for name, table, make in (
        ("before only", one([chip_features(b) for b, _ in d.views]), Logistic.fit),
        ("after only", one([chip_features(a) for _, a in d.views]), Logistic.fit),
        ("place only (forest)", one(pos), forest),
        ("place only (logistic)", one(pos), Logistic.fit),
        ("floor: mean NDVI drop", one([[x] for x in drop]), Logistic.fit),
        ("floor: area lost", one([[np.log(x + 5.0)] for x in lost]), Logistic.fit),
    ):
        d.describe(name, *d.crossvalidate(table, np.arange(table[0].shape[1]), seeds=3, make=make))


def _forest(x, y, w):
    from sklearn.ensemble import RandomForestClassifier
    m = RandomForestClassifier(100, min_samples_leaf=3, random_state=0, n_jobs=1).fit(x, y, sample_weight=w)
    return lambda z: m.predict_proba(z)[:, 1]


def toml(model, names, threshold):
    print(f"intercept = {model.intercept:.5f}\nthreshold = {threshold:.3f}\nfeatures = [")
    for name, m, s, c in zip(names, model.mean, model.scale, model.coefficient):
        print(f'  {{ name = "{name}", mean = {m:.6f}, scale = {s:.6f}, coefficient = {c:.5f} }},')
    print("]")


def made_up_views():
    """Forest with a river; then a pit with a pond, haze on the first view, a cloud on the second."""
    forest, sand, pond = [262, 445, 258, 2720, 1460, 625], [1432, 2082, 2642, 2975, 3155, 2647], [1288, 2300, 3000, 2350, 560, 420]
    river, cloud = [760, 1050, 1200, 620, 280, 200], [5400, 5250, 5150, 5600, 4300, 3300]
    views = []
    for side in (0, 1):
        dn = np.zeros((6, 40, 40), int)
        for band in range(6):
            for r in range(40):
                for c in range(40):
                    ground = forest
                    if 2 <= c < 6:
                        ground = river
                    if side and 8 <= r < 22 and 7 <= c < 24 and (r + c) % 11 != 0:
                        ground = pond if 10 <= r < 14 and 14 <= c < 19 else sand
                    if side and r >= 30 and c >= 30:
                        ground = cloud
                    noise = (r * 31 + c * 17 + band * 7 + side * 5) % 13
                    dn[band, r, c] = ground[band] + 4 * noise + (0 if side else 60 - 10 * band)
        views.append((dn.astype(np.float32) / np.float32(1e4)).astype(float))
    return views


def golden():
    b, a = prepare(*made_up_views())
    print("clear", int(b.clear.sum()), int(a.clear.sum()))
    for m in clearings(b, a):
        print("pixels", int(m.sum()), {k: round(float(v), 6) for k, v in of_clearing(b, a, m).items()})
    print("worked_terms at (12, 13)", dict(zip(WORKED, np.round(worked_terms(a)[12, 13], 6).tolist())))


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/s2-pairs"))
    args.add_argument("--report", action="store_true")
    args.add_argument("--golden", action="store_true")
    args = args.parse_args()
    if args.golden:
        return golden()
    d = Data(args.folder)
    print("# manifest sha256", hashlib.sha256((args.folder / "manifest.csv").read_bytes()).hexdigest())
    table = d.tables()
    base = np.flatnonzero(d.positive | d.negative)
    models = {}
    for name, columns in (("pair.model", PAIR), ("driver", DRIVER)):
        threshold = float(np.median([d.threshold(table, base, columns, seed) for seed in range(SEEDS)]))
        models[name] = d.fit(table, base, columns), threshold
    worked = d.fit_worked()
    for name, columns in (("pair.model", PAIR), ("pair.worked", None), ("driver", DRIVER)):
        print(f"\n[{name}]")
        if columns is None:
            toml(worked, WORKED, WORKED_PROBABILITY)
        else:
            toml(models[name][0], [FEATURES[c] for c in columns], models[name][1])
    if not args.report:
        return
    print(f"\n# {d.n} pairs, {len(set(d.place))} places, {int(d.seen.sum())} observable")
    share = np.array([[(w > WORKED_PROBABILITY)[v.clear].mean() if v.clear.any() else 0.0 for w, v in zip(*p)]
                      for p in zip(d.crossfit_worked(), d.views)])
    grown = share[:, 0] >= WORKED_SHARE
    s, scored = d.crossvalidate(table, PAIR)
    called = scored & ~grown
    d.describe("pair call", s, called)
    d.describe("pair model alone", s, scored)
    d.describe("driver model", *d.crossvalidate(table, DRIVER))
    d.describe("forest, pair features", *d.crossvalidate(table, PAIR, seeds=2, make=lambda x, y, w, c: _forest(x, y, w)))
    controls(d)
    # Labels outside the judged set: scored by a model that never saw the place.
    model, threshold = models["pair.model"]
    out = np.zeros(d.n)
    for _, test in folds(d.negative, d.place, 5, 0):
        away = base[~np.isin(d.place[base], d.place[test])]
        out[test] = d.score(table, d.fit(table, away, PAIR), test, PAIR)
    for k in sorted(set(d.label)):
        m = d.label == k
        new, active = (out >= threshold) & ~grown, (out >= threshold) & grown | (out < threshold) & (share >= WORKED_SHARE).all(1)
        print(f"{k:14} {m.sum():4}: not observable {(~d.seen[m]).sum():3}, mining_new {new[m].sum():3}, mining_active {(active & d.seen)[m].sum():3}")
    rate = called.mean(0)
    print("false alarms", [(d.rows[i]["id"], round(float(s[:, i].mean()), 2), round(float(rate[i]), 1)) for i in np.flatnonzero(d.negative & (rate > 0))])
    print("missed", [(d.rows[i]["id"], round(float(s[:, i].mean()), 2), round(float(rate[i]), 1), d.rows[i]["visible_change"]) for i in np.flatnonzero(d.positive & (rate < 1))])
    q = s.mean(0)
    use = d.primary & np.array([len(t) > 0 for t in table])
    for lo, hi in ((0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        m = use & (q >= lo) & (q < hi)
        print(f"calibration {lo}-{hi}: n={m.sum()} mean score {q[m].mean():.2f} observed {d.positive[m].mean():.2f}")


if __name__ == "__main__":
    main()
