"""What a build says in the engine's log."""

from __future__ import annotations

import time
from collections.abc import Callable
from logging import Logger, LoggerAdapter
from typing import Any

from syntopic.garden import Garden
from syntopic.garden_memory import GardenMemory
from syntopic.garden_why import reasons
from syntopic.linking.report import is_of_links, link_report
from syntopic.mkdocs_plugin.privacy import told
from syntopic.model import NotePath, Problem, Severity

Log = Logger | LoggerAdapter[Any]

SLOW_SECONDS = 1
MOST_NOTES = 5
"""Notes whose hints on links the log of a build lists; gardens that grow have hundreds."""


def report(garden: Garden, log: Log, *, serving: bool) -> None:
    """Errors as warnings (strict fails on them), hints as a number; links have their own report."""
    shown, hidden = told(garden, serving=serving)
    if hidden:
        log.warning("%s must be mended (see: syntopic status)", _count(hidden, "private file"))
    for problem in shown:
        if not is_of_links(problem):
            log.warning("%s", _line(problem, garden))
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


def report_links(garden: Garden, log: Log, *, serving: bool) -> None:
    """What is wrong with links, note by note: notes with errors as warnings, hints of a few more.

    One line says so where every link leads somewhere. What is private is named in a preview only.
    """
    found = link_report(p for p in garden.problems if serving or not p.private)
    if not found.notes:
        log.info("every link leads somewhere")
        return
    log.info("links: %s", found.counts)
    hinted = 0
    for _, problems in found.notes:
        lines = "\n".join(_line(problem, garden) for problem in problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            log.warning("%s", lines)
        elif (hinted := hinted + 1) <= MOST_NOTES:
            log.info("%s", lines)
    if hinted > MOST_NOTES:
        more = _count(hinted - MOST_NOTES, "more note")
        log.info("and in %s (see: syntopic status --all)", more)


def _line(problem: Problem, garden: Garden) -> str:
    """A problem on one line, with its files as seen from ``mkdocs.yml``."""
    notes = garden.options.notes_dir
    inside = "" if notes == "." else f"{notes.rstrip('/')}/"
    message = problem.told(lambda path: f"{inside}{path}").rstrip(".")
    return f"{inside}{problem.origin}: {message}. {problem.fix} [{problem.code}]"


def report_reasons(memory: GardenMemory, log: Log) -> None:
    """Says why each note, topic and page was made anew."""
    for reason in reasons(memory):
        log.info("%s", reason)


class Progress:
    """Tells of code that runs, and of each step that has taken longer than a second."""

    def __init__(self, log: Log, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` is a clock in seconds."""
        self._log, self._now, self._since = log, now, now()

    def running(self, path: NotePath, state: str) -> None:
        """Says what happens to the code of a note."""
        tell(self._log, path, state)
        self._since = self._now()

    def done(self, step: str) -> None:
        """Says what has been done, if it took long."""
        if self._now() - self._since >= SLOW_SECONDS:
            self._log.info("%s", step)
        self._since = self._now()


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
