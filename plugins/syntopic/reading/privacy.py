"""What a note, a source or a concept says about being published; any doubt keeps it private."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import yaml

from syntopic.model import NotePath
from syntopic.reading.yaml_nodes import key_name, pairs, scalar

_DRAFT = ("draft", "private")
_PUBLISH = ("publish", "published", "public", "dg-publish")
PRIVATE_KEYS = (*_DRAFT, *_PUBLISH)
"""Keys that decide whether something is public, in the one spelling of ``key_name``."""

_FALSE = ("false", "no", "off")
_TRUE = ("true", "yes", "on")
ENTRY_KEYS = (*_DRAFT, "publish", "public")
"""Those that an entry of ``sources.yml`` or ``syllabus.yml`` may have."""


class Why(StrEnum):
    """Why a note is private, as the author is told."""

    PLACE = "its place is private"
    EXCLUDED = "exclude fits it"
    SAID = "it says so itself"
    SOURCE = "its source is private"
    NOT_SAID = "it does not say “publish: true”"
    UNREADABLE = "it cannot be read"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A note that is private, why, and what it calls itself: for its author's eyes only."""

    path: NotePath
    why: Why
    names: tuple[str, ...] = ()


def withholds(node: yaml.Node | None, *, opt_in: bool = False) -> Why | None:
    """Return why a front matter keeps its note private, ``None`` if the note is public.

    With ``opt_in`` everything is private that does not say ``publish: true``.
    """
    if is_private(node):
        return Why.SAID
    return Why.NOT_SAID if opt_in and not _opts_in(node) else None


def is_private(node: yaml.Node | None, keys: Collection[str] = PRIVATE_KEYS) -> bool:
    """Tell whether a mapping asks not to be published; any doubt means that it does.

    ``draft`` and ``private`` publish only with an explicit false; ``publish`` and its spellings
    keep private with anything but true, a date, or nothing.
    """
    for key, _, value in pairs(node) if node is not None else ():
        name, word = key_name(key), scalar(value).casefold()
        if name in _DRAFT and word not in _FALSE:
            return True
        if name in _PUBLISH and name in keys and not _publishes(value, word):
            return True
    return False


def entry_is_private(node: yaml.Node) -> bool:
    """Tell whether an entry of a register asks not to be published.

    ``published`` means nothing there: of a book it is the year.
    """
    return is_private(node, ENTRY_KEYS)


def unclear_draft(node: yaml.Node | None) -> yaml.Node | None:
    """Return the value of a ``draft`` that says neither yes nor no; such a note stays private."""
    values = [v for key, _, v in pairs(node) if key_name(key) == "draft"] if node else []
    return next((v for v in values if scalar(v).casefold() not in (*_TRUE, *_FALSE)), None)


def _opts_in(node: yaml.Node | None) -> bool:
    """A date is no yes here: it often is the day on which somebody else published something."""
    return any(
        key_name(key) in _PUBLISH and scalar(value).casefold() in _TRUE
        for key, _, value in (pairs(node) if node is not None else ())
    )


def _publishes(value: yaml.Node, word: str) -> bool:
    empty = isinstance(value, yaml.ScalarNode) and not word
    return empty or word in _TRUE or bool(re.match(r"\d{4}-\d\d?-\d\d?", word))
