"""How a new name is written where an old one stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from syntopic.names import name_key, without_place
from syntopic.parsing import parser
from syntopic.parsing.plain import plain_text

_NO_LINK = re.compile(r"[\[\]|#^\\\n]|%%|<!--")
_TAIL = re.compile(r"[\s:]*\Z")
_SIGNS = re.compile(r"([\\`*_\[\]<>~=$^])")


def respelled(written: str, new: str) -> str:
    """A name in place of another, its number or place kept: ``4.2 Old`` is ``4.2 New``."""
    core = without_place(written)
    tail = _TAIL.search(core)
    return written[: len(written) - len(core)] + new + (tail[0] if tail else "")


def is_linkable(name: str) -> bool:
    """Whether a name can stand between the brackets of a wikilink and mean itself."""
    return not _NO_LINK.search(name)


def is_spelled(written: str, name: str) -> bool:
    """Whether a name is written letter by letter, upper and lower case aside."""
    folded = (unicodedata.normalize("NFC", one).casefold() for one in (written.strip(), name))
    return len(set(folded)) == 1


def in_case_of(written: str, new: str, texts: Iterable[str]) -> str:
    """The new name with a small first letter where the old one had one, if that is how it is used.

    ``texts`` are what the author wrote: only where they have the first word in small letters, and
    more often than with a capital within a sentence, is it no proper name.
    """
    word = re.match(r"[^\W\d_]+", new)
    if word is None or not word[0].istitle() or not written.strip()[:1].islower():
        return new
    small, capital = word[0].lower(), word[0]
    inside = re.compile(rf"(?<=[\w,;)] ){re.escape(capital)}(?!\w)")
    alone = re.compile(rf"(?<!\w){re.escape(small)}(?!\w)")
    uses = [(len(alone.findall(text)), len(inside.findall(text))) for text in texts]
    if sum(one for one, _ in uses) > sum(two for _, two in uses):
        return small + new[len(small) :]
    return new


def as_markdown(name: str) -> str:
    """A name as Markdown shows it, escaped only where it would be read as something else."""
    children = parser().parseInline(name, {})[0].children or []
    plain = all(child.type == "text" for child in children)
    return name if plain and plain_text(children) == name else _SIGNS.sub(r"\\\1", name)


def same(one: str, other: str) -> bool:
    """Whether two names mean one concept."""
    return name_key(one) == name_key(other)
