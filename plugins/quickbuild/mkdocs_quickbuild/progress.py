"""Saying how far a build has come, once it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 1.0
"""How often it is said, and how long nobody needs to be told anything."""


class Progress:
    """Counts the pages of a build; `say` is told, at most once a second."""

    def __init__(self, say: Callable[..., Any], now: Callable[[], float] = time.monotonic) -> None:
        self._say, self._now = say, now
        self._said = now()
        self._step, self._done = "", 0

    def count(self, step: str, total: int) -> None:
        """One more page of this many has come to this step."""
        if step != self._step:
            self._step, self._done = step, 0
        self._done += 1
        if self._now() - self._said >= SECONDS:
            self._said = self._now()
            self._say("%s %s of %s pages", step, self._done, total)
