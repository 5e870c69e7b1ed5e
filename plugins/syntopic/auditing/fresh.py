"""What of a text has not been searched yet: pages of one site repeat most of their lines."""

from __future__ import annotations

from collections.abc import Iterator

AROUND = 6
"""Lines before and after a new one that are searched with it, for phrases that span some."""


class Fresh:
    """Remembers which lines were searched without anything being found, each with the one before.

    A line after another one counts as new, since a phrase may begin in the one and end in the
    other. What was found in is never remembered, so it is found in every file that has it.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: set[tuple[str, str]] = set()

    def of(self, text: str) -> str:
        """The new lines of a text with those around them, the rest left out."""
        lines = text.split("\n")
        new = [n for n, pair in enumerate(_pairs(lines)) if pair not in self._known]
        if len(new) * 2 > len(lines):
            return text
        kept = {n for at in new for n in range(max(0, at - AROUND), at + AROUND + 1)}
        return "\n".join(lines[n] for n in sorted(kept) if n < len(lines))

    def remember(self, text: str) -> None:
        """Say that a text was searched, and nothing was found."""
        self._known.update(_pairs(text.split("\n")))


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with the one before it."""
    return zip(["", *lines], lines, strict=False)
