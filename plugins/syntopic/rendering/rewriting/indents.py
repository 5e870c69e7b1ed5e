"""Nesting by four spaces, the only depth that all of Python-Markdown agrees on."""

from __future__ import annotations

from collections.abc import Iterable

INDENT = "    "


def indented(lines: Iterable[str]) -> list[str]:
    """Return the lines one level deeper; blank ones stay empty."""
    return [INDENT + line if line else "" for line in lines]
