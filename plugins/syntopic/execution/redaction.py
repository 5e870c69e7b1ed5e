"""Taking this machine out of outputs: no absolute path, user name or process id reaches a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from syntopic import printed

# A path begins where a word begins: looking for one at every letter of a long output takes minutes.
_WORD = r"(?<![^\s\"'<>(=,])[^\s\"'<>(=,]*"
_PACKAGES = re.compile(_WORD + r"[/\\](?:site|dist)-packages[/\\]")
_LIBRARY = re.compile(_WORD + r"[/\\]lib[/\\]python3\.\d+t?[/\\]")
_CELL_FILE = re.compile(_WORD + r"[/\\]ipykernel_\d+[/\\](\d+)\.py(?::(\d+))?")
_HOMES = re.compile(
    r"(?<![\w.~…-])(?:(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s\"'<>]+|/root(?=/))"
)
_CELL = re.compile(r"\bCell In ?\[(\d+)\]")
_ADDRESS = re.compile(r"\b(at 0x)[0-9a-fA-F]{6,16}\b")
_PROCESS = re.compile(r"\b(pid ?[=:] ?)\d+")


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for what: ``places`` in order, ``files`` by the kernel's name for a cell's code.

    ``counts`` maps a kernel's execution count to the snippet's position, from 1.
    """

    note: str
    places: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, int] | None = None
    counts: Mapping[int, int] | None = None


def places(pairs: Iterable[tuple[Path | str, str]]) -> tuple[tuple[str, str], ...]:
    """Paths to replace, longest first, each also as the system resolves it."""
    spelled = {
        (text, name)
        for path, name in pairs
        for text in (str(Path(path).absolute()), str(Path(path).resolve()))
        if len(text) > len("/root")
    }
    return tuple(sorted(spelled, key=lambda pair: (-len(pair[0]), pair)))


def redact(text: str, names: Names) -> str:
    """The text with cells named after the note, and paths and addresses shortened.

    Colours of a terminal hide nothing: what they cut into pieces is found as a whole.
    """
    plain = printed.plain(text)
    found = _redacted(plain, names)
    return text if found == plain else printed.recoloured(text, found)


def _redacted(text: str, names: Names) -> str:
    for path, name in names.places:  # first, because a folder's name may hold a space
        text = text.replace(path, name)
    replaced: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        ("ipykernel_", _CELL_FILE, lambda found: _cell_file(found, names)),
        ("Cell In", _CELL, lambda found: _cell(found, names)),
        ("-packages", _PACKAGES, ""),
        ("python3.", _LIBRARY, ""),
        ("/home", _HOMES, "~"),
        ("Users", _HOMES, "~"),
        ("/root", _HOMES, "~"),
        ("at 0x", _ADDRESS, r"\1…"),
        ("pid", _PROCESS, r"\1…"),
    )
    for needed, pattern, instead in replaced:
        if needed in text:  # most outputs are drawings, long and without any of this
            text = pattern.sub(instead, text)
    return text


def failing_line(traceback: str, note: str, position: int) -> int:
    """The last line that a redacted traceback names in the snippet at this position; 1 if none."""
    pattern = re.escape(f"{note}, snippet {position}, line ") + r"(\d+)"
    lines = re.findall(pattern, printed.plain(traceback))
    return int(lines[-1]) if lines else 1


def _cell(found: re.Match[str], names: Names) -> str:
    position = (names.counts or {}).get(int(found[1]))
    return names.note if position is None else f"{names.note}, snippet {position}"


def _cell_file(found: re.Match[str], names: Names) -> str:
    position = (names.files or {}).get(found[1])
    name = names.note if position is None else f"{names.note}, snippet {position}"
    return f"{name}, line {found[2]}" if found[2] else name
