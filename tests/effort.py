"""How much work a call is, counted rather than timed: machines are noisy, counts are not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python `work` runs, those of the libraries it calls included.

    What a single line does inside C (a regular expression, a search in a string) counts as one;
    `benchmarks/limits` times that part.
    """
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
