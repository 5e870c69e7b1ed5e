"""The browser that benchmarks look with: the one that makes PDF files of cheat sheets."""

from __future__ import annotations

import sys

from syntopic.cli.chromium import VARIABLE, installed


def chromium() -> str:
    """Where it is; ends the benchmark where there is none."""
    return installed() or sys.exit(f"no Chromium here: install it, or name it in {VARIABLE}")
