"""Inception-v3 in the FID variant, in float64, from the description in the paper and the names of the PyTorch port; independent of the
Java code and of any deep learning library. Batch normalisation is computed as such, not folded.

Run once: python3 inception.py > inception.json (NumPy 2, ten seconds). InceptionV3Test compares.
"""

import json

import numpy as np

from formula import conv2d, max_pool, relu, tensor, weight


def basic(x, name, out, kernel, stride=1, padding=(0, 0)):
    x = conv2d(x, weight(name + ".conv.weight", out, x.shape[1], *kernel), stride, padding)
    part = lambda p, low, high: tensor(name + ".bn." + p, low, high, out)[None, :, None, None]
    normal = (x - part("running_mean", -0.1, 0.1)) / np.sqrt(part("running_var", 0.8, 1.2) + 0.001)
    return relu(normal * part("weight", 0.8, 1.2) + part("bias", -0.1, 0.1))


def mean_pool(x):
    """3x3 means that count pixels only, not the padding."""
    ones = np.ones((1, 1) + x.shape[2:])
    pad = lambda a: np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)))
    add = lambda a: np.lib.stride_tricks.sliding_window_view(pad(a), (3, 3), axis=(2, 3)).sum(axis=(4, 5))
    return add(x) / add(ones)


def cat(*branches):
    return np.concatenate(branches, axis=1)


def block_a(x, n, pooled):
    five = basic(basic(x, n + ".branch5x5_1", 48, (1, 1)), n + ".branch5x5_2", 64, (5, 5), 1, (2, 2))
    three = basic(x, n + ".branch3x3dbl_1", 64, (1, 1))
    three = basic(three, n + ".branch3x3dbl_2", 96, (3, 3), 1, (1, 1))
    three = basic(three, n + ".branch3x3dbl_3", 96, (3, 3), 1, (1, 1))
    pool = basic(mean_pool(x), n + ".branch_pool", pooled, (1, 1))
    return cat(basic(x, n + ".branch1x1", 64, (1, 1)), five, three, pool)


def block_b(x, n):
    deep = basic(basic(x, n + ".branch3x3dbl_1", 64, (1, 1)), n + ".branch3x3dbl_2", 96, (3, 3), 1, (1, 1))
    deep = basic(deep, n + ".branch3x3dbl_3", 96, (3, 3), 2)
    return cat(basic(x, n + ".branch3x3", 384, (3, 3), 2), deep, max_pool(x, 3, 2))


def block_c(x, n, c):
    row, column = ((1, 7), 1, (0, 3)), ((7, 1), 1, (3, 0))
    seven = basic(x, n + ".branch7x7_1", c, (1, 1))
    seven = basic(basic(seven, n + ".branch7x7_2", c, *row), n + ".branch7x7_3", 192, *column)
    deep = basic(x, n + ".branch7x7dbl_1", c, (1, 1))
    deep = basic(basic(deep, n + ".branch7x7dbl_2", c, *column), n + ".branch7x7dbl_3", c, *row)
    deep = basic(basic(deep, n + ".branch7x7dbl_4", c, *column), n + ".branch7x7dbl_5", 192, *row)
    pool = basic(mean_pool(x), n + ".branch_pool", 192, (1, 1))
    return cat(basic(x, n + ".branch1x1", 192, (1, 1)), seven, deep, pool)


def block_d(x, n):
    three = basic(basic(x, n + ".branch3x3_1", 192, (1, 1)), n + ".branch3x3_2", 320, (3, 3), 2)
    seven = basic(x, n + ".branch7x7x3_1", 192, (1, 1))
    seven = basic(seven, n + ".branch7x7x3_2", 192, (1, 7), 1, (0, 3))
    seven = basic(seven, n + ".branch7x7x3_3", 192, (7, 1), 1, (3, 0))
    return cat(three, basic(seven, n + ".branch7x7x3_4", 192, (3, 3), 2), max_pool(x, 3, 2))


def block_e(x, n, pooled):
    row, column = ((1, 3), 1, (0, 1)), ((3, 1), 1, (1, 0))
    three = basic(x, n + ".branch3x3_1", 384, (1, 1))
    three = cat(basic(three, n + ".branch3x3_2a", 384, *row), basic(three, n + ".branch3x3_2b", 384, *column))
    deep = basic(basic(x, n + ".branch3x3dbl_1", 448, (1, 1)), n + ".branch3x3dbl_2", 384, (3, 3), 1, (1, 1))
    deep = cat(basic(deep, n + ".branch3x3dbl_3a", 384, *row), basic(deep, n + ".branch3x3dbl_3b", 384, *column))
    return cat(basic(x, n + ".branch1x1", 320, (1, 1)), three, deep, basic(pooled, n + ".branch_pool", 192, (1, 1)))


def features(x):
    x = basic(x, "Conv2d_1a_3x3", 32, (3, 3), 2)
    x = basic(x, "Conv2d_2a_3x3", 32, (3, 3))
    x = max_pool(basic(x, "Conv2d_2b_3x3", 64, (3, 3), 1, (1, 1)), 3, 2)
    x = basic(x, "Conv2d_3b_1x1", 80, (1, 1))
    x = max_pool(basic(x, "Conv2d_4a_3x3", 192, (3, 3)), 3, 2)
    x = block_a(block_a(block_a(x, "Mixed_5b", 32), "Mixed_5c", 64), "Mixed_5d", 64)
    x = block_b(x, "Mixed_6a")
    x = block_c(block_c(x, "Mixed_6b", 128), "Mixed_6c", 160)
    x = block_c(block_c(x, "Mixed_6d", 160), "Mixed_6e", 192)
    x = block_d(x, "Mixed_7a")
    x = block_e(x, "Mixed_7b", mean_pool(x))
    x = block_e(x, "Mixed_7c", max_pool(x, 3, 1, 1))
    return x.mean(axis=(2, 3))


def tf1_bilinear(x, size):
    for axis in (2, 3):
        n = x.shape[axis]
        position = np.arange(size) * (n / size)
        lower = np.floor(position).astype(int)
        upper = np.minimum(lower + 1, n - 1)
        share = (position - lower).reshape([-1 if a == axis else 1 for a in range(4)])
        x = np.take(x, lower, axis) * (1 - share) + np.take(x, upper, axis) * share
    return x


def levels(x):
    return np.floor((np.clip(x, -1, 1) + 1) * 127.5 + 0.5)


def kept(values):
    """Every 16th, and the sums of all and of their squares, which the others cannot escape."""
    return {
        "every16th": [float(v) for v in values.ravel()[::16]],
        "sum": float(values.sum()),
        "squares": float((values**2).sum()),
    }


prepared = features(tensor("prepared", -1, 1, 2, 3, 107, 139))
whole = features((tf1_bilinear(levels(tensor("images", -1, 1, 1, 3, 32, 40)), 299) - 128) / 128)
logits = whole @ weight("fc.weight", 1008, 2048).T
scores = np.exp(logits - logits.max())
print(
    json.dumps(
        {
            "prepared": kept(prepared),
            "whole": kept(whole),
            "logits": kept(logits),
            "probabilities": kept(scores / scores.sum()),
        },
        indent=1,
    )
)
