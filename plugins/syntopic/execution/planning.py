"""What a session comes to before anything is looked up: its snippets, their code, and its key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from syntopic.execution import problems as found
from syntopic.execution.entries import Entry, digest
from syntopic.execution.kernels import language_name
from syntopic.execution.placeholders import named_outputs
from syntopic.execution.values import ExecutionOptions, Result, Session
from syntopic.model import Output, Problem, Snippet

FORMAT = 6
"""Raised whenever the same code would now give other outputs, or the files' shape changes."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a session came to, and the problems met on the way."""

    result: Result
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A session to be looked up or run: ``running`` are the snippets in its one ``language``.

    ``chain`` has a key for each of them, which stands for its code and all before it; the last one
    is the key of the outputs in the cache. ``problems`` are known already.
    """

    session: Session
    language: str
    running: tuple[Snippet, ...]
    chain: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What names the outputs of this code."""
        return self.chain[-1]

    @property
    def code(self) -> str:
        """All the code that runs, as one text."""
        return "\n".join(snippet.code for snippet in self.running)

    @property
    def recorded(self) -> bool:
        """Whether its outputs may be recorded: neither the note nor a snippet has opted out."""
        return self.session.cache and all(snippet.cache for snippet in self.running)


def planned(session: Session, options: ExecutionOptions) -> Plan:
    """The plan of a session that has snippets."""
    language = language_name(session.snippets[0].language or "python")
    running, mixed = _one_language(session, language)
    chain = chained_keys((language, options.output_limit), running)
    return Plan(session, language, running, chain, mixed)


def chained_keys(base: Iterable[object], snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """A key for each snippet: its hash continues that of the one before it.

    ``base`` is what the first one already depends on, as plain JSON values. Only code counts:
    where a snippet stands and what it is called do not, so an edit of the prose hits, and so does
    the same code in another note. Time and memory limits do not count either, because only
    sessions that kept within them are recorded.
    """
    keys = [digest(json.dumps([FORMAT, *base]))]
    for snippet in snippets:
        link = [keys[-1], snippet.language, snippet.code, snippet.may_raise]
        keys.append(digest(json.dumps(link)))
    return tuple(keys[1:])


def without_run(plan: Plan, problems: tuple[Problem, ...], environment: str = "") -> Finished:
    """The end of a session that does not run: no outputs, and the reasons."""
    empty: tuple[tuple[Output, ...], ...] = ((),) * len(plan.session.snippets)
    return Finished(Result(empty, False, environment), plan.problems + problems)


def finished(plan: Plan, entry: Entry, problems: tuple[Problem, ...], *, whole: bool) -> Finished:
    """The end of a session that ran, now or before: its outputs, each beside its snippet.

    The outputs may stop short, as the session did; ``whole`` says that it ran to its end.
    """
    named = (named_outputs(outputs, plan.session) for outputs in entry.outputs)
    shown = dict(zip(plan.running, named, strict=False))
    if entry.left_behind:
        problems += (found.files_left_behind(plan.session, entry.left_behind),)
    result = Result(
        tuple(shown.get(snippet, ()) for snippet in plan.session.snippets),
        whole and len(plan.running) == len(plan.session.snippets),
        entry.environment,
        len(entry.outputs),
    )
    return Finished(result, plan.problems + problems)


def _one_language(
    session: Session, language: str
) -> tuple[tuple[Snippet, ...], tuple[Problem, ...]]:
    """The snippets in the session's language, and a problem if there are others."""
    ours = tuple(s for s in session.snippets if language_name(s.language or "python") == language)
    others = [snippet for snippet in session.snippets if snippet not in ours]
    return ours, tuple(found.languages_mixed(other, language) for other in others[:1])
