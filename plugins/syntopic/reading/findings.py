"""Short ways to write a problem down."""

from __future__ import annotations

from syntopic.model import NotePath, Origin, Problem, Severity


def error(
    code: str, path: str, line: int, message: str, fix: str, *, private: bool = False
) -> Problem:
    """Something is wrong at a line of a file."""
    return Problem(code, Severity.ERROR, _at(path, line), message, fix, private)


def hint(
    code: str, path: str, line: int, message: str, fix: str, *, private: bool = False
) -> Problem:
    """Something is missing or could be better."""
    return Problem(code, Severity.HINT, _at(path, line), message, fix, private)


def _at(path: str, line: int) -> Origin:
    return Origin(NotePath(path), line, line)
