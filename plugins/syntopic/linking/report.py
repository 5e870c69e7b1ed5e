"""The report of links: what is wrong with them, note by note, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from syntopic.model import NotePath, Problem, Severity

KINDS = {
    "link-broken": "broken",
    "picture-missing": "picture missing",
    "link-other-case": "in another case",
    "embed-loop": "in a circle",
    "link-ambiguous": "ambiguous",
    "link-part-missing": "without its heading or block",
    "link-missing": "not noted yet",
    "embed-cut": "cut short",
    "link-by-name": "found by name alone",
}
"""What each code is called in a count, the worst first."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """Problems of links: by note, each note's in the order of its lines."""

    notes: tuple[tuple[NotePath, tuple[Problem, ...]], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        return tuple(problem for _, found in self.notes for problem in found)

    @property
    def counts(self) -> str:
        """How many there are of each kind, in how many notes; empty when there are none."""
        found = Counter(problem.code for problem in self.problems)
        told = ", ".join(f"{found[code]} {name}" for code, name in KINDS.items() if found[code])
        notes = len(self.notes)
        return f"{told}, in {notes} {'note' if notes == 1 else 'notes'}" if told else ""


def is_of_links(problem: Problem) -> bool:
    """Whether a problem belongs into the report."""
    return problem.code in KINDS


def link_report(problems: Iterable[Problem], severity: Severity | None = None) -> LinkReport:
    """The report of a garden's problems (of one severity, if it is named), notes by path."""
    by_note: dict[NotePath, list[Problem]] = {}
    for problem in problems:
        if is_of_links(problem) and severity in (None, problem.severity):
            by_note.setdefault(problem.origin.path, []).append(problem)
    lines = {path: sorted(found, key=_line) for path, found in by_note.items()}
    return LinkReport(tuple((path, tuple(lines[path])) for path in sorted(lines)))


def _line(problem: Problem) -> tuple[int, str]:
    return problem.origin.first_line, problem.message
