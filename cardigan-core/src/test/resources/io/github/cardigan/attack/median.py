"""Median filters of a small image, computed by SciPy, for MedianSmoothingTest. Run: python3 median.py > median.json"""
import json

import numpy as np
from scipy.ndimage import median_filter

rng = np.random.default_rng(5)
image = np.round(rng.uniform(-1, 1, (5, 6)), 3)
print(json.dumps({
    "shape": image.shape,
    "image": image.ravel().tolist(),
    "median2": median_filter(image, size=2, mode="nearest").ravel().tolist(),
    "median3": median_filter(image, size=3, mode="nearest").ravel().tolist(),
}))
