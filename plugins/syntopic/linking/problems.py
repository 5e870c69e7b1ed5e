"""What is wrong with links: each with the place in the note and the way to mend it."""

from __future__ import annotations

from collections.abc import Collection

from syntopic.linking.resolve import Ambiguous, Found, Missing, Resolution
from syntopic.model import Link, NotePath, Origin, Problem, Severity

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")


def link_problem(
    link: Link, path: NotePath, resolution: Resolution, files: Collection[NotePath] = ()
) -> Problem | None:
    """The problem of one link, if it has one; ``files`` are those that are no notes.

    A missing wikilink is something to learn (a hint); a broken relative link or a missing picture
    is an error. A link that only its name led to its place, or to a place without the heading that
    it names, works here: a hint. Files that a link could mean may be in folders of private notes
    alone, so only the author hears of these.
    """
    origin = Origin(path, link.line, link.line)
    if isinstance(resolution, Ambiguous):
        return Problem(
            "link-ambiguous",
            Severity.HINT,
            origin,
            f"{_written(link)} could mean {', '.join(resolution.candidates)}",
            "Write the path of the one that you mean, from the notes folder on.",
            private=any(NotePath(one) in files for one in resolution.candidates),
        )
    if isinstance(resolution, Found):
        if resolution.by_name:
            return _by_name(link, origin)
        if resolution.other_case:
            return _other_case(link, origin, resolution)
        return _lost(link, origin, resolution) if resolution.lost else None
    return _missing(link, origin, resolution) if isinstance(resolution, Missing) else None


def _missing(link: Link, origin: Origin, resolution: Missing) -> Problem:
    near = _near(resolution.nearest)
    if link.embed and link.target.lower().endswith(PICTURES):
        return Problem(
            "picture-missing",
            Severity.ERROR,
            origin,
            f"the picture {link.target} is not in the notes folder",
            "Put the file there, or correct its name (upper and lower case count).",
        )
    if not link.target:
        return Problem(
            "link-missing",
            Severity.HINT,
            origin,
            f"this note has no heading or block #{link.fragment}",
            f"Write the heading, or the id of the block, as it stands in the note.{near}",
        )
    if link.wiki:
        return Problem(
            "link-missing",
            Severity.HINT,
            origin,
            f"nothing is noted about {_written(link)} yet",
            f"Write a note about it, or correct the name.{near}",
        )
    return Problem(
        "link-broken",
        Severity.ERROR,
        origin,
        f"the link to {link.target} leads nowhere",
        f"Correct the path: it counts from the folder of this note.{near}",
    )


def _by_name(link: Link, origin: Origin) -> Problem:
    start = "the notes folder" if link.wiki else "this note's folder"
    return Problem(
        "link-by-name",
        Severity.HINT,
        origin,
        f"the link to {link.target} was found by its name, for its path leads nowhere",
        f"Correct the path if other programs should find it too: it counts from {start}.",
    )


def _other_case(link: Link, origin: Origin, found: Found) -> Problem:
    if found.part is not None and found.part.page:
        return Problem(
            "link-other-case",
            Severity.ERROR,
            origin,
            f"{_written(link)} is spelled {found.other_case} where it is explained",
            "Use the same upper and lower case: in acronyms they tell words apart.",
        )
    return Problem(
        "link-other-case",
        Severity.ERROR,
        origin,
        f"{_written(link)} is spelled {found.other_case} on disk",
        "Use the same upper and lower case: web servers tell them apart.",
    )


def _lost(link: Link, origin: Origin, found: Found) -> Problem:
    return Problem(
        "link-part-missing",
        Severity.HINT,
        origin,
        f"{_written(link)}: nothing there is called #{found.fragment}, so it leads to the top",
        f"Write the heading, or the id of the block, as it stands there.{_near(found.nearest)}",
    )


def _written(link: Link) -> str:
    return f"[[{link.target}]]" if link.wiki else link.target


def _near(names: tuple[str, ...]) -> str:
    return f" Did you mean {' or '.join(names)}?" if names else ""
