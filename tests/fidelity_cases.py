"""Awkward notebooks, and what lies beside them: one file for each subject, in golden/fidelity.

A line of four equals signs begins a notebook and names it, one of four dashes parts its cells.
A cell that says "raises" is meant to.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "golden" / "fidelity"

BESIDE = {
    "tools.py": (
        "import warnings\n\n\ndef fail(x):\n    return 1 / x\n\n\n"
        "def careful():\n    warnings.warn('careful', stacklevel=2)\n\n\n"
        "def square(x):\n    return x * x\n"
    ),
    "heights.csv": "name,height\nanna,1.7\nbert,1.8\n",
}
"""The files beside each of the notebooks."""


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip("\n") for cell in re.split(r"^----\n", text, flags=re.MULTILINE))


def _notebooks(text: str) -> dict[str, tuple[str, ...]]:
    found = re.split(r"^==== (.+)\n", text, flags=re.MULTILINE)[1:]
    return {name: _cells(cells) for name, cells in zip(found[::2], found[1::2], strict=True)}


CASES = {
    name: cells
    for file in sorted(FOLDER.glob("*.txt"))
    for name, cells in _notebooks(file.read_text("utf-8")).items()
}
"""The cells of each notebook, by its name."""
