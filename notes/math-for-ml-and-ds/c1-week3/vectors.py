# ---
# title: Vectors
# locator: course 1, week 3
# execute: true
# jupytext:
#   text_representation:
#     extension: .py
#     format_name: percent
# kernelspec:
#   display_name: Python 3
#   language: python
#   name: python3
# ---

# %% [markdown]
# ## Code
#
# Length, dot product and angle without any library, then the same from numpy. The 3-4-5
# triangle is my test: its long side must come out as exactly 5.

# %%
import math

import numpy as np


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def length(a):
    return math.sqrt(dot(a, a))  # Pythagoras, in any number of dimensions


def angle(a, b):
    return math.degrees(math.acos(dot(a, b) / (length(a) * length(b))))


assert length([3, 4]) == 5
assert dot([2, 1], [-1, 2]) == 0  # a right angle
assert math.isclose(angle([1, 0], [1, 1]), 45)
assert math.isclose(length([1, 2, 3, 4]), np.linalg.norm([1, 2, 3, 4]))
print(f"length {length([3, 4])}, angle {angle([1, 0], [1, 1]):.0f} degrees")

# %% [markdown]
# ## Pitfalls
#
# `np.array([1, 2]) * np.array([3, 4])` is **not** the dot product. It multiplies entry by
# entry and gives a vector, `[3, 8]`. The dot product is `a @ b`, one number, 11.
