"""Prints what ``measure`` finds."""

from __future__ import annotations

from benchmarks.folding.measure import pairs, report

print(report(pairs()))
