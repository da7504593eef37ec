"""Reference values of the omnibus test, written independently of the Rust kernels.

Conradsen, Nielsen & Skriver (2016), IEEE TGRS 54(5) 3007-3024: ln Q and ln R_j in their
published form, rho and omega_2 of p x p matrices with p = 1; P channels on the diagonal are
P independent blocks, whose ln Q, degrees of freedom and omega_2 add up. Of one channel
R_j is a function of a beta variable, so that its probability is known exactly.

    python omnibus_reference.py > omnibus_reference.json
"""

import json

import numpy as np
from scipy import optimize, stats


def box_tail(z, freedom, omega):
    tail = stats.chi2.sf(z, freedom)
    return float(tail + omega * (stats.chi2.sf(z, freedom + 4) - tail))


def ln_q(x, looks):
    """x: (k, P) multilooked intensities. Published form, per channel: n (k ln k + sum ln x - k ln sum x)."""
    k = len(x)
    return float(looks * sum(k * np.log(k) + np.log(c).sum() - k * np.log(c.sum()) for c in x.T))


def q_probability(x, looks):
    k, channels = x.shape
    rho = 1 - (k / looks - 1 / (looks * k)) / (6 * (k - 1))
    omega = channels * -(k - 1) / 4 * (1 - 1 / rho) ** 2
    return box_tail(-2 * rho * ln_q(x, looks), channels * (k - 1), omega)


def ln_r(x, looks):
    """The factor of the last of x: n (j ln j - (j-1) ln(j-1) + (j-1) ln S_{j-1} + ln x_j - j ln S_j)."""
    j = len(x)
    total = 0.0
    for c in x.T:
        before, after = c[:-1].sum(), c.sum()
        total += j * np.log(j) - (j - 1) * np.log(j - 1)
        total += (j - 1) * np.log(before) + np.log(c[-1]) - j * np.log(after)
    return float(looks * total)


def r_probability(x, looks):
    j, channels = x.shape
    rho = 1 - (1 + 1 / (j * (j - 1))) / (6 * looks)
    omega = channels * -1 / 4 * (1 - 1 / rho) ** 2
    return box_tail(-2 * rho * ln_r(x, looks), channels, omega)


def r_exact(x, looks):
    """b = x_j / S_j ~ Beta(n, n (j-1)); R_j is as low on either side of its maximum b = 1/j."""
    j = len(x)
    value = ln_r(x, looks) / looks

    def of(b):
        return j * np.log(j) - (j - 1) * np.log(j - 1) + (j - 1) * np.log(1 - b) + np.log(b) - value

    beta = stats.beta(looks, looks * (j - 1))
    if value > -1e-12:
        return 1.0
    low = optimize.brentq(of, 1e-12, 1 / j)
    high = optimize.brentq(of, 1 / j, 1 - 1e-12)
    return float(beta.cdf(low) + beta.sf(high))


def changes(x, looks, significance):
    """Dates of change, and whether the first channel fell; restarted after each."""
    start, dates, falls = 0, [], []
    for time in range(1, len(x)):
        run = x[start : time + 1]
        if len(run) >= 2 and r_probability(run, looks) < significance:
            dates.append(time)
            falls.append(bool(x[time, 0] < run[:-1, 0].mean()))
            start = time
    return dates, falls


def case(rng, looks, channels, significance, means):
    """means: (acquisitions,) factors on the ground's brightness."""
    ground = np.array([0.05, 0.17])[:channels]
    noise = rng.gamma(looks, 1 / looks, (len(means), channels))
    x = np.round(np.array(means)[:, None] * ground * noise, 6)
    dates, falls = changes(x, looks, significance)
    upto = range(2, len(x) + 1)
    return {
        "looks": looks,
        "power": x.tolist(),
        "ln_factors": [ln_r(x[:j], looks) / looks for j in upto],
        "factor_probabilities": [r_probability(x[:j], looks) for j in upto],
        "exact_probabilities": [r_exact(x[:j], looks) for j in upto] if channels == 1 else None,
        "ln_omnibus": ln_q(x, looks) / looks,
        "omnibus_probability": q_probability(x, looks),
        "significance": significance,
        "changes": dates,
        "falls": falls,
    }


def main():
    rng = np.random.default_rng(2016)
    stable = [1.0] * 20
    cleared = [1.0] * 14 + [0.25] * 10
    twice = [1.0] * 10 + [0.2] * 8 + [0.9] * 8
    cases = []
    for channels in (1, 2):
        cases.append(case(rng, 4.4, channels, 1e-4, stable))
        cases.append(case(rng, 4.4, channels, 1e-2, cleared))
        cases.append(case(rng, 36.0, channels, 1e-4, cleared))
        cases.append(case(rng, 24.7, channels, 1e-4, twice))
    print(json.dumps(cases, indent=1))


main()
