"""A garden whose one page holds every kind of output that code can put out."""

from __future__ import annotations

NOTES = {
    "gallery.md": r"""---
title: Gallery
---

Everything that code can put out, one below the other.

## Printed

```python exec
import sys, warnings
for n in range(45):
    print(f"step {n:2d}   loss {1 / (n + 1):.4f}")
```

```python exec
import numpy as np
print(np.arange(96).reshape(4, 24) * 1000)
print("A sentence that somebody printed because it was shorter than writing it into the note, and "
      "which should break where the line ends instead of running out of the page.")
```

```python exec
for code in (*range(30, 38), *range(90, 98)):
    print(f"\x1b[{code}m{code}\x1b[0m \x1b[1;{code}mbold\x1b[0m", end=" ")
    print(f"\x1b[{code + 10}mground\x1b[0m", end="  ")
    if code in (33, 37, 93):
        print()
print("\n\x1b[38;5;208morange\x1b[0m \x1b[38;2;90;90;255mblue\x1b[0m", end=" ")
print("\x1b[4munderlined\x1b[0m \x1b[7minverse\x1b[0m")
```

```python exec
for outer in range(3):
    sys.stderr.write(f"\router {outer + 1}/3 |{'#' * (outer + 1) * 3:<9}|")
    for inner in range(5):
        sys.stderr.write(f"\n\rinner {inner + 1}/5 |{'#' * (inner + 1) * 2:<10}|\x1b[A")
sys.stderr.write("\n\n")
print("trained")
warnings.warn("the matrix is nearly singular, so the result is not to be trusted further than this")
```

```python exec
from IPython.display import JSON
JSON({"model": {"layers": [784, 128, 10], "activation": "relu", "trained": True},
      "runs": [{"seed": n, "accuracy": 0.9 + n / 1000, "notes": "a run among others"}
               for n in range(40)]})
```

## Rich

```python exec
import pandas as pd
people = pd.DataFrame({
    "name": ["Ada", "Grace", "Emmy", "Sofya"],
    "field": ["computing", "compilers", "algebra", "analysis"],
    **{f"score {n}": np.round(np.linspace(n, n + 3.7, 4), 2) for n in range(9)},
})
people
```

```python exec
people[["name", "score 0", "score 1"]].style.background_gradient("Greys").hide(axis="index")
```

```python exec
people[["name", "score 2"]].style.highlight_max(subset=["score 2"], color="yellow")
```

```python exec
from IPython.display import HTML, Latex, Markdown, Math, display
display(Math(r"\int_0^1 x^2 \, dx = \frac{1}{3}"))
display(Latex(r"\begin{align} a &= b + c \\ d &= e \end{align}"))
display(Latex(r"$\frac{1}{2$"))
display(Markdown("A **bold** word, and $x^2$.\n\n- one\n- two"))
display(HTML("<p>Any object with an <b>HTML</b> form.</p>"))
```

```python exec output=asis
print("| written | by code |\n| --- | --- |\n| *as* | Markdown |")
```

## Drawn

```python exec alt="A wave that fades"
import matplotlib.pyplot as plt
x = np.linspace(0, 12, 200)
plt.figure(figsize=(6, 2.4))
plt.plot(x, np.exp(-x / 4) * np.cos(3 * x))
plt.xlabel("time")
plt.show()
```

```python exec
#| fig-cap: "Small, and it stays small; $x^2$ grows."
fig, ax = plt.subplots(figsize=(2, 1.6))
ax.plot(x, x**2)
ax.set_title("a parabola")
plt.show()
```

```python exec caption="A sharp image of pixels."
import io
from IPython.display import Image
fig, ax = plt.subplots(figsize=(3, 2), facecolor="white")
ax.bar(["a", "b", "c"], [3, 1, 2])
ax.tick_params(colors="black")
for side in ax.spines.values():
    side.set_color("black")
file = io.BytesIO()
fig.savefig(file, dpi=200, facecolor="white")
plt.close(fig)
Image(file.getvalue(), retina=True)
```

```python exec alt="A shaded square, as a GIF"
from PIL import Image as Picture
shades = Picture.linear_gradient("L").resize((120, 120))
file = io.BytesIO()
shades.save(file, "GIF")
Image(file.getvalue(), format="gif")
```

## Raised

```python exec error=true
def inverse(matrix):
    return np.linalg.inv(matrix)

inverse(np.zeros((2, 2)))
```

```python exec error=true
def deeper(n):
    return deeper(n - 1) if n else 1 / n

deeper(9)
```

## Options

```python exec
#| code-fold: true
#| code-summary: "How it is checked"
assert np.isclose(np.exp(0), 1)
print("checked")
```

```python exec include=false
hidden = 1
```

```python exec warning=false
warnings.warn("hushed")
print("quiet", hidden)
```
""",
    "failing.md": """---
title: Failing
---

```python exec
print("before")
```

```python exec
assert 1 + 1 == 3, "arithmetic"
```

```python exec
print("never reached")
```
""",
}
