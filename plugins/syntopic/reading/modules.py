"""Scripts that notes import are modules of the author's code, not notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syntopic.model import Note

_IMPORT = re.compile(
    r"^[ \t>]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(.+)|import[ \t]+(.+))$", re.M
)


def imported(notes: Iterable[Note], more: Iterable[str] = ()) -> dict[str, str]:
    """Return the paths of Python scripts that notes import, and by which other note.

    ``more`` are scripts that could be notes but are not among them. A name is looked for beside the
    note, in its folders (``a.b``), and in the notes folder.
    """
    read = tuple(notes)
    known = (*(note.path for note in read), *more)
    scripts = {path for path in known if path.endswith(".py")}
    if not scripts:
        return {}
    found: dict[str, str] = {}
    for note in read:
        for path in _paths(note) & (scripts - {note.path}):
            found.setdefault(path, note.path)
    return found


def _paths(note: Note) -> set[str]:
    folder = note.path.rpartition("/")[0]
    paths: set[str] = set()
    for statement in _IMPORT.finditer(note.text):
        for module in _modules(*statement.groups()):
            relative = module.lstrip(".")
            step = relative.replace(".", "/") + ".py"
            up = folder
            for _ in range(len(module) - len(relative) - 1):
                up = up.rpartition("/")[0]
            paths |= {f"{up}/{step}".lstrip("/"), step}
    return paths


def _modules(package: str | None, imports: str | None, plain: str | None) -> set[str]:
    if plain is not None:
        return {part.split()[0] for part in plain.split(",") if part.split()}
    names = {p.split()[0].strip("()") for p in (imports or "").split(",") if p.split()}
    base = package or ""
    gap = "" if base.endswith(".") else "."
    return {base} | {f"{base}{gap}{name}" for name in names if re.fullmatch(r"\w+", name)}
