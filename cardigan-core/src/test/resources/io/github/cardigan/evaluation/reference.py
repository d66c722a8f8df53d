"""Metrics of fixed arrays by NumPy, SciPy and mpmath, straight from the papers' formulas.

Run once: python3 reference.py > reference.json (NumPy 2, SciPy 1, mpmath 1). ReferenceTest makes the same arrays and compares.

Arrays come from a formula that both sides compute exactly (FixedArrays in the tests): of each SplitMix64 word the upper 16 bits as a
number in [0, 1), four of them summed, less 2: bell-shaped, and exact in float32 and float64 alike. FID needs no formula of its own to be
checked against: SciPy's square root where it works, singular values of the data themselves for any rank, and those again in 50 digits.
"""

import json

import mpmath
import numpy as np
import scipy.linalg

MASK = (1 << 64) - 1


def words(seed, n):
    state = seed
    out = np.empty(n)
    for i in range(n):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        out[i] = (z >> 48) / 65536.0
    return out


def normal(seed, n, d):
    """[n, d], 4 words each: sum - 2, then column j scaled by a power of two so that variances differ."""
    x = words(seed, n * d * 4).reshape(n, d, 4).sum(axis=2) - 2
    return x * 2.0 ** -(np.arange(d) % 4)


def fid_sqrtm(x, y):
    m1, m2 = x.mean(0), y.mean(0)
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    root = scipy.linalg.sqrtm(s1 @ s2)
    return float((m1 - m2) @ (m1 - m2) + np.trace(s1) + np.trace(s2) - 2 * np.trace(root).real)


def fid_data(x, y):
    """The same without covariances: tr (S1 S2)^(1/2) is the nuclear norm of Xc Yc^T, over the roots of n - 1. Any rank."""
    m1, m2 = x.mean(0), y.mean(0)
    xc, yc = (x - m1) / np.sqrt(len(x) - 1), (y - m2) / np.sqrt(len(y) - 1)
    root = np.linalg.svd(xc @ yc.T, compute_uv=False).sum()
    return float((m1 - m2) @ (m1 - m2) + (xc**2).sum() + (yc**2).sum() - 2 * root)


def fid_50_digits(x, y):
    """By 50 digits, for small arrays: proof that the digits of fid_data hold."""
    mpmath.mp.dps = 50
    n, m = len(x), len(y)
    X, Y = mpmath.matrix(x.tolist()), mpmath.matrix(y.tolist())
    def centre(a, rows):
        for j in range(a.cols):
            mean = mpmath.fsum(a[i, j] for i in range(rows)) / rows
            means.append(mean)
            for i in range(rows):
                a[i, j] = (a[i, j] - mean) / mpmath.sqrt(rows - 1)
        return a
    means = []
    X, Y = centre(X, n), centre(Y, m)
    d = X.cols
    product = X * Y.T
    root = mpmath.fsum(mpmath.svd_r(product, compute_uv=False))
    mean_term = mpmath.fsum((means[j] - means[d + j]) ** 2 for j in range(d))
    return float(mean_term + mpmath.fsum(v * v for v in X) + mpmath.fsum(v * v for v in Y) - 2 * root)


def kid(x, y):
    d = x.shape[1]
    k = lambda a, b: (a @ b.T / d + 1) ** 3
    kxx, kyy, kxy = k(x, x), k(y, y), k(x, y)
    m, n = len(x), len(y)
    within = lambda g, c: (g.sum() - np.trace(g)) / (c * (c - 1))
    return float(within(kxx, m) + within(kyy, n) - 2 * kxy.mean())


def inception_score(p, splits):
    scores = []
    for part in np.array_split(p, splits):
        q = part.mean(0, keepdims=True)
        scores.append(np.exp((part * (np.log(part) - np.log(q))).sum(1).mean()))
    return float(np.mean(scores)), float(np.std(scores))


def squared_distances(x, y):
    return np.array([[((a - b) ** 2).sum() for b in y] for a in x])


def prdc(real, fake):
    def radii(x, k):
        d = squared_distances(x, x)
        return np.sort(d, axis=1)[:, k]  # the 0th is the row itself

    cross = squared_distances(fake, real)  # [fake, real]
    r3, f3, r5 = radii(real, 3), radii(fake, 3), radii(real, 5)
    inside5 = cross <= r5[None, :]
    small = r3 <= np.median(np.sqrt(r3)) ** 2 * (1 + 1e-12)
    ratio = np.sqrt(r3[None, small] / cross[:, small]).max(1)
    return {
        "precision": float((cross <= r3[None, :]).any(1).mean()),
        "recall": float((cross.T <= f3[None, :]).any(1).mean()),
        "density": float(inside5.sum() / (5 * len(fake))),
        "coverage": float(inside5.any(0).mean()),
        "nearest": [int(i) for i in cross.argmin(1)[:10]],
        "realism": [float(v) for v in ratio[:10]],
    }


def shifted(seed, n, d, shift, scale):
    return normal(seed, n, d) * scale + shift


cases = {}
x, y = normal(1, 400, 64), shifted(2, 300, 64, 0.125, 1.25)
cases["fid_full_rank"] = {"sqrtm": fid_sqrtm(x, y), "value": fid_data(x, y)}
u, v = normal(3, 40, 64), shifted(4, 50, 64, 0.25, 0.75)
cases["fid_fewer_than_dimensions"] = {"value": fid_data(u, v)}
cases["fid_full_against_singular"] = {"value": fid_data(x, v)}
cases["fid_by_50_digits"] = {"value": fid_50_digits(u[:, :16], v[:, :16]), "data": fid_data(u[:, :16], v[:, :16])}
cases["kid"] = {"value": kid(x, y), "small": kid(u, v)}
p = 0.001 + (normal(5, 250, 10) * 4 + 8) ** 4  # any positive numbers; the softmax is no part of the metric
p = np.round(p / p.sum(1, keepdims=True) * 2**20) / 2**20 + 2.0**-20  # exact in float32, sum 1 to 1e-5
mean, std = inception_score(p, 10)
cases["is"] = {"mean": mean, "std": std, "millionths": [int(v * 2**20) for v in p.ravel()]}
a, b = normal(6, 300, 8), shifted(7, 250, 8, 0.25, 0.75)
cases["prdc"] = prdc(a, b)
# on a coarse grid: many equal distances and many copies
g, h = np.round(normal(8, 300, 3) * 2), np.round(shifted(9, 250, 3, 0.25, 1.0) * 2)
cases["prdc_ties"] = {k: v for k, v in prdc(g, h).items() if k != "realism"}  # which divides by zero here
lines = [f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items()]
print("{\n" + ",\n".join(lines) + "\n}")
