"""Wrong use: one line that says what is wrong and the way out."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from typing import IO, Any

import click

CLOSE = 0.6
"""How alike names have to be to be offered instead (difflib's own default for this purpose)."""


class Refusal(click.ClickException):
    """Nothing was done, because it was asked for wrongly; ends with exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message as one line."""
        print("syntopic:", " ".join(self.message.split()), file=file or sys.stderr)


def closest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names that look most like a name, best first; case does not matter."""
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(one.casefold(), one)
    found = difflib.get_close_matches(name.casefold(), folded, most, CLOSE)
    return tuple(folded[one] for one in found)


def either(names: Iterable[str]) -> str:
    """Names as a choice: ``"A", "B" or "C"``."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
