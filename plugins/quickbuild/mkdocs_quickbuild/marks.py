"""Takes the marks for the search out of pages, as Material's search does, in a tenth of the time.

Its pattern begins with a blank that may be missing. Python then tries it at each letter of all
pages, which took more than everything else that the search does for pages that are known.
"""

from __future__ import annotations

import re
import sys
import types
from typing import Any

PATTERN = r"\s?data-search-\w+=\"[^\"]+\""
"""What Material's search takes out; another pattern, of another release, is left to `re`."""

_MARK = re.compile(r'data-search-\w+="[^"]+"')
_OWNER = "material.plugins.search.plugin"


def take_out_quickly() -> None:
    """Let Material's search take out marks in this way, from now on; what it does is the same."""
    owner = sys.modules.get(_OWNER)
    if owner is not None and getattr(owner, "re", None) is re:
        owner.re = _Quick("re")  # type: ignore[attr-defined]


def without_marks(text: str) -> str:
    """The text without what the pattern finds.

    >>> without_marks('<p data-search-exclude="yes" id="a">')
    '<p id="a">'
    """
    parts, at = [], 0
    for found in _MARK.finditer(text):
        start = found.start()
        if start > at and text[start - 1].isspace():
            start -= 1
        parts.append(text[at:start])
        at = found.end()
    return "".join((*parts, text[at:])) if parts else text


class _Quick(types.ModuleType):
    """The module `re`, for who asks it for just this."""

    @staticmethod
    def sub(pattern: Any, repl: Any, string: Any, count: int = 0, flags: Any = 0) -> Any:
        """As `re.sub`."""
        if pattern == PATTERN and repl == "" and type(string) is str and not (count or flags):
            return without_marks(string)
        return re.sub(pattern, repl, string, count=count, flags=flags)

    def __getattr__(self, name: str) -> Any:
        return getattr(re, name)
