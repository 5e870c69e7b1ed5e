"""Asks whether addresses on the web answer; only ``syntopic check-links`` does, never a build.

Knows addresses and servers; knows neither notes nor pages.
"""

from __future__ import annotations

from syntopic.checking.asking import NO_LOOKUP, NO_SERVER, asker
from syntopic.checking.at_home import is_at_home
from syntopic.checking.queueing import ask_all, host_of
from syntopic.checking.remembering import Remembered, read, write
from syntopic.checking.values import Answer, Limits, Verdict

__all__ = [
    "NO_LOOKUP",
    "NO_SERVER",
    "Answer",
    "Limits",
    "Remembered",
    "Verdict",
    "ask_all",
    "asker",
    "host_of",
    "is_at_home",
    "read",
    "write",
]
