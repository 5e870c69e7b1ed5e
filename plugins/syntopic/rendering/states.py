"""What became of a snippet, as the line below it says."""

from __future__ import annotations

from enum import StrEnum

from syntopic.execution import Result
from syntopic.execution.assertions import makes_sure
from syntopic.model import Note, Output, OutputKind, Snippet
from syntopic.rendering.context import Context


class State(StrEnum):
    """The states of a snippet; each is the key of its label."""

    STORED = "stored-output"
    NOT_RUN = "not-run"
    RUNNING = "running"
    FAILED = "code-failed"
    CHECKED = "checked"
    RAN = "ran"


def note_session(note: Note, context: Context) -> tuple[Snippet, ...]:
    """All snippets of a note, in order."""
    return context.sessions.get(note.path, ())


def outputs_of(snippet: Snippet, note: Note, context: Context) -> tuple[Output, ...]:
    """What the snippet printed and drew: now, or when its notebook was stored."""
    result = context.results.get(note.path)
    if snippet.runs and result is not None:
        index = _position(snippet, note, context)
        return result.outputs[index] if index < len(result.outputs) else ()
    return snippet.stored


def is_shown(output: Output, snippet: Snippet) -> bool:
    """Whether the author lets a reader see this output of a snippet."""
    hushed = output.kind is OutputKind.STDERR and not snippet.warnings
    return snippet.show_output and not hushed


def state_of(snippet: Snippet, note: Note, context: Context) -> tuple[State, str]:
    """What became of a snippet, and with what it ran ("Python 3.11, numpy 2.4"), if it did."""
    result = context.results.get(note.path)
    if not snippet.runs:
        return (State.STORED if snippet.stored else State.NOT_RUN), ""
    if result is None:
        return State.NOT_RUN, ""
    position = _position(snippet, note, context)
    if position in result.pending:
        return State.RUNNING, result.environment
    if position >= result.reached:
        return State.NOT_RUN, ""
    return _ending(snippet, note, result, context), result.environment


def is_failed(snippet: Snippet, note: Note, context: Context) -> bool:
    """Whether the snippet raised what it was not meant to."""
    return state_of(snippet, note, context)[0] is State.FAILED


def _ending(snippet: Snippet, note: Note, result: Result, context: Context) -> State:
    raised = any(o.kind is OutputKind.ERROR for o in outputs_of(snippet, note, context))
    if raised and not snippet.may_raise:
        return State.FAILED
    if raised or not result.ran or snippet.language != "python":
        return State.RAN
    session = [s.code for s in note_session(note, context) if s.runs]
    return State.CHECKED if makes_sure(snippet.code, session) else State.RAN


def _position(snippet: Snippet, note: Note, context: Context) -> int:
    """Which of the snippets that run this is, from 0."""
    running = [s.ordinal for s in note_session(note, context) if s.runs]
    return running.index(snippet.ordinal)
