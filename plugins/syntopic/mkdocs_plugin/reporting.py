"""What a build says in the engine's log."""

from __future__ import annotations

from logging import Logger, LoggerAdapter
from typing import Any

from syntopic.garden import Garden
from syntopic.mkdocs_plugin.privacy import told
from syntopic.model import NotePath, Severity

Log = Logger | LoggerAdapter[Any]


def report(garden: Garden, log: Log, *, serving: bool) -> None:
    """Errors as warnings (strict fails on them), hints as a number."""
    notes = garden.options.notes_dir
    inside = "" if notes == "." else f"{notes.rstrip('/')}/"
    shown, hidden = told(garden, serving=serving)
    if hidden:
        log.warning("%s must be mended (see: syntopic status)", _count(hidden, "private file"))
    for problem in shown:
        log.warning(
            "%s%s: %s. %s [%s]",
            inside,
            problem.origin,
            problem.message.rstrip("."),
            problem.fix,
            problem.code,
        )
    hints = sum(problem.severity is Severity.HINT for problem in garden.problems)
    log.info(
        "%s from %s of %s; %s, %s, %s private (see: syntopic status)",
        _count(len(garden.topics), "topic"),
        _count(len(garden.notes), "note"),
        _count(len({note.note.source for note in garden.notes}), "source"),
        _count(len(garden.errors), "error"),
        _count(hints, "hint"),
        _count(garden.reading.withheld, "note"),
    )


def tell(log: Log, path: NotePath, state: str) -> None:
    """Says which code is running and what takes long; the rest only to the curious."""
    if state == "running":
        log.info("running the code of %s", path)
    elif state in ("cached", "done", "failed"):
        log.debug("%s: %s", path, state)
    else:
        log.info("%s", ": ".join(filter(None, (path, state))))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
