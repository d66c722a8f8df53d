"""Values that RidgeRegressionTest and TruncationTest compare with. Run once: python3 reference.py > reference.json

NumPy and SciPy only. Ridge regression by least squares on an augmented matrix, leave-one-out by leaving each one out.
"""
import json

import numpy as np
from scipy.stats import truncnorm

rng = np.random.default_rng(5)
n, d = 14, 5
x = rng.standard_normal((n, d)).astype(np.float32)
y = (x @ np.array([1.0, -0.8, 0.4, 0.0, 0.0]) + 3 + 1.2 * rng.standard_normal(n)).round(3)


def ridge(x, y, alpha):
    x = x.astype(np.float64)
    xc, yc = x - x.mean(0), y - y.mean()
    a = np.vstack([xc, np.sqrt(alpha) * np.eye(d)])
    w = np.linalg.lstsq(a, np.concatenate([yc, np.zeros(d)]), rcond=None)[0]
    return w, y.mean() - x.mean(0) @ w


def left_out(alpha):
    total = 0.0
    for i in range(n):
        keep = np.arange(n) != i
        w, b = ridge(x[keep], y[keep], alpha)
        total += (y[i] - b - x[i].astype(np.float64) @ w) ** 2
    return total


alphas = [10.0**e for e in range(-3, 5)]
scores = [left_out(alpha) for alpha in alphas]
best = alphas[int(np.argmin(scores))]
w, b = ridge(x, y, best)
print(
    json.dumps(
        {
            "x": x.tolist(),
            "y": y.tolist(),
            "alpha": best,
            "weights": w.tolist(),
            "intercept": b,
            "predicted": 1 - min(scores) / ((y - y.mean()) ** 2).sum(),
            "truncated_variance": {str(t): truncnorm.var(-t, t) for t in [0.1, 0.5, 1.0, 1.5, 2.0]},
        },
        indent=1,
    )
)
