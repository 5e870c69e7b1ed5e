"""Setting text in a box: the largest size at which it fits, in lines of about equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syntopic.publishing.cards.faces import width

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text at a size."""

    lines: tuple[str, ...]
    size: int


def fitted(text: str, face: str, box: float, sizes: Sequence[tuple[int, int]]) -> Setting:
    """The text in the first of ``sizes`` (size, number of lines) that holds it.

    The last size holds everything: words that are too long are broken, and what is too much ends
    in an ellipsis.
    """
    for size, most in sizes:
        lines = _wrapped(text.split(), face, box, size)
        if len(lines) <= most and all(width(line, face, size) <= box for line in lines):
            return Setting(_balanced(text.split(), face, box, size, len(lines)), size)
    size, most = sizes[-1]
    words = [piece for word in text.split() for piece in _broken(word, face, box, size)]
    lines = _wrapped(words, face, box, size)
    if len(lines) <= most:
        return Setting(tuple(lines), size)
    return Setting((*lines[: most - 1], _cut(lines[most - 1], face, box, size)), size)


def _wrapped(words: Sequence[str], face: str, box: float, size: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", face, size) <= box:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(
    words: Sequence[str], face: str, box: float, size: int, count: int
) -> tuple[str, ...]:
    """As many lines, in the narrowest box that takes no more: no last line of one short word."""
    narrow, wide = box / max(count, 1) / 2, box
    best = _wrapped(words, face, box, size)
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        lines = _wrapped(words, face, middle, size)
        if len(lines) <= count and all(width(line, face, size) <= middle for line in lines):
            best, wide = lines, middle
        else:
            narrow = middle
    return tuple(best)


def _broken(word: str, face: str, box: float, size: int) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, face, size) > box:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut(line: str, face: str, box: float, size: int) -> str:
    """A line that says that there is more."""
    words = line.rstrip(" .,;:").split(" ")
    while len(words) > 1 and width(" ".join(words) + ELLIPSIS, face, size) > box:
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and width(kept + ELLIPSIS, face, size) > box:
        kept = kept[:-1]
    return kept.rstrip(" .,;:") + ELLIPSIS
