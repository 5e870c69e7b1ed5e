# ---
# title: Maximum likelihood estimation
# locator: course 3, week 3
# execute: true
# date: 2026-07-28
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
# Ten tosses, eight heads. Which coin makes that least surprising? The one that shows heads in
# 8 of 10 tosses. Everybody guesses it; maximum likelihood is the rule behind the guess.
#
# ## Code
#
# Write down the log-likelihood, try every coin, keep the best. Then the same for the mean of a
# bell curve, where the answer must be the average.

# %%
import numpy as np

heads, tosses = 8, 10
p = np.linspace(0.001, 0.999, 999)
log_likelihood = heads * np.log(p) + (tosses - heads) * np.log(1 - p)
best = p[log_likelihood.argmax()]
assert np.isclose(best, heads / tosses)

x = np.array([4.1, 5.0, 5.2, 6.3])
candidates = np.linspace(3, 8, 5001)
# Of the surprise, all that depends on the mean:
surprise = ((x[:, None] - candidates) ** 2).sum(axis=0)
assert np.isclose(candidates[surprise.argmin()], x.mean(), atol=1e-3)
print(f"coin {best:.2f}, mean {candidates[surprise.argmin()]:.2f}")

# %% [markdown]
# ## Pitfalls
#
# The best coin is not the only believable one. With eight heads in ten tosses 0.7 still
# has three quarters of the likelihood of 0.8. Look at how *flat* the top of the hill is before you
# trust its peak.
