"""What rewriting is told about links, and the tree that it walks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.token import Token

DEEPEST = 120
"""No note nests deeper; walking the tree of one that does must not exhaust Python's stack."""


class LinkKind(StrEnum):
    """How a reference was written: ``[[…]]``, ``[…](…)``, ``![…](…)`` or ``![[…]]``."""

    WIKI = "wiki"
    PLAIN = "plain"
    IMAGE = "image"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class Request:
    """One reference to resolve: ``target`` without its ``fragment``, ``text`` as a reader sees it.

    ``text`` is empty for a wikilink without a text of its own. ``fragment`` has no ``#``.
    ``alone`` tells that it is an embed with a paragraph of its own, where blocks can be shown.
    """

    kind: LinkKind
    target: str
    fragment: str = ""
    text: str = ""
    alone: bool = False


class Shape(StrEnum):
    """How a reference is written: as the kind of it asks, or otherwise."""

    ASKED = "asked"
    LINK = "link"
    AUDIO = "audio"
    VIDEO = "video"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to.

    ``href`` is written into the Markdown link as it is, so that MkDocs can resolve it; ``None``
    means that nothing is linked, and the text stands in a ``<span>`` of the class ``css``
    (``missing``, say), or plain without one. ``title`` is the tooltip (empty: the written one),
    ``css`` the link's class, ``text`` what a bare wikilink shows (empty: what was written).
    ``shape`` says that something else than asked is written: a link instead of a picture, a player,
    or nothing at all, not even the words. ``blocks`` are Markdown of the site that stands instead
    of a paragraph which holds this reference alone.
    """

    href: str | None
    title: str = ""
    css: str = ""
    text: str = ""
    shape: Shape = Shape.ASKED
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that becomes a link: ``start`` included, ``end`` not; ``css`` is its class."""

    start: int
    end: int
    href: str
    title: str = ""
    css: str = ""


Resolve = Callable[[Request], Target]
"""Finds what a reference leads to; asked in the order of the text, for some more than once."""

Mentions = Callable[[str], tuple[Mention, ...]]
"""Finds the mentions in a text as readers see it; called once for each paragraph, cell and so on.

Headings and titles are not asked for. Formulas stand between dollars in the text. Whatever does not
stand in plain text, outside of links, code and the like, is left out.
"""

Anchors = Callable[[str], str]
"""Says by which anchor the page knows what has this ``^id``; empty for most."""


def leave(request: Request) -> Target:
    """Resolve nothing: every reference keeps the target that is written."""
    fragment = f"#{request.fragment}" if request.fragment else ""
    return Target(request.target + fragment)


def none(_text: str) -> tuple[Mention, ...]:
    """Find no mentions."""
    return ()


def unanchored(_id: str) -> str:
    """Know no anchors."""
    return ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that one rewriting obeys; ``footnotes`` maps labels to those of the page.

    ``shows`` tells that an embed with a paragraph of its own may be shown as blocks.
    """

    resolve: Resolve = leave
    mentions: Mentions = none
    heading_shift: int = 0
    footnotes: Mapping[str, str] = field(default_factory=dict)
    shows: bool = True
    anchors: Anchors = unanchored


@dataclass(frozen=True, slots=True)
class Node:
    """A token and, when it opens something, what stands inside."""

    token: Token
    children: tuple[Node, ...] = ()

    @property
    def type(self) -> str:
        """The token's type, without ``_open``."""
        return self.token.type.removesuffix("_open")


def nodes(tokens: Sequence[Token]) -> tuple[Node, ...]:
    """Return the tree of a token stream.

    A closing token without its opening one is left out, and so is what opens below ``DEEPEST``;
    what stands inside is kept.
    """
    levels: list[list[Node]] = [[]]
    opened: list[Token] = []
    too_deep = 0
    for token in tokens:
        if token.nesting == 1 and len(opened) >= DEEPEST:
            too_deep += 1
        elif token.nesting == -1 and too_deep:
            too_deep -= 1
        elif token.nesting == 1:
            levels.append([])
            opened.append(token)
        elif token.nesting == 0:
            levels[-1].append(Node(token, nodes(token.children or ())))
        elif opened:
            inside = tuple(levels.pop())
            levels[-1].append(Node(opened.pop(), inside))
    while opened:
        inside = tuple(levels.pop())
        levels[-1].append(Node(opened.pop(), inside))
    return tuple(levels[0])
