"""Resizing by loops over pixels in float64, from the definitions; independent of the Java code and of any image library.

clean: Pillow's documented convolution resampling with the bicubic filter (a = -0.5), support scaled when shrinking, border pixels cut off
and weights normalised, along rows first. Run once: python3 resampling.py > resampling.json (NumPy 2). ResamplingTest compares.
"""

import json
import math

import numpy as np

rng = np.random.default_rng(20210422)


def bicubic(x, a=-0.5):
    x = abs(x)
    if x < 1:
        return (a + 2) * x**3 - (a + 3) * x**2 + 1
    if x < 2:
        return a * x**3 - 5 * a * x**2 + 8 * a * x - 4 * a
    return 0.0


def clean(line, to):
    n = len(line)
    scale = n / to
    wide = max(scale, 1.0)
    result = []
    for i in range(to):
        centre = (i + 0.5) * scale
        first = max(0, math.trunc(centre - 2 * wide + 0.5))
        end = min(n, math.trunc(centre + 2 * wide + 0.5))
        w = [bicubic((j - centre + 0.5) / wide) for j in range(first, end)]
        result.append(sum(a * b for a, b in zip(w, line[first:end])) / sum(w))
    return result


def at(line, position):
    lower = min(int(position), len(line) - 1)
    upper = min(lower + 1, len(line) - 1)
    return line[lower] + (line[upper] - line[lower]) * (position - lower)


WAYS = {
    "clean": clean,
    "tf1-bilinear": lambda line, to: [at(line, i * len(line) / to) for i in range(to)],
    "pytorch-bilinear": lambda line, to: [at(line, max(0, (i + 0.5) * len(line) / to - 0.5)) for i in range(to)],
    "nearest": lambda line, to: [line[i * len(line) // to] for i in range(to)],
}

cases = []
for way, line in WAYS.items():
    for h, w, to_h, to_w in [(5, 7, 11, 13), (9, 12, 4, 5), (6, 5, 6, 9), (17, 3, 2, 8)]:
        x = np.round(rng.uniform(-1, 1, size=(2, h, w)), 3)
        y = np.apply_along_axis(line, 1, np.apply_along_axis(line, 2, x, to_w), to_h)
        cases.append({"way": way, "shape": [2, h, w], "input": x.ravel().tolist(), "height": to_h, "width": to_w, "output": y.ravel().tolist()})
print(json.dumps(cases))
