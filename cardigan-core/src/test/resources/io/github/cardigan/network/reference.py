"""Layer values computed by naive loops in float64, from the definitions and without any deep learning library.

Run once: python3 reference.py > reference.json (NumPy 2). ReferenceTest compares every case with our layers. Inputs and weights
are rounded to two decimals, so that they are the same numbers in float32 up to its rounding.
"""

import json
import math

import numpy as np

rng = np.random.default_rng(20240611)
EPS = 1e-5
cases = []


def draw(*shape):
    return np.round(rng.normal(size=shape), 2)


def case(name, layer, x, y, weights=None, training=False, after=None):
    flat = lambda arrays: {k: np.asarray(v).ravel().tolist() for k, v in (arrays or {}).items()}
    cases.append(
        {
            "name": name,
            "layer": layer,
            "training": training,
            "shape": list(x.shape[1:]),
            "input": x.ravel().tolist(),
            "weights": flat(weights),
            "outputShape": list(y.shape[1:]),
            "output": [round(float(v), 9) for v in y.ravel()],
            "after": flat(after),
        }
    )


def conv2d(x, w, b, stride, padding):
    n, ci, h, wd = x.shape
    co, _, k, _ = w.shape
    padded = np.zeros((n, ci, h + 2 * padding, wd + 2 * padding))
    padded[:, :, padding : padding + h, padding : padding + wd] = x
    ho, wo = (h + 2 * padding - k) // stride + 1, (wd + 2 * padding - k) // stride + 1
    y = np.zeros((n, co, ho, wo))
    for s in range(n):
        for o in range(co):
            for i in range(ho):
                for j in range(wo):
                    total = b[o] if b is not None else 0.0
                    for c in range(ci):
                        for p in range(k):
                            for q in range(k):
                                total += w[o, c, p, q] * padded[s, c, i * stride + p, j * stride + q]
                    y[s, o, i, j] = total
    return y


def conv_transpose2d(x, w, b, stride, padding, output_padding):
    """Every input pixel stamps the kernel, weighted by itself, onto a canvas; then the padding is cut off."""
    n, ci, h, wd = x.shape
    _, co, k, _ = w.shape
    canvas = np.zeros((n, co, (h - 1) * stride + k + output_padding, (wd - 1) * stride + k + output_padding))
    for s in range(n):
        for c in range(ci):
            for i in range(h):
                for j in range(wd):
                    for o in range(co):
                        for p in range(k):
                            for q in range(k):
                                canvas[s, o, i * stride + p, j * stride + q] += x[s, c, i, j] * w[c, o, p, q]
    y = canvas[:, :, padding : canvas.shape[2] - padding, padding : canvas.shape[3] - padding]
    return y + (b.reshape(1, -1, 1, 1) if b is not None else 0)


def pool(x, k, stride, padding, fill, reduce):
    n, c, h, w = x.shape
    ho, wo = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
    y = np.zeros((n, c, ho, wo))
    for s in range(n):
        for m in range(c):
            for i in range(ho):
                for j in range(wo):
                    window = []
                    for p in range(k):
                        for q in range(k):
                            r, t = i * stride + p - padding, j * stride + q - padding
                            window.append(x[s, m, r, t] if 0 <= r < h and 0 <= t < w else fill)
                    y[s, m, i, j] = reduce(window)
    return y


def bilinear(x, factor):
    n, c, h, w = x.shape
    y = np.zeros((n, c, h * factor, w * factor))

    def source(i, size):
        at = max((i + 0.5) / factor - 0.5, 0.0)
        low = int(math.floor(at))
        return low, min(low + 1, size - 1), at - low

    for i in range(h * factor):
        r0, r1, a = source(i, h)
        for j in range(w * factor):
            c0, c1, b = source(j, w)
            top = x[:, :, r0, c0] * (1 - b) + x[:, :, r0, c1] * b
            bottom = x[:, :, r1, c0] * (1 - b) + x[:, :, r1, c1] * b
            y[:, :, i, j] = top * (1 - a) + bottom * a
    return y


