"""The same notes in the forms that the contenders read: Markdown, notebooks, executable blocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

_IMPORTS = "import numpy as np\nimport matplotlib.pyplot as plt"
_COMPUTE = """\
steps = np.arange({size})
total = int(steps.sum())
walk = np.cumsum(np.random.default_rng({size}).normal(size={size}))"""
_PRINT = 'print("total", total)\nprint(f"the walk ends at {walk[-1]:.3f}")'
_PLOT = """\
figure, axes = plt.subplots()
axes.plot(steps, walk)
axes.set_title("A walk of {size} steps");"""
_PROSE = ("What we need:", "Take the steps:", "Where it ends:", "What it looks like:")

# Printed blocks are all that markdown-exec shows, so its last one prints the drawing.
_PRINT_PLOT = """
from io import StringIO
drawn = StringIO()
figure.savefig(drawn, format="svg")
plt.close(figure)
print(drawn.getvalue())"""


@dataclass(frozen=True, slots=True)
class Note:
    """One note; its ``number`` makes its cells differ from those of every other note."""

    name: str
    number: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The four cells: import, compute, print, plot."""
        size = 1000 + self.number
        return _IMPORTS, _COMPUTE.format(size=size), _PRINT, _PLOT.format(size=size)

    @property
    def output(self) -> str:
        """What the third cell prints; it stands in no cell."""
        size = 1000 + self.number
        return f"total {size * (size - 1) // 2}"


def made_notes(count: int) -> tuple[Note, ...]:
    """That many notes, numbered from 1."""
    return tuple(Note(f"experiment-{number}", number) for number in range(1, count + 1))


def write_markdown(note: Note, folder: Path) -> None:
    """Write a note as Syntopic reads it."""
    fences = (f"{text}\n\n```python\n{cell}\n```\n" for text, cell in _told(note))
    head = f"---\ntitle: {_title(note)}\nexecute: true\n---\n\n"
    (folder / f"{note.name}.md").write_text(head + "\n".join(fences), encoding="utf-8")


def write_notebook(note: Note, folder: Path) -> None:
    """Write a note as a notebook without outputs."""
    cells = [new_markdown_cell(f"# {_title(note)}")]
    for text, cell in _told(note):
        cells += [new_markdown_cell(text), new_code_cell(cell)]
    for position, one in enumerate(cells):
        one["id"] = f"cell-{position}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, folder / f"{note.name}.ipynb")


def write_blocks(note: Note, folder: Path, *, runs: bool) -> None:
    """Write a note for markdown-exec, with a session of its own; or the same code to be shown."""
    blocks = [f"# {_title(note)}\n"]
    for position, (text, cell) in enumerate(_told(note)):
        draws = position == len(_PROSE) - 1
        form = 'html="1"' if draws else 'result="text"'
        options = f' exec="1" source="above" session="{note.name}" {form}' if runs else ""
        blocks.append(f"{text}\n\n```python{options}\n{cell}{_PRINT_PLOT * draws}\n```\n")
    (folder / f"{note.name}.md").write_text("\n".join(blocks), encoding="utf-8")


def _title(note: Note) -> str:
    return f"Experiment with {1000 + note.number} steps"


def _told(note: Note) -> tuple[tuple[str, str], ...]:
    return tuple(zip(_PROSE, note.cells, strict=True))
