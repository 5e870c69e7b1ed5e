"""Whether files that get other names stay as private, or as public, as they are."""

from __future__ import annotations

from collections.abc import Iterable

from syntopic.cli.git import GitError, environment, git
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.comparing import Paths
from syntopic.cli.reshaping.link_renaming import Renaming
from syntopic.garden import Garden
from syntopic.model import NotePath


def check_public(place: Place, before: Garden, after: Garden, path: Paths) -> None:
    """A Refusal unless exactly what is public now is public afterwards.

    ``path`` says what becomes of a note. An ``exclude`` may fit a file by one name alone.
    """
    expected = {path(one) for one in _public(before)}
    found = set(_public(after))
    for one in sorted(found - expected):
        raise Refusal(
            f"{place.shown(one)} would be published, and is private under its name of now; nothing "
            "was written. Let exclude in mkdocs.yml fit both names first, or move the file to a "
            "folder private/"
        )
    for one in sorted(expected - found):
        raise Refusal(
            f"{place.shown(one)} would be private under that name; nothing was written. Look at "
            "exclude in mkdocs.yml"
        )


def check_ignored(place: Place, renaming: Renaming) -> None:
    """A Refusal if git would take a file into the repository that it ignores under its old name."""
    ignored = _ignored(place, (*renaming.moves, *renaming.moves.values()))
    for was, now in renaming.moves.items():
        if was in ignored and now not in ignored:
            raise Refusal(
                f"git ignores {place.shown(was)}, and would not ignore {place.shown(now)}; nothing "
                "was written. Let .gitignore fit both names first"
            )


def _public(garden: Garden) -> tuple[NotePath, ...]:
    """All that a page may show: notes, and the files that they may link to."""
    return (*(note.note.path for note in garden.notes), *garden.reading.attachments)


def _ignored(place: Place, paths: Iterable[NotePath]) -> frozenset[str]:
    """Those of the paths that git ignores; none where there is no repository."""
    given = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    if not given:
        return frozenset()
    asked = ("check-ignore", "-z", "--stdin")
    try:
        told = git(*asked, variables=environment(), folder=place.notes, given=given)
    except (GitError, Refusal):
        return frozenset()
    return frozenset(told.decode("utf-8", "surrogateescape").split("\0"))
