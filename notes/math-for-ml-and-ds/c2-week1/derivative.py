# ---
# title: Derivative
# locator: course 2, week 1
# execute: true
# date: 2026-05-04
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
# The derivative is a slope, rise over run, of a line that touches the curve. Where the curve
# has its lowest or highest point this line lies flat, so to find a minimum you look for
# derivative zero. The whole course hangs on that one sentence.
#
# ## Code
#
# If the derivative is a limit, I should be able to compute it by choosing a tiny step. So I made
# the step smaller and smaller and expected the error to shrink for ever. It does not.

# %%
#| alt: Error of two numerical derivatives over the size of the step, both axes logarithmic. Both curves fall as the step shrinks and then rise again; the two-sided one reaches a far lower point.
import matplotlib.pyplot as plt
import numpy as np


def one_sided(f, x, h):
    return (f(x + h) - f(x)) / h


def two_sided(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


h = np.logspace(-14, -1, 200)
truth = np.cos(1.0)  # the derivative of the sine
fig, ax = plt.subplots(figsize=(5, 2.4))
for slope, color in ((one_sided, "#b4532a"), (two_sided, "#2f6db5")):
    error = abs(slope(np.sin, 1.0, h) - truth)
    ax.loglog(h, error, color=color, label=slope.__name__.replace("_", "-"))
ax.set(xlabel="step h", ylabel="error")
ax.legend(frameon=False)

assert abs(one_sided(np.sin, 1.0, 1e-8) - truth) < 1e-7
assert abs(two_sided(np.sin, 1.0, 1e-5) - truth) < 1e-10

# %% [markdown]
# ## Pitfalls
#
# Below some step the two function values agree in nearly all their digits, and the difference
# consists of rounding errors. Near $10^{-8}$ is a good step for the one-sided slope, near
# $10^{-5}$ for the two-sided one. Smaller is worse.
#
# That is why no library trains a network this way. It is still the best check of a gradient that
# I worked out by hand, and I use it in almost every note here.
