"""Short ways to make a finding."""

from __future__ import annotations

from collections.abc import Iterable

from syntopic.auditing.values import Finding, Place
from syntopic.model import Severity


def error(
    code: str,
    place: Place,
    path: str,
    line: int,
    message: str,
    fix: str,
    files: Iterable[str] = (),
    words: Iterable[str] = (),
) -> Finding:
    """Something that forbids publishing."""
    return Finding(
        code, Severity.ERROR, place, path, line, message, fix, tuple(files), tuple(words)
    )


def hint(
    code: str,
    place: Place,
    path: str,
    line: int,
    message: str,
    fix: str,
    files: Iterable[str] = (),
    words: Iterable[str] = (),
) -> Finding:
    """Something worth a look, which forbids nothing."""
    return Finding(code, Severity.HINT, place, path, line, message, fix, tuple(files), tuple(words))
