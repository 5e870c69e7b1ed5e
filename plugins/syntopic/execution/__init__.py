"""Running the notes' code: snippets come in, outputs and problems go out.

Each session runs in a kernel of its own, in a scratch copy of its note's folder, and what it put
out is recorded until something that it depends on changes. This is no sandbox: code that asked to
run can do what its author can do; it only finds no secrets in its variables and writes nothing
into the notes by accident.
"""

from __future__ import annotations

from syntopic.execution.depending import depender
from syntopic.execution.recall import explained
from syntopic.execution.sessions import run_sessions
from syntopic.execution.values import ExecutionOptions, Mode, Result, Session

__all__ = [
    "ExecutionOptions",
    "Mode",
    "Result",
    "Session",
    "depender",
    "explained",
    "run_sessions",
]
