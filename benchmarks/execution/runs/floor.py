"""Runs all notebooks of a folder in this one process: no kernel, no isolation, no limits.

``floor.py NOTEBOOKS OUT`` writes what each printed and its figures as SVG.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any


def main(notebooks: Path, out: Path) -> None:
    """Run each notebook in a namespace of its own."""
    for path in sorted(notebooks.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        (out / f"{path.stem}.txt").write_text(_printed(codes), encoding="utf-8")
        _save_figures(out / path.stem)


def _printed(codes: list[str]) -> str:
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for code in codes:
            exec(code, names)
    return printed.getvalue()


def _save_figures(stem: Path) -> None:
    from matplotlib import pyplot  # imported by the notes; not before them

    for number in pyplot.get_fignums():
        pyplot.figure(number).savefig(f"{stem}-{number}.svg")
    pyplot.close("all")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
