"""Prints how the CPU time of reading grows when the text becomes eight times as long."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.limits import HTML, PIECES, note_of
from syntopic.markdown.html import balanced
from syntopic.parsing import parse_note

FEW, MANY = 300, 2400
FEW_HTML, MANY_HTML = 5_000, 40_000


def seconds(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of three runs."""
    spans = []
    for _ in range(3):
        start = time.process_time()
        work()
        spans.append(time.process_time() - start)
    return min(spans)


def line(name: str, few: float, many: float) -> str:
    """Return a line of the report: linear growth is 8, a square is 64."""
    return f"{name!r:<40} {few:8.3f} s {many:8.3f} s   x {many / max(few, 1e-6):5.1f}"


print(f"{'a piece, repeated':<40} {'few':>10} {'8 times':>10}   growth")
for piece in PIECES:
    few, many = note_of(piece, FEW), note_of(piece, MANY)
    print(line(piece, seconds(lambda n=few: parse_note(n)), seconds(lambda n=many: parse_note(n))))
for piece in HTML:
    short, long = piece * FEW_HTML, piece * MANY_HTML
    print(line(piece, seconds(lambda t=short: balanced(t)), seconds(lambda t=long: balanced(t))))
