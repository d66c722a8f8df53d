"""VGG16's second dense layer and LPIPS, in float64, for a network of 8 instead of 64 first channels; independent of the Java code.

Run once: python3 vgg.py > vgg.json (NumPy 2). Vgg16Test and LpipsTest compare.
"""

import json

import numpy as np

from formula import conv2d, max_pool, relu, tensor, weight

WIDTH = 8
CHANNELS = [WIDTH, 2 * WIDTH, 4 * WIDTH, 8 * WIDTH, 8 * WIDTH]
# torchvision's positions: a convolution and its ReLU take two, the pooling behind a group one
GROUPS = [[0, 2], [5, 7], [10, 12, 14], [17, 19, 21], [24, 26, 28]]


def column(*values):
    return np.array(values).reshape(1, -1, 1, 1)


def bias(name, size):
    return tensor(name, -0.1, 0.1, size)


def groups(x):
    outputs = []
    for channels, positions in zip(CHANNELS, GROUPS):
        if outputs:
            x = max_pool(x, 2, 2)
        for p in positions:
            name = f"features.{p}"
            x = conv2d(x, weight(name + ".weight", channels, x.shape[1], 3, 3), 1, (1, 1))
            x = relu(x + bias(name + ".bias", channels)[None, :, None, None])
        outputs.append(x)
    return outputs


def half_pixel_bilinear(x, size):
    for axis in (2, 3):
        n = x.shape[axis]
        position = np.maximum((np.arange(size) + 0.5) * n / size - 0.5, 0)
        lower = np.floor(position).astype(int)
        upper = np.minimum(lower + 1, n - 1)
        share = (position - lower).reshape([-1 if a == axis else 1 for a in range(4)])
        x = np.take(x, lower, axis) * (1 - share) + np.take(x, upper, axis) * share
    return x


def second_dense(images):
    levels = np.floor((images + 1) * 127.5 + 0.5)
    x = half_pixel_bilinear(levels, 224) / 255
    x = (x - column(0.485, 0.456, 0.406)) / column(0.229, 0.224, 0.225)
    x = max_pool(groups(x)[-1], 2, 2).reshape(len(x), -1)
    hidden = 64 * WIDTH
    for p in (0, 3):
        name = f"classifier.{p}"
        x = relu(x @ weight(name + ".weight", hidden, x.shape[1]).T + bias(name + ".bias", hidden))
    return x


def lpips(x, y):
    shift, scale = column(-0.030, -0.088, -0.188), column(0.458, 0.448, 0.450)
    total = 0
    for group, (a, b) in enumerate(zip(groups((x - shift) / scale), groups((y - shift) / scale))):
        unit = lambda f: f / (np.sqrt((f**2).sum(axis=1, keepdims=True)) + 1e-10)
        w = tensor(f"lin{group}.model.1.weight", 0, 1, 1, CHANNELS[group], 1, 1)
        total = total + ((unit(a) - unit(b)) ** 2 * w).sum(axis=1).mean(axis=(1, 2))
    return total


x, y = tensor("x", -1, 1, 2, 3, 33, 48), tensor("y", -1, 1, 2, 3, 33, 48)
grey = tensor("grey", -1, 1, 1, 1, 20, 17), tensor("other grey", -1, 1, 1, 1, 20, 17)
print(
    json.dumps(
        {
            "features": second_dense(x).ravel()[::16].tolist(),
            "lpips": lpips(x, y).tolist(),
            "grey": lpips(*(np.repeat(g, 3, axis=1) for g in grey)).tolist(),
        },
        indent=1,
    )
)
