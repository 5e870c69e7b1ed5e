"""The copy of a note's folder that its code runs in, thrown away afterwards."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LINKED_FROM = 1024**2
"""Files larger than this many bytes are linked instead of copied."""

MEDIA_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".pdf", ".mp4", ".webm", ".mp3"}
)
"""Attachments: pictures pasted beside a note come along only when the code speaks of such files."""

SKIPPED_FOLDERS = frozenset({"private", "node_modules", "__pycache__", "templates"})

REGISTERS = frozenset({"sources.yml", "sources.yaml", "syllabus.yml", "syllabus.yaml"})
"""What the site itself is made from: no matter of a note's code."""

_NOTE = re.compile(r"\.(?:md|markdown|ipynb|qmd|rmd)(?:[~#.]|$)", re.IGNORECASE)
"""Notes hold prose, private ones among them: code gets no copy of them, nor of what editors leave
beside them (``a.md~``, ``a.md.orig``, ``#a.md#``)."""

_SCRIPT_CELL = re.compile(r"^# ?%%|^# +jupytext:", re.MULTILINE)
_LISTING = re.compile(r"\b(?:glob|rglob|listdir|scandir|iterdir|walk)\b")
_STARTING = re.compile(
    r"\b(?:subprocess|popen|Popen|os\.system|multiprocessing)\b|^[ \t]*(?:\w+[ \t]*=[ \t]*)?!"
    r"|^[ \t]*%{1,2}(?:ls|ll|sx|sc|system|script|bash|sh|cmd|perl|ruby|run)\b",
    re.MULTILINE,
)
"""What starts other programs, which may look at any file there is."""

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([^#\n;]+))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scratch:
    """A session's own place: ``folder`` is where its code stands, ``root`` all that is discarded.

    ``linked`` are the originals that large files link to, ``names`` those files' names; ``before``
    tells what was copied, with modification time and size. All names are relative to ``folder``.
    """

    root: Path
    folder: Path
    linked: tuple[Path, ...]
    names: tuple[str, ...]
    before: tuple[tuple[str, int, int], ...]

    @property
    def notes(self) -> Path:
        """What stands for the top of the notes."""
        return self.root / "notes"

    @property
    def home(self) -> Path:
        """The code's home folder."""
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        """Where the code puts temporary files."""
        return self.root / "tmp"


def imported(code: str) -> frozenset[str]:
    """The top-level names that code imports; a line reading like an import in a string counts."""
    names = set[str]()
    for found in _IMPORT.finditer(code):
        several = found[1] or found[2]
        names.update(part.strip().split(" ")[0].split(".")[0] for part in several.split(","))
    return frozenset(name for name in names if name.isidentifier())


def may_look_around(code: str) -> bool:
    """Whether code lists folders or starts programs: then a file counts by being there."""
    return bool(_LISTING.search(code) or _STARTING.search(code))


def candidates(folder: Path) -> tuple[str, ...]:
    """The files below a folder that some note's code might read: relative names, sorted.

    No notes, nothing hidden or private.
    """
    return tuple(sorted(_files(folder)))


def may_be_read(path: str) -> bool:
    """Whether code may read a file of this path: no note, no register, nothing hidden or private.

    Names of folders above do count, so the path is to begin at the top of the notes or below.
    """
    *folders, name = path.split("/")
    hidden = not all(_open(part) for part in (*folders, name) if part != "..")
    return not hidden and _for_code(name)


def readable(
    folder: Path,
    note: str,
    code: str,
    closed: frozenset[str] = frozenset(),
    found: tuple[str, ...] | None = None,
) -> tuple[str, ...]:
    """The files below a folder that a note's code may read: relative names, sorted.

    Of the ``candidates`` (``found``, when they are known), attachments only when the code names
    them, their suffix, or lists folders. Scripts that are notes count when the code imports them.
    What is ``closed`` stays out, whatever the code says.
    """
    names = candidates(folder) if found is None else found
    return tuple(n for n in names if n not in closed and _wanted(folder / n, note, code))


def text_of(path: Path) -> str:
    """A file's text, whatever its bytes; empty when it cannot be read."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def make(session_folder: Path, names: tuple[str, ...], root: Path, place: str = "") -> Scratch:
    """Copy the named files into ``root``; the copies are writable, links to large files are not.

    ``place`` is the folder's path from the top of the notes; the copy has the same, so that names
    such as ``../common/x.csv`` lead to the same file.
    """
    folder = root / "notes" / place
    linked = {}
    for made in (folder, root / "home", root / "tmp"):
        made.mkdir(parents=True)
    for name in names:
        origin, copy = session_folder / name, Path(os.path.normpath(folder / name))
        copy.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # deleted a moment ago: the code will say what it misses
            if origin.stat().st_size > LINKED_FROM:
                copy.symlink_to(origin.resolve())
                linked[origin.resolve()] = name
            else:
                shutil.copyfile(origin, copy)
    before = _listing(root / "notes", folder)
    return Scratch(root, folder, tuple(linked), tuple(linked.values()), before)


def left_behind(scratch: Scratch) -> tuple[str, ...]:
    """Files that the code wrote or changed, by their names relative to the note's folder.

    In a name that is no text, what cannot be read is replaced.
    """
    new = set(_listing(scratch.notes, scratch.folder)) - set(scratch.before)
    return tuple(sorted(os.fsencode(name).decode("utf-8", "replace") for name, _, _ in new))


def _files(folder: Path) -> Iterator[str]:
    """Names are looked at first: of most files, which are notes, the disk is then asked nothing."""
    waiting = [(os.fspath(folder), "")]
    while waiting:
        at, below = waiting.pop()
        for entry in _entries(at):
            name = entry.name
            if not _open(name):
                continue
            if _is_folder(entry):
                if not entry.is_symlink() and not _environment(entry.path):
                    waiting.append((entry.path, f"{below}{name}/"))
            elif _for_code(name) and _is_there(entry):
                yield below + name


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where that cannot be listed."""
    try:
        with os.scandir(folder) as listed:
            return list(listed)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_there(entry: os.DirEntry[str]) -> bool:
    """Whether a file can be read; a link must not lead into what is withheld."""
    if not os.access(entry.path, os.R_OK):
        return False
    if not entry.is_symlink():
        return entry.is_file()
    parts = Path(entry.path).resolve().parts
    return os.path.isfile(entry.path) and "private" not in map(str.casefold, parts)


def _open(name: str) -> bool:
    return not name.startswith(".") and name.casefold() not in SKIPPED_FOLDERS


def _for_code(name: str) -> bool:
    """Whether code may read a file of this name: it is no note and no register."""
    return name not in REGISTERS and not _NOTE.search(name)


def _environment(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, "pyvenv.cfg"))


def _wanted(path: Path, note: str, code: str) -> bool:
    suffix = path.suffix.casefold()
    if path.name == note:
        return False
    if suffix in MEDIA_SUFFIXES:
        return path.stem in code or suffix in code.casefold() or bool(_LISTING.search(code))
    if suffix == ".py" and path.stem not in imported(code):
        return not _SCRIPT_CELL.search(text_of(path))
    return True


def _listing(top: Path, folder: Path) -> tuple[tuple[str, int, int], ...]:
    """All files below ``top``, their names relative to ``folder``."""
    found = []
    waiting = [str(top)]
    while waiting:  # no recursion: code may nest folders as deep as it likes
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not _open(entry.name):
                    continue
                if not entry.is_dir():
                    state = entry.stat(follow_symlinks=False)
                    name = Path(os.path.relpath(entry.path, folder)).as_posix()
                    found.append((name, state.st_mtime_ns, state.st_size))
                elif not entry.is_symlink():
                    waiting.append(entry.path)
    return tuple(found)
