"""A small garden with links of every kind, in two builds: served below a path, and as files."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages.serving import served

import gardens
import sites

SKETCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<path d="M0 9L9 0" stroke="#777"/></svg>'
)
NOTES = {
    "syllabus.yml": """
areas:
- name: Linear algebra
  concepts: [Vector, {name: Matrix, requires: [Vector]}, {name: Eigenvector, requires: [Matrix]}]
- name: Data
  concepts: [{name: Principal component analysis, aliases: [PCA], requires: [Eigenvector, Größe]}]
""",
    "sources.yml": "[{key: book, title: The Book, short: Book}, {key: film, title: The Film}]",
    "book/vector.md": "# Vector\n\nAn arrow, as in ![a sketch](sketch.svg), of some length.\n",
    "book/sketch.svg": SKETCH,
    "film/vector.md": "# Vector\n\nA list of numbers.\n\n## Pitfalls\n\nNot every list is one.\n",
    "book/matrix.md": "# Matrix\n\nA table that moves every [[Vector]], [[Eigenvector]] least.\n",
    "book/eigenvector.md": "# Eigenvector\n\nA direction that stays: $A v = \\lambda v$.\n\n"
    "$$\\det(A - \\lambda I) = 0$$\n\n## Länge und Größe\n\nIts length means nothing.\n",
    "book/größe.md": "# Größe\n\nHow much there is of [[Vector|something]].\n",
    "film/pca.md": "# Principal component analysis\n\nTurn the axes: [[Eigenvector]] first, "
    "and a [[film/vector#Pitfalls|list]] is none.\n\nLong ago [[Größe]] was meant.\n\n"
    "[[Eigenvector#Länge und Größe|Its length]] says nothing.\n",
    "private/secret.md": "# Secret\n\n[[Vector]] and [[Eigenvector]].\n",
}
HOME = "# Home\n\nBegin with [the axes](topics/principal-component-analysis.md).\n"
PCA = "topics/principal-component-analysis/"


@dataclass(frozen=True, slots=True)
class Linked:
    """Where the garden is served, and the folder with the other build of it.

    ``address`` is the site's own, so that instant navigation works, and each page is a folder;
    in ``files`` each page is a file.
    """

    address: str
    files: Path


@contextmanager
def linked(root: Path) -> Iterator[Linked]:
    """Build the garden twice and serve it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name, folders in (("served", "true"), ("files", "false")):
        gardens.write(root / name / "notes", NOTES)
        gardens.write(root / name / "pages", {"index.md": HOME})
        (root / name / "mkdocs.yml").write_text(
            f"site_name: Linked\nsite_url: http://127.0.0.1:{port}/garden/\ndocs_dir: pages\n"
            f"use_directory_urls: {folders}\ntheme: {{name: material}}\n"
            "plugins: [search, syntopic]\n",
            "utf-8",
        )
        made = sites.built(root / name, strict=True)
        assert made.code == 0, made.said
    with served(root / "served" / "site", port) as address:
        yield Linked(address, root / "files" / "site")
