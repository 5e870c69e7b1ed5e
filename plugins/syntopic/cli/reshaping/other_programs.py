"""What a new name means to programs that know no concepts and find notes by their files alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syntopic.cli.reshaping.link_renaming import Renaming, meant_path
from syntopic.cli.reshaping.opened_notes import OpenNote, stem
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.terminal import count
from syntopic.model import NotePath


def told_unfound(
    paths: Sequence[NotePath], notes: Sequence[OpenNote], renaming: Renaming
) -> Iterator[str]:
    """One line that says how many wikilinks found a file so far and will not, if any.

    Obsidian compares the letters of a link with those of files, upper and lower case aside, and
    follows no alias.
    """
    before = {stem(path).casefold() for path in paths}
    after = {stem(renaming.moves.get(path, path)).casefold() for path in paths}
    number = sum(
        target.casefold() in before and _becomes(target, renaming).casefold() not in after
        for target in _targets(notes, renaming)
    )
    if number:
        verb = "finds" if number == 1 else "find"
        yield (
            f"{count(number, 'link')} that {verb} a file by its name in other programs, such as "
            "Obsidian, will lead nowhere there."
        )


def _targets(notes: Sequence[OpenNote], renaming: Renaming) -> Iterator[str]:
    """The targets of the wikilinks that name the concept, as they are written."""
    for note in notes:
        for _, link in note.sheet.links:
            named = link.wiki and same(link.target, renaming.old)
            if named and not meant_path(note.path, link.target, renaming):
                yield link.target.strip()


def _becomes(target: str, renaming: Renaming) -> str:
    return renaming.new if renaming.linkable else target
