"""Draws one point of each pattern anew: the values of DrawnPointsTest. Run: python3 points.py"""
import math

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Random:
    """SplitMix64 from a seed, a purpose (1 label, 2 place) and an index."""

    def __init__(self, seed, purpose, index):
        self.state = mix((mix((mix((seed + GAMMA) & MASK) + purpose) & MASK) + index * GAMMA) & MASK)

    def uniform(self):
        self.state = (self.state + GAMMA) & MASK
        return (mix(self.state) >> 11) * 2.0 ** -53

    def below(self, count):
        return int(self.uniform() * count)

    def normal(self):
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())


def ring(label, r):
    angle = 2 * math.pi * label / 8
    x = math.cos(angle) + 0.01 * r.normal()
    return x, math.sin(angle) + 0.01 * r.normal()


def grid(label, r):
    x = 2 * (label // 5) - 4 + 0.05 * r.normal()
    return x, 2 * (label % 5) - 4 + 0.05 * r.normal()


def swiss_roll(label, r):
    t = 1.5 * math.pi * (1 + 2 * r.uniform())
    x = t * math.cos(t) + 0.25 * r.normal()
    return x / 7.5, (t * math.sin(t) + 0.25 * r.normal()) / 7.5


def two_moons(label, r):
    a = math.pi * r.uniform()
    x, y = (math.cos(a), math.sin(a)) if label == 0 else (1 - math.cos(a), 0.5 - math.sin(a))
    x += 0.05 * r.normal()
    return x, y + 0.05 * r.normal()


for pattern, classes in ((ring, 8), (grid, 25), (swiss_roll, 0), (two_moons, 2)):
    label = Random(1, 1, 12345).below(classes) if classes else -1
    print(pattern.__name__, label, *pattern(label, Random(1, 2, 12345)))
