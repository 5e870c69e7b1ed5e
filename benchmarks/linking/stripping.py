"""Takes links out of notes, and remembers where each had stood."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(
    r"(?<!!)\[\[(?P<target>[^\[\]|#\n]+)(?P<fragment>#[^\[\]|\n]*)?(?:\\?\|(?P<shown>[^\[\]\n]+))?\]\]"
    r"|(?<!!)\[(?P<text>[^\[\]\n]+)\]\(<?(?P<path>[^()<>\s:]+\.md)(?P<place>#[^()\s>]*)?>?\)"
)
_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*[ \t]*$"
    r"|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)|\$\$.*?\$\$|<!--.*?-->|%%.*?%%",
    re.DOTALL | re.MULTILINE,
)
LEFT_OUT = shutil.ignore_patterns(".git", "node_modules")


@dataclass(frozen=True, slots=True)
class HandMade:
    """A link as its author wrote it, and where its words stand in the stripped note.

    ``line`` counts from 1, ``start`` and ``end`` are columns of that line; ``word_end`` is where
    the word ends that the link is a part of: in ``[[Thread]]s`` the author means "Threads".
    """

    note: str
    line: int
    start: int
    end: int
    text: str
    target: str
    wiki: bool
    word_end: int = 0


def strip(
    vault: Path, place: Path, chosen: Callable[[int], bool] = lambda number: True
) -> tuple[HandMade, ...]:
    """Copies a vault without its links; what they were. ``chosen`` picks some, by their number."""
    shutil.copytree(vault, place, ignore=LEFT_OUT)
    found: list[HandMade] = []
    for file in sorted(place.rglob("*.md")):
        raw = file.read_bytes()
        try:
            text = raw.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        stripped, links = without_links(text, file.relative_to(place).as_posix(), chosen)
        found += links
        if links:
            file.write_text(stripped, encoding="utf-8")
    return tuple(found)


def without_links(
    text: str, note: str, chosen: Callable[[int], bool] = lambda number: True
) -> tuple[str, list[HandMade]]:
    """A note's text with its links' words alone. Embeds, code and front matter stay as they are."""
    masked = [found.span() for found in _NOT_PROSE.finditer(text)]
    pieces: list[str] = []
    links: list[HandMade] = []
    done = length = number = 0
    for found in _LINK.finditer(text):
        if any(start <= found.start() < end for start, end in masked):
            continue
        number += 1
        if not chosen(number):
            continue
        shown, target, wiki = _parts(found)
        pieces += (text[done : found.start()], shown)
        length += len(pieces[-2])
        links.append(HandMade(note, 0, length, length + len(shown), shown, target, wiki))
        length += len(shown)
        done = found.end()
    stripped = "".join((*pieces, text[done:]))
    return stripped, [_on_its_line(link, stripped) for link in links]


def _parts(found: re.Match[str]) -> tuple[str, str, bool]:
    if found["target"] is not None:
        target = found["target"].strip().rstrip("\\")
        return (found["shown"] or target.rsplit("/", 1)[-1]).strip(), target, True
    return found["text"], unquote(found["path"]), False


def _on_its_line(link: HandMade, text: str) -> HandMade:
    begin = text.rfind("\n", 0, link.start) + 1
    line = text.count("\n", 0, link.start) + 1
    word = re.compile(r"[^\W\d_]*").match(text, link.end)
    word_end = (word.end() if word else link.end) - begin
    start, end = link.start - begin, link.end - begin
    return replace(link, line=line, start=start, end=end, word_end=word_end)