def nearest(x, factor):
    n, c, h, w = x.shape
    y = np.zeros((n, c, h * factor, w * factor))
    for i in range(h * factor):
        for j in range(w * factor):
            y[:, :, i, j] = x[:, :, i // factor, j // factor]
    return y


def standardize(values):
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / len(values)
    return [(v - mean) / math.sqrt(variance + EPS) for v in values], mean, variance


def over(x, picks):
    """Standardizes each picked set of indices of x by itself."""
    y = np.zeros_like(x)
    for pick in picks:
        normal, _, _ = standardize([x[i] for i in pick])
        for i, v in zip(pick, normal):
            y[i] = v
    return y


def indices(*sizes):
    return list(np.ndindex(*sizes))


def per_channel(v, x):
    return np.asarray(v).reshape((1, -1) + (1,) * (x.ndim - 2))


# --- matrix products and convolutions
x, w, b = draw(3, 5), draw(4, 5), draw(4)
y = np.array([[sum(w[o, i] * x[n, i] for i in range(5)) + b[o] for o in range(4)] for n in range(3)])
case("dense", {"type": "dense", "units": 4, "bias": True}, x, y, {"weight": w, "bias": b})
case("dense without bias", {"type": "dense", "units": 4, "bias": False}, x, y - b, {"weight": w})

for k, stride, padding, bias in [(3, 1, 1, True), (5, 2, 2, True), (4, 2, 1, False), (1, 1, 0, True), (3, 3, 0, False)]:
    x, w, b = draw(2, 2, 7, 6), draw(3, 2, k, k), draw(3) if bias else None
    layer = {"type": "conv2d", "channels": 3, "kernel": k, "stride": stride, "padding": padding, "bias": bias}
    weights = {"weight": w, "bias": b} if bias else {"weight": w}
    case(f"conv2d {k}x{k} stride {stride} padding {padding}", layer, x, conv2d(x, w, b, stride, padding), weights)

for k, stride, padding, extra, bias in [(5, 1, 2, 0, False), (5, 2, 2, 1, True), (4, 2, 1, 0, True), (3, 3, 0, 2, False)]:
    x, w, b = draw(2, 3, 4, 3), draw(3, 2, k, k), draw(2) if bias else None
    layer = {
        "type": "conv_transpose2d",
        "channels": 2,
        "kernel": k,
        "stride": stride,
        "padding": padding,
        "outputPadding": extra,
        "bias": bias,
    }
    weights = {"weight": w, "bias": b} if bias else {"weight": w}
    y = conv_transpose2d(x, w, b, stride, padding, extra)
    case(f"conv_transpose2d {k}x{k} stride {stride} padding {padding} output padding {extra}", layer, x, y, weights)

# --- normalisation
for name, x in [("vectors", draw(5, 3)), ("images", draw(3, 3, 2, 4))]:
    gamma, beta, mean, var = draw(3), draw(3), draw(3), np.abs(draw(3)) + 0.5
    layer = {"type": "batch_norm", "momentum": 0.1, "epsilon": EPS}
    weights = {"weight": gamma, "bias": beta, "running_mean": mean, "running_var": var}
    y, new_mean, new_var = np.zeros_like(x), np.zeros(3), np.zeros(3)
    for c in range(3):
        normal, m, v = standardize(x[:, c].ravel().tolist())
        y[:, c] = np.array(normal).reshape(x[:, c].shape) * gamma[c] + beta[c]
        count = x[:, c].size
        new_mean[c] = 0.9 * mean[c] + 0.1 * m
        new_var[c] = 0.9 * var[c] + 0.1 * v * count / (count - 1)
    after = {"running_mean": new_mean, "running_var": new_var}
    case(f"batch_norm of {name}, training", layer, x, y, weights, True, after)
    y = (x - per_channel(mean, x)) / np.sqrt(per_channel(var, x) + EPS) * per_channel(gamma, x) + per_channel(beta, x)
    case(f"batch_norm of {name}, inference", layer, x, y, weights, False, {"running_mean": mean, "running_var": var})

x = draw(2, 3, 2, 4)
gamma, beta = draw(3, 2, 4), draw(3, 2, 4)
y = over(x, [[(n,) + i for i in indices(3, 2, 4)] for n in range(2)]) * gamma + beta
case("layer_norm of images", {"type": "layer_norm", "lastDims": 3, "epsilon": EPS}, x, y, {"weight": gamma, "bias": beta})
gamma, beta = draw(4), draw(4)
y = over(x, [[i + (j,) for j in range(4)] for i in indices(2, 3, 2)]) * gamma + beta
case("layer_norm of rows", {"type": "layer_norm", "lastDims": 1, "epsilon": EPS}, x, y, {"weight": gamma, "bias": beta})

y = over(x, [[(n, c) + i for i in indices(2, 4)] for n in range(2) for c in range(3)])
case("instance_norm", {"type": "instance_norm", "affine": False, "epsilon": EPS}, x, y)
case("instance_norm, training", {"type": "instance_norm", "affine": False, "epsilon": EPS}, x, y, None, True)
gamma, beta = draw(3), draw(3)
y = y * per_channel(gamma, x) + per_channel(beta, x)
case("instance_norm, affine", {"type": "instance_norm", "affine": True, "epsilon": EPS}, x, y, {"weight": gamma, "bias": beta})

x, gamma, beta = draw(2, 4, 3, 2), draw(4), draw(4)
y = over(x, [[(n, 2 * g + c) + i for c in range(2) for i in indices(3, 2)] for n in range(2) for g in range(2)])
y = y * per_channel(gamma, x) + per_channel(beta, x)
case("group_norm", {"type": "group_norm", "groups": 2, "epsilon": EPS}, x, y, {"weight": gamma, "bias": beta})

# --- shrinking and growing
x = draw(2, 2, 5, 7)
for k, stride, padding in [(2, 2, 0), (3, 2, 1), (3, 1, 0)]:
    fields = {"kernel": k, "stride": stride, "padding": padding}
    name = f"{k}x{k} stride {stride} padding {padding}"
    case("max_pool2d " + name, {"type": "max_pool2d"} | fields, x, pool(x, k, stride, padding, -math.inf, max))
    mean = lambda window: sum(window) / len(window)
    case("avg_pool2d " + name, {"type": "avg_pool2d"} | fields, x, pool(x, k, stride, padding, 0.0, mean))
case("global_avg_pool", {"type": "global_avg_pool"}, x, np.array([[x[n, c].sum() / 35 for c in range(2)] for n in range(2)]))
x = draw(2, 2, 3, 2)
for factor in [2, 3]:
    case(f"nearest {factor}x", {"type": "upsample", "factor": factor, "mode": "nearest"}, x, nearest(x, factor))
    case(f"bilinear {factor}x", {"type": "upsample", "factor": factor, "mode": "bilinear"}, x, bilinear(x, factor))

# --- element by element
x = np.concatenate([draw(2, 6) * 2, [[-30.0, -8.0, 0.0, 0.5, 8.0, 30.0]]])
sigmoid = lambda v: 1 / (1 + math.exp(-v))
functions = {
    "relu": lambda v: max(v, 0.0),
    "tanh": math.tanh,
    "sigmoid": sigmoid,
    "softplus": lambda v: math.log1p(math.exp(-abs(v))) + max(v, 0.0),
    "silu": lambda v: v * sigmoid(v),
    "gelu": lambda v: v * 0.5 * (1 + math.erf(v / math.sqrt(2))),
}
for name, f in functions.items():
    case(name, {"type": name}, x, np.vectorize(f, otypes=[float])(x))
f = lambda v: v if v > 0 else 0.2 * v
case("leaky_relu", {"type": "leaky_relu", "slope": 0.2}, x, np.vectorize(f)(x))
f = lambda v: v if v > 0 else 0.7 * math.expm1(v)
case("elu", {"type": "elu", "alpha": 0.7}, x, np.vectorize(f)(x))
case("prelu", {"type": "prelu", "perChannel": False}, x, np.where(x > 0, x, 0.3 * x), {"weight": np.array([0.3])})
x, w = draw(2, 3, 2, 2), draw(3)
case("prelu per channel", {"type": "prelu", "perChannel": True}, x, np.where(x > 0, x, per_channel(w, x) * x), {"weight": w})

# --- structure
x, w = np.array([[2.0, 0.0], [3.0, 3.0]]), draw(4, 3)
case("embedding", {"type": "embedding", "ids": 4, "size": 3}, x, np.array([[w[int(i)] for i in row] for row in x]), {"weight": w})
x, w, b, v = draw(2, 2, 4, 4), draw(3, 2, 3, 3), draw(3), draw(3, 2, 1, 1)
conv = lambda k, p, bias: {"type": "conv2d", "channels": 3, "kernel": k, "stride": 1, "padding": p, "bias": bias}
y = conv2d(x, w, b, 1, 1)
residual = {"type": "residual", "body": conv(3, 1, True), "shortcut": conv(1, 0, False)}
weights = {"body.weight": w, "body.bias": b, "shortcut.weight": v}
case("residual", residual, x, y + conv2d(x, v, None, 1, 0), weights)
weights = {"inner.weight": w, "inner.bias": b}
case("skip", {"type": "skip", "inner": conv(3, 1, True)}, x, np.concatenate([x, y], axis=1), weights)
case("flatten", {"type": "flatten"}, x, x.reshape(2, 32))
case("reshape", {"type": "reshape", "shape": [8, 2, 2]}, x, x.reshape(2, 8, 2, 2))
case("dropout, inference", {"type": "dropout", "rate": 0.5}, x, x)
case("dropout2d, inference", {"type": "dropout2d", "rate": 0.5}, x, x)
case("identity", {"type": "identity"}, x, x)
zeros = np.zeros((2, 5 - x.shape[1]) + x.shape[2:])
case("pad_channels", {"type": "pad_channels", "channels": 5}, x, np.concatenate([x, zeros], axis=1))

# --- layers around a layer with a weight
def matrix(w, transposed):
    """One row per output."""
    w = np.swapaxes(w, 0, 1) if transposed else w
    return w.reshape(w.shape[0], -1)


def inner(kind):
    """Inputs, weight, bias, the layer, what it computes from another weight, and whether outputs come second in its weight."""
    if kind == "dense":
        x, w, b = draw(3, 5), draw(4, 5), draw(4)
        return x, w, b, {"type": "dense", "units": 4, "bias": True}, lambda w: x @ w.T + b, False
    if kind == "conv2d":
        x, w, b = draw(2, 2, 5, 4), draw(3, 2, 3, 3), draw(3)
        layer = {"type": "conv2d", "channels": 3, "kernel": 3, "stride": 2, "padding": 1, "bias": True}
        return x, w, b, layer, lambda w: conv2d(x, w, b, 2, 1), False
    if kind == "conv_transpose2d":
        x, w, b = draw(2, 3, 3, 2), draw(3, 2, 4, 4), draw(2)
        layer = {"type": kind, "channels": 2, "kernel": 4, "stride": 2, "padding": 1, "outputPadding": 0, "bias": True}
        return x, w, b, layer, lambda w: conv_transpose2d(x, w, b, 2, 1, 0), True
    x, w = np.array([[2.0, 0.0], [3.0, 3.0]]), draw(4, 3)
    layer = {"type": "embedding", "ids": 4, "size": 3}
    return x, w, None, layer, lambda w: np.array([[w[int(i)] for i in row] for row in x]), False


for kind in ["dense", "conv2d", "conv_transpose2d", "embedding"]:
    x, w, b, layer, compute, transposed = inner(kind)
    m = matrix(w, transposed)
    u, v = draw(m.shape[0]), draw(m.shape[1])
    new_v = m.T @ u / np.linalg.norm(m.T @ u)
    new_u = m @ new_v / np.linalg.norm(m @ new_v)
    weights = {"weight_orig": w, "weight_u": u, "weight_v": v} | ({} if b is None else {"bias": b})
    y = compute(w / (new_u @ m @ new_v))
    layer = {"type": "spectral_norm", "layer": layer}
    case(f"spectral_norm of {kind}, training", layer, x, y, weights, True, {"weight_u": new_u, "weight_v": new_v})
    case(f"spectral_norm of {kind}, inference", layer, x, y, weights, False, {"weight_u": u, "weight_v": v})
    left, values, right = np.linalg.svd(m)
    weights |= {"weight_u": left[:, 0] * 0.5, "weight_v": right[0] * 0.5}  # too short, as after averaging
    case(f"spectral_norm of {kind}, by its singular value", layer, x, compute(w / values[0]), weights)

for kind in ["dense", "conv2d", "conv_transpose2d"]:
    x, w, b, layer, compute, _ = inner(kind)
    g = draw(*((w.shape[0],) + (1,) * (w.ndim - 1)))
    scaled = np.array([g.ravel()[i] * w[i] / math.sqrt(sum(w[i].ravel() ** 2)) for i in range(len(w))])
    weights = {"weight_g": g, "weight_v": w, "bias": b}
    case(f"weight_norm of {kind}", {"type": "weight_norm", "layer": layer}, x, compute(scaled), weights)

for kind, fan_in in [("dense", 5), ("conv2d", 2 * 3 * 3), ("conv_transpose2d", 3 * 4 * 4)]:
    x, w, b, layer, compute, _ = inner(kind)
    layer = {"type": "equalised_rate", "layer": layer, "gain": 1.5}
    case(f"equalised_rate of {kind}", layer, x, compute(w * 1.5 / math.sqrt(fan_in)), {"weight": w, "bias": b})

# --- layers that look at the batch
x, t = draw(4, 3), draw(3, 2, 5) / 2
o = np.zeros((4, 2))
for i in range(4):
    for f in range(2):
        for j in range(4):
            if j != i:
                distance = sum(abs(sum((x[i, a] - x[j, a]) * t[a, f, c] for a in range(3))) for c in range(5))
                o[i, f] += math.exp(-distance)
layer = {"type": "minibatch_discrimination", "features": 2, "kernelSize": 5}
case("minibatch_discrimination", layer, x, np.concatenate([x, o], axis=1), {"T": t})


def std_dev(x, groups):
    """The mean over all values of their standard deviation within the sample's group, as a column."""
    flat = x.reshape(len(x), -1)
    column = np.zeros(len(x))
    for group in groups:
        deviations = []
        for i in range(flat.shape[1]):
            values = [flat[n, i] for n in group]
            mean = sum(values) / len(values)
            deviations.append(math.sqrt(sum((v - mean) ** 2 for v in values) / len(values) + 1e-8))
        column[group] = sum(deviations) / len(deviations)
    return column


for name, x, group, groups in [
    ("images, two groups", draw(4, 2, 2, 3), 2, [[0, 2], [1, 3]]),
    ("vectors, divisor 3", draw(6, 2), 4, [[0, 2, 4], [1, 3, 5]]),
    ("vectors, whole batch", draw(5, 3), 4, [[0, 1, 2, 3, 4]]),
    ("a sample alone", draw(1, 3), 4, [[0]]),
]:
    column = std_dev(x, groups).reshape((-1,) + (1,) * (x.ndim - 1)) * np.ones_like(x[:, :1])
    y = np.concatenate([x, column], axis=1)
    case(f"minibatch_std_dev of {name}", {"type": "minibatch_std_dev", "group": group}, x, y)
case("gaussian_noise, inference", {"type": "gaussian_noise", "deviation": 0.5}, x, x)

print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")
