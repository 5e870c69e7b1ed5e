"""What is wrong with links: each with the place in the note and the way to mend it."""

from __future__ import annotations

from syntopic.linking.resolve import Ambiguous, Found, Missing, Resolution
from syntopic.model import Link, NotePath, Origin, Problem, Severity

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")


def link_problem(link: Link, path: NotePath, resolution: Resolution) -> Problem | None:
    """The problem of one link, if it has one.

    A missing wikilink is something to learn (a hint); a broken relative link or a missing picture
    is an error. A link that only its name led to its place works here: a hint.
    """
    origin = Origin(path, link.line, link.line)
    written = f"[[{link.target}]]" if link.wiki else link.target
    if isinstance(resolution, Ambiguous):
        return Problem(
            "link-ambiguous",
            Severity.HINT,
            origin,
            f"{written} could mean {', '.join(resolution.candidates)}",
            "Write the path of the one that you mean, from the notes folder on.",
        )
    if isinstance(resolution, Found):
        if resolution.by_name:
            return _by_name(link, origin)
        return _other_case(written, origin, resolution) if resolution.other_case else None
    if not isinstance(resolution, Missing):
        return None
    near = f" Did you mean {' or '.join(resolution.nearest)}?" if resolution.nearest else ""
    if link.embed and link.target.lower().endswith(_PICTURES):
        return Problem(
            "picture-missing",
            Severity.ERROR,
            origin,
            f"the picture {link.target} is not in the notes folder",
            "Put the file there, or correct its name (upper and lower case count).",
        )
    if link.wiki or not link.target:
        what = written if link.target else f"#{link.fragment}"
        return Problem(
            "link-missing",
            Severity.HINT,
            origin,
            f"nothing is noted about {what} yet",
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
    return Problem(
        "link-by-name",
        Severity.HINT,
        origin,
        f"the link to {link.target} was found by its name, for its path leads nowhere",
        "Correct the path if other programs should find it too: it counts from this note's folder.",
    )


def _other_case(written: str, origin: Origin, found: Found) -> Problem:
    return Problem(
        "link-other-case",
        Severity.ERROR,
        origin,
        f"{written} is spelled {found.other_case} on disk",
        "Use the same upper and lower case: web servers tell them apart.",
    )
