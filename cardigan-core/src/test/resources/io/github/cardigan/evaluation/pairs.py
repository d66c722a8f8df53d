"""SSIM, MS-SSIM and PSNR with SciPy, in float64, and the digest of weights with hashlib; independent of the Java code.

Run once: python3 pairs.py > pairs.json (NumPy 2, SciPy 1). PairMetricsTest and WeightsDigestTest compare.
"""

import hashlib
import json
import struct

import numpy as np
from scipy.signal import convolve2d

from formula import tensor

RANGE = 2.0
WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
line = np.exp(-((np.arange(11) - 5) ** 2) / (2 * 1.5**2))
WINDOW = np.outer(line, line) / np.outer(line, line).sum()


def blur(x):
    return convolve2d(x, WINDOW, mode="valid")


def terms(x, y):
    """Means of the luminance-contrast-structure map and of the contrast-structure map of one channel."""
    c1, c2 = (0.01 * RANGE) ** 2, (0.03 * RANGE) ** 2
    mx, my = blur(x), blur(y)
    sxx, syy, sxy = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
    cs = (2 * sxy + c2) / (sxx + syy + c2)
    return ((2 * mx * my + c1) / (mx * mx + my * my + c1) * cs).mean(), cs.mean()


def halve(x):
    h, w = x.shape[0] // 2 * 2, x.shape[1] // 2 * 2
    return x[:h, :w].reshape(h // 2, 2, w // 2, 2).mean(axis=(1, 3))


def ms_ssim(x, y):
    product = 1.0
    for scale, weight in enumerate(WEIGHTS):
        if scale:
            x, y = halve(x), halve(y)
        full, cs = terms(x, y)
        product *= max(full if scale == 4 else cs, 0.0) ** weight
    return product


def over_pairs(metric, x, y):
    x, y = x.astype(np.float64), y.astype(np.float64)
    return [float(np.mean([metric(a, b) for a, b in zip(p, q)])) for p, q in zip(x, y)]


result = {}
x, y = tensor("ssim x", -1, 1, 2, 3, 20, 31), tensor("ssim y", -1, 1, 2, 3, 20, 31)
mixed = (0.7 * x + 0.3 * y).astype(np.float32).astype(np.float64)
result["ssim"] = over_pairs(lambda a, b: terms(a, b)[0], x, mixed)
result["psnr"] = [float(10 * np.log10(RANGE**2 / ((a - b) ** 2).mean())) for a, b in zip(x, mixed)]
x, y = tensor("ms x", -1, 1, 2, 3, 177, 190), tensor("ms y", -1, 1, 2, 3, 177, 190)
mixed = (0.7 * x + 0.3 * y).astype(np.float32).astype(np.float64)
result["ms-ssim"] = over_pairs(ms_ssim, x, mixed)

digest = hashlib.sha256()
for name, values in [("a.bias", np.array([1.5, -2.0], "<f4")), ("b.weight", np.arange(6, dtype="<f4").reshape(3, 2))]:
    digest.update(struct.pack("<q", len(name)) + name.encode())
    digest.update(struct.pack(f"<{1 + values.ndim}q", values.ndim, *values.shape) + values.tobytes())
result["digest"] = digest.hexdigest()
print(json.dumps(result, indent=1))
