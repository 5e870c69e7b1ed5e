"""Writing to a terminal, or to a file without colours and without wrapping."""

from __future__ import annotations

import re
import shlex
import sys

from rich.console import Console
from rich.text import Text

_BARE = re.compile(r"[\w@%+=:./-]+")  # a comma makes two words of one in PowerShell
_SPECIAL = re.compile(r'["$`\\!]')
_PLAIN_WIDTH = 1000  # no line of a table that goes to a file or another program is wrapped


def console() -> Console:
    """Standard output as it is now; long lines stay whole, so that paths can be clicked."""
    width = None if sys.stdout.isatty() else _PLAIN_WIDTH
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True, width=width)


def command(*words: str) -> str:
    """A command of ours as one can type it."""
    return " ".join(("syntopic", *(_quoted(word) for word in words)))


def step(text: str, typed: str) -> Text:
    """Something to do, with the command that does it below."""
    return Text.assemble(f"  {text}\n", ("      " + typed, "cyan"))


def count(number: int, thing: str) -> str:
    """A number with its noun: "1 change", "2 changes"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _quoted(word: str) -> str:
    if _BARE.fullmatch(word):
        return word
    return shlex.quote(word) if _SPECIAL.search(word) else f'"{word}"'
