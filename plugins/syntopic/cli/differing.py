"""Two passages that may contradict each other, as a terminal tells it."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.cli.opening import Place
from syntopic.cli.terminal import command
from syntopic.model import Disagreement

MOST = 100
"""Characters of a sentence that are shown: about a line of a terminal."""


def sides(place: Place, found: Disagreement) -> Iterator[str]:
    """Both sentences with their file and line, so that an editor can open them."""
    for side in (found.first, found.second):
        yield f"{place.shown(side.note.path)}:{side.line}  {shortened(side.sentence, side.word)}"


def endings(found: Disagreement) -> tuple[str, str]:
    """The two commands that end the question: why they differ, or that they do not."""
    return (
        f'{command("settle", found.id)} "reason"',
        command("settle", found.id, "--no-conflict"),
    )


def shortened(sentence: str, word: str, most: int = MOST) -> str:
    """A sentence cut to a line that shows the word, if it has that as written.

    >>> shortened("one two three four five six", "five", 12)
    '… four five …'
    """
    if len(sentence) <= most:
        return sentence
    at = sentence.casefold().find(word.casefold()) if word else -1
    first = 0 if at + len(word) < most else sentence.rfind(" ", 0, max(0, at - most // 3)) + 1
    last = first + most
    if last < len(sentence):
        last = max(sentence.rfind(" ", first, last + 1), first + most // 2)
    before, after = "… " if first else "", " …" if last < len(sentence) else ""
    return f"{before}{sentence[first:last].strip()}{after}"
