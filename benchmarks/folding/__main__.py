"""Prints what ``measure`` finds."""

from __future__ import annotations

from benchmarks.folding.measure import HELD_OUT, pairs, report

print(report(pairs(), pairs(HELD_OUT)))
