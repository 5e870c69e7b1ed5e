"""A garden with a private word in every place that one can think of, each word in one place only.

Each way has a twin: the same files with the word made public. In the garden of twins every word has
to appear, so that none of the ways is one that nothing could escape by anyway.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, PngImagePlugin

Contents = str | bytes | Path | Callable[[str], bytes]
Changes = tuple[tuple[str, str], ...]

LETTERS = "bcdfghjklmnprstvwz"
PAGES = "site/topics/*/index.html"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to escape.

    ``files`` are below the garden's folder; in their names and texts stand ``QWORD`` (the word),
    ``QTITLE`` (in title case) and ``QHALF1``, ``QHALF2`` (put together by code). ``sources`` and
    ``syllabus`` go into the registers, ``exclude`` into the configuration, ``variables`` into the
    environment; a path is a symbolic link. ``opened`` makes the word public: replacements in names
    and texts, or whole files. ``shows`` are patterns of what then shows it. ``errs`` tells that a
    strict build fails on it.
    """

    name: str
    files: Mapping[str, Contents]
    opened: Changes | Mapping[str, Contents]
    shows: tuple[str, ...] = (PAGES,)
    sources: str = ""
    syllabus: str = ""
    exclude: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    errs: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """A way with its own word, its files as they are written and where they are opened."""

    way: Way
    word: str

    def files(self, opened: bool) -> dict[str, str | bytes | Path]:
        """What is written for it, below the garden's folder."""
        way = self.way
        chosen = way.files
        if opened and isinstance(way.opened, Mapping):
            chosen = {**way.files, **way.opened}
        changes = way.opened if opened and isinstance(way.opened, tuple) else ()
        return {
            self.written(path, changes): self._content(text, changes)
            for path, text in chosen.items()
            if text != ""
        }

    def _content(self, content: Contents, changes: Changes) -> str | bytes | Path:
        if isinstance(content, str):
            return self.written(content, changes)
        return content if isinstance(content, bytes | Path) else content(self.word)

    def written(self, text: str, changes: Changes = ()) -> str:
        """A template with the word in it."""
        for old, new in changes:
            text = text.replace(old, new)
        half = len(self.word) // 2
        marks = {
            "QWORD": self.word,
            "QTITLE": self.word.capitalize(),
            "QHALF1": self.word[:half],
            "QHALF2": self.word[half:],
        }
        for mark, value in marks.items():
            text = text.replace(mark, value)
        return text


def word(number: int) -> str:
    """A word that is no other word's part, looks like one, and survives in an address."""
    first, second = divmod(number, len(LETTERS))
    return f"qu{LETTERS[first]}o{LETTERS[second]}ixaro"


def notebook(*cells: Mapping[str, object], **metadata: object) -> str:
    """A notebook's JSON."""
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def cell(kind: str, source: str, **more: object) -> dict[str, object]:
    """A cell of a notebook."""
    outputs: dict[str, object] = {"outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {}, **outputs, **more}


def printed(text: str) -> list[dict[str, str]]:
    """A stored output."""
    return [{"output_type": "stream", "name": "stdout", "text": text}]


def png(colour: int, said: str = "") -> bytes:
    """A picture of its own colour that says something in its metadata."""
    info = PngImagePlugin.PngInfo()
    if said:
        info.add_text("Author", said)
        info.add_text("Comment", said, zip=True)
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (colour, 90, 120)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def jpeg(said: str) -> bytes:
    """A photograph whose camera knows its owner."""
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010E] = said, said, said
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 120)).save(buffer, "JPEG", exif=exif, comment=said.encode())
    return buffer.getvalue()


READER = """\
# Reader

```python exec
from pathlib import Path
import os
names = sorted(str(p) for p in Path('.').rglob('*') if p.is_file())
names += ['private/r1.csv', '../private/p1.csv', 'r3.md~', 'r4.R', '_r5.csv']
names += ['r6.sec.csv', '../hidden-one.md', '../broken1.md', '../sources.yml']
for name in sorted(set(names)):
    try:
        print(name, Path(name).read_text('utf-8', 'replace'))
    except OSError:
        print(name, 'is not there')
try:
    import r7
    print(r7.told)
except ImportError:
    print('no such module')
print(dict(os.environ))
```
"""

COMMON: dict[str, str | bytes] = {
    "notes/course/gradient.md": "# Gradient\n\nA public word on slopes, see [[Matrix]].\n",
    "notes/course/matrix.md": "# Matrix\n\nA table of numbers.\n",
    "notes/course/limit.md": "# Limit\n\nWhere it goes to.\n",
    "notes/course/shown.png": png(200),
    "notes/synthesis/gradient.md": (
        "---\ndate: 2026-01-01\ntags: [slopes]\n---\nThe gradient in my own words.\n\n"
        "![A sketch](../course/shown.png)\n"
    ),
    "notes/reader/reader.md": READER,
    "pages/index.md": "# Home\n\nBy hand.\n\n<!-- syntopic:topics -->\n",
}


def write(
    root: Path,
    ways: Iterable[Planted],
    *,
    opened: bool = False,
    options: Mapping[str, object] | None = None,
) -> dict[str, str]:
    """Write a garden with these ways; the variables that belong to its build."""
    planted = tuple(ways)
    files: dict[str, str | bytes | Path] = dict(COMMON)
    for one in planted:
        files |= one.files(opened)
    exclude = [pattern for one in planted for pattern in one.way.exclude]
    chosen = {**({} if opened else {"exclude": exclude}), **(options or {})}
    files["notes/sources.yml"] = "- key: course\n- key: book\n" + _register(
        planted, opened, "sources"
    )
    listed = _register(planted, opened, "syllabus")
    files["notes/syllabus.yml"] = (
        f"areas:\n  - name: Maths\n    concepts:\n      - Gradient\n{listed}"
    )
    files["mkdocs.yml"] = (
        "site_name: Canaries\nsite_url: https://example.org/garden/\nsite_author: Somebody\n"
        "docs_dir: pages\ntheme: {name: material}\n"
        f"plugins:\n  - search\n  - syntopic: {json.dumps(chosen)}\n"
    )
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            file.symlink_to(content)
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = ((one, name, value) for one in planted for name, value in one.way.variables.items())
    return {name: one.written(value) for one, name, value in told}


def _register(planted: Iterable[Planted], opened: bool, which: str) -> str:
    made = []
    for one in planted:
        changes = one.way.opened if opened and isinstance(one.way.opened, tuple) else ()
        made.append(one.written(getattr(one.way, which), changes))
    return "".join(made)
