"""Pseudo-random tensors that Java computes alike (FormulaTensors), so that no large file need be kept.

A tensor's values are the SplitMix64 stream (Steele, Lea, Flood 2014) that is seeded with the FNV-1a hash of its name, each word's
upper 53 bits taken as a number in [0, 1), scaled to a range, rounded to float32.
"""

import numpy as np

GAMMA = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def fnv1a(name):
    h = 0xCBF29CE484222325
    for byte in name.encode("ascii"):
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def words(seed, count):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GAMMA)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def tensor(name, low, high, *shape):
    unit = (words(fnv1a(name), int(np.prod(shape))) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return (low + (high - low) * unit).astype(np.float32).astype(np.float64).reshape(shape)


def weight(name, *shape):
    """Of a size that keeps values near 1 through many layers with ReLU."""
    bound = np.sqrt(6.0 / np.prod(shape[1:]))
    return tensor(name, -bound, bound, *shape)


def conv2d(x, w, stride=1, padding=(0, 0)):
    """[N, C, H, W] * [O, C, p, q], by gathering every window into a row."""
    x = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.moveaxis(np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))), 3, 1)


def max_pool(x, size, stride, padding=0):
    x = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2), constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::stride, ::stride].max(axis=(4, 5))


def relu(x):
    return np.maximum(x, 0)
