"""What sources seem to say differently, until the author settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syntopic.model import Origin, Problem, Severity, Topic


def unsettled(topics: Iterable[Topic]) -> Iterator[Problem]:
    """A hint for each disagreement that is open, at the second of the two places."""
    for topic in topics:
        for found in topic.disagreements:
            if found.is_open:
                first, second = found.first, found.second
                yield Problem(
                    "sources-differ",
                    Severity.HINT,
                    Origin(second.note.path, second.line),
                    f"{topic.concept.name}: {found.message} ({first.note.path}:{first.line})",
                    f'Decide, and say why: syntopic settle {found.id} "reason"; or, if they do not '
                    f"disagree: syntopic settle {found.id} --no-conflict",
                )
