"""Sliced Wasserstein distance between patches of Laplacian pyramids, from the paper (Karras et al. 2017) with SciPy's mirrored
convolution, in float64. Random places and directions are those of RandomSource, implemented here anew. Independent of the Java code.

Run once: python3 swd.py > swd.json (NumPy 2, SciPy 1). SlicedWassersteinTest compares.
"""

import json
import math

import numpy as np
from scipy.ndimage import convolve

from formula import GAMMA, MASK, tensor

SEED, PATCHES, DIRECTIONS = 7, 5, 40
KERNEL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Source:
    def __init__(self, seed):
        self.state = seed & MASK

    def split(self, part):
        return Source(mix(self.state ^ mix((part + GAMMA) & MASK)))

    def word(self):
        self.state = (self.state + GAMMA) & MASK
        return mix(self.state)

    def unit(self):
        return (self.word() >> 11) * 2.0**-53

    def below(self, bound):
        return (self.word() >> 1) % bound

    def normal(self, *shape):
        values = []
        count = int(np.prod(shape))
        while len(values) < count:
            radius, angle = math.sqrt(-2 * math.log(1 - self.unit())), 2 * math.pi * self.unit()
            values += [radius * math.cos(angle), radius * math.sin(angle)]
        return np.array(values[:count]).reshape(shape)


def shrink(x):
    return convolve(x, KERNEL[None, None], mode="mirror")[:, :, ::2, ::2]


def enlarge(x):
    wide = np.zeros(x.shape[:2] + (2 * x.shape[2], 2 * x.shape[3]))
    wide[:, :, ::2, ::2] = x
    return convolve(wide, 4 * KERNEL[None, None], mode="mirror")


def pyramid(x, levels):
    result = []
    for _ in range(levels - 1):
        half = shrink(x)
        result.append(x - enlarge(half))
        x = half
    return result + [x]


def descriptors(level, places):
    n, c, h, w = level.shape
    rows = []
    for i in range(n):
        source = places.split(i)
        for _ in range(PATCHES):
            top = source.below(h - 6)
            left = source.below(w - 6)
            rows.append(level[i, :, top : top + 7, left : left + 7])
    rows = np.array(rows)
    rows -= rows.mean(axis=(0, 2, 3), keepdims=True)
    rows /= rows.std(axis=(0, 2, 3), keepdims=True)
    return rows.reshape(len(rows), -1)


def distance(a, b):
    source = Source(SEED).split(1)
    values = []
    done = 0
    while done < DIRECTIONS:
        count = min(32, DIRECTIONS - done)
        unit = source.normal(count, a.shape[1])
        unit /= np.sqrt((unit**2).sum(axis=1, keepdims=True))
        for u in unit:
            values.append(np.abs(np.sort(a @ u) - np.sort(b @ u)).mean())
        done += count
    return 1e3 * float(np.mean(values))


real, fake = tensor("real", -1, 1, 6, 3, 64, 32), tensor("fake", -1, 1, 6, 3, 64, 32)
fake[:, :, :, 1:] = (fake[:, :, :, 1:] + fake[:, :, :, :-1]) / 2
fake = fake.astype(np.float32).astype(np.float64)
places = Source(SEED).split(0)
levels = zip(pyramid(real, 2), pyramid(fake, 2))
distances = [distance(descriptors(a, places.split(l)), descriptors(b, places.split(l))) for l, (a, b) in enumerate(levels)]
small = pyramid(tensor("pyramid", -1, 1, 1, 2, 8, 12), 3)
print(json.dumps({"distances": distances, "pyramid": [level.ravel().tolist() for level in small]}))
