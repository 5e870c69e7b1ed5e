"""A small garden that asks some forty questions, served below two paths of one origin."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import Any

import gardens
import sites

TOPICS = ("Vector", "Matrix", "Eigenvector", "Variance", "Covariance", "Principal component")
SKETCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<path d="M0 9L9 0" stroke="#777"/></svg>'
)
SYLLABUS = """
areas:
- name: Linear algebra
  concepts: [Vector, {name: Matrix, requires: [Vector]}, {name: Eigenvector, requires: [Matrix]}]
- name: Data
  concepts: [Variance, Covariance, {name: Principal component, requires: [Eigenvector]}]
roles:
  Data scientist: [Data]
"""
CARDS = """# {name}

Something that is worth knowing, also beside [[{near}]].

## Interview questions

Q: What is {a} {lower}? ^{key}a
A: What one thinks of first: $a^2 + b^2 = c^2$.

Q: Why does {a} {lower} matter? ^{key}b
A: Because without it:

   - nothing holds,
   - and `nothing` runs.

Q: When does {a} {lower} fail? ^{key}c
A: When its numbers are all the same.

Q: How would you explain {a} {lower} to a child? ^{key}d
A: With an arrow. ![An arrow](sketch.svg)

Q: Which mistake do people make with {a} {lower}? ^{key}e
A: They take it for what it is not.

C: In {a} {lower}, ==order== counts, and so does ==size==. ^{key}f
"""


def notes() -> dict[str, str | bytes]:
    """Six concepts with six cards each, the last with two gaps; two sources take turns."""
    made: dict[str, str | bytes] = {
        "syllabus.yml": SYLLABUS,
        "sources.yml": "[{key: book, title: The Book, short: Book}, {key: film, title: The Film}]",
        "book/sketch.svg": SKETCH,
        "film/sketch.svg": SKETCH,
    }
    for place, name in enumerate(TOPICS):
        key, near = f"{name[:3].lower()}{place}", TOPICS[place - 1]
        article = "an" if name[0] in "AEIOU" else "a"
        text = CARDS.format(name=name, lower=name.lower(), near=near, key=key, a=article)
        made[f"{('book', 'film')[place % 2]}/{name.lower().replace(' ', '-')}.md"] = text
    return made


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Two gardens on one origin, and the folder of the first one."""

    address: str
    other: str
    folder: Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def reviewed(root: Path) -> Iterator[Reviewed]:
    """Build the garden once and serve it twice, below a path each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    gardens.write(root / "notes", notes())
    gardens.write(root / "pages", {"index.md": "# Home\n\nBegin [here](topics/vector.md).\n"})
    (root / "mkdocs.yml").write_text(
        f"site_name: Small garden\nsite_url: {origin}/garden/\ndocs_dir: pages\n"
        "theme: {name: material, features: [navigation.instant]}\nplugins: [search, syntopic]\n",
        "utf-8",
    )
    made = sites.built(root)
    assert made.code == 0, made.said
    for name in ("garden", "other"):
        copytree(root / "site", root / "served" / name)
    serve = partial(_Quiet, directory=str(root / "served"))
    server = ThreadingHTTPServer(("127.0.0.1", port), serve)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Reviewed(f"{origin}/garden/", f"{origin}/other/", root / "served" / "garden")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
