"""What ``status --json`` prints: the garden's state for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from syntopic.cli.opening import Place
from syntopic.cli.steps import Step
from syntopic.garden import Garden
from syntopic.model import Change, NotePath, Problem

VERSION = 1


def report(place: Place, garden: Garden, steps: Sequence[Step]) -> str:
    """One JSON object; paths are as seen from mkdocs.yml, so that an editor can open them.

    ``coverage`` has every topic with the source keys of each filled facet; ``stale`` only topics
    whose synthesis is older than what its notes say; ``private`` every note that is withheld.
    """
    told = {
        "version": VERSION,
        "problems": [_problem(place, problem) for problem in garden.problems],
        "coverage": {
            topic.concept.name: {row.facet.value: list(row.sources) for row in topic.coverage}
            for topic in garden.topics
        },
        "stale": {
            topic.concept.name: [_change(place, change) for change in topic.changes]
            for topic in garden.topics
            if topic.changes
        },
        "private": [
            {"path": place.in_garden(one.path), "why": one.why.value}
            for one in garden.reading.private
        ],
        "next": [{"concept": s.concept, "step": s.text, "command": s.command} for s in steps],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def kind(change: Change) -> str:
    """Whether a passage is ``new``, ``changed`` or ``gone``."""
    return "gone" if not change.new else "changed" if change.old else "new"


def _problem(place: Place, problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "path": place.in_garden(problem.origin.path),
        "line": problem.origin.first_line,
        "message": problem.told(place.in_garden),
        "fix": problem.fix,
    }


def _change(place: Place, change: Change) -> dict[str, Any]:
    note = place.in_garden(NotePath(change.note))
    return {"note": note, "line": change.line, "kind": kind(change)}
