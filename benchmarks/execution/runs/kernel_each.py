"""Runs all notebooks of a folder by plain nbclient, one after the other, a kernel for each.

``kernel_each.py NOTEBOOKS OUT`` writes the notebooks with their outputs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main(notebooks: Path, out: Path) -> None:
    """Run each notebook in its folder."""
    for path in sorted(notebooks.glob("*.ipynb")):
        book = nbformat.read(path, as_version=4)
        client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(notebooks)}})
        nbformat.write(client.execute(), out / path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
