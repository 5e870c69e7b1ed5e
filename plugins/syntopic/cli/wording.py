"""Two wordings side by side: what was taken out and what was put in, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rich.text import Text

_WORDS = re.compile(r"\s+|[^\s]+")


def differences(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Runs of text, each ``same``, ``old`` or ``new``; joined without one kind they are a side."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(before[a:b])
            continue
        if a < b:
            yield "old", "".join(before[a:b])
        if c < d:
            yield "new", "".join(after[c:d])


def marked(old: str, new: str, *, colour: bool) -> Text:
    """The differences in colour, or as ``[-old-]`` and ``{+new+}`` where there is none."""
    text = Text()
    for kind, run in differences(old, new):
        if kind == "same":
            text.append(run)
        elif colour:
            text.append(run, "red strike" if kind == "old" else "green")
        else:
            text.append(f"[-{run}-]" if kind == "old" else f"{{+{run}+}}")
    return text
