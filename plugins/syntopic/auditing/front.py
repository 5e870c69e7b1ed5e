"""The front matter of a note: does it ask for privacy, and which of its values are never shown?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

_PRIVATE = ("draft", "private")
_PUBLISH = ("publish", "published", "public", "dg-publish")
_PUBLISH_ENTRY = ("publish", "public")
"""In a register; ``published`` is the year of a book."""

_NO = ("false", "no", "off")
_YES = ("true", "yes", "on")

SHOWN = frozenset(
    (
        *("title", "concept", "concepts", "alias", "aliases", "requires", "area", "source"),
        *("locator", "url", "date", "date-created", "created", "updated", "modified", "lastmod"),
        *("date-updated", "date-modified", "last-modified", "description", "picture", "permalink"),
        *("slug", "tag", "tags", "author", "authors", "depends"),
    )
)
"""Keys whose values may stand on a page, or name what it shows; those of all others are private."""

OF_PAGES = frozenset(
    (
        *(
            "subtitle",
            "categories",
            "icon",
            "status",
            "template",
            "image",
            "social",
            "links",
            "hide",
        ),
        *("search", "comments", "pin", "readtime", "robots", "keywords", "canonical", "lang"),
    )
)
"""More keys of pages written by hand that a theme shows."""

_TECHNICAL = frozenset((*_PRIVATE, *_PUBLISH, "jupytext", "kernelspec", "jupyter", "kernel"))
"""Words for programs (``percent``, ``python3``): neither private nor anybody's own."""

_KEY = re.compile(r"\s*(?:[^\W\d][\w.-]*|\"[^\"]+\"|'[^']+')\s*:(?:\s|$)")
_COMMENT = re.compile(r"%%.*?%%|<!--.*?-->")
_OPEN_COMMENT = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_YAML_COMMENT = re.compile(r"(?:^|\s)#\s*(\S.*)$")
_LINK = r"!?\[\[[^\[\]]+\]\]"
_BARE_LINKS = re.compile(
    rf"^(\s*(?:-\s+|[^\s\[{{\"'#][^:\[\"']*:\s+))({_LINK}(?:[,\s]+{_LINK})*)\s*,?\s*$"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A text in the front matter: its key in one spelling, and the index of its row."""

    key: str
    text: str
    row: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a note says.

    ``body`` is the row at which the note's text begins. ``private`` says whether the note asks not
    to be published or cannot be understood, ``published`` whether it asks to be. ``hidden`` are
    comments and values that stand nowhere on the site.
    """

    body: int = 0
    private: bool = False
    published: bool = False
    shown: tuple[Value, ...] = ()
    hidden: tuple[Value, ...] = ()


def read_front(rows: Sequence[str], shown: frozenset[str] = SHOWN) -> Front:
    """Read a note's head. Never raises: what cannot be understood makes the note private.

    ``shown`` are the keys whose values may stand on a page.
    """
    opening = next((i for i, row in enumerate(rows) if row.strip()), None)
    if opening is None or rows[opening].rstrip() != "---":
        return Front()
    ends = (i for i in range(opening + 1, len(rows)) if re.match(r"(?:---|\.\.\.)\s*$", rows[i]))
    closing = next(ends, None)
    inner = rows[opening + 1 : closing]
    keyed = _has_key(inner)
    if closing is None:
        return Front(private=keyed)
    if not any(row.strip() for row in inner):
        return Front(body=closing + 1)
    if all(not row.strip() or row.lstrip().startswith("#") for row in inner):
        return Front()
    found = _composed(inner)
    if not isinstance(found, yaml.MappingNode) or not (keyed or inner[0].strip()):
        return Front(private=keyed)
    return _understood(found, inner, opening + 1, closing + 1, shown)


def asks_privacy(node: yaml.Node, *, entry: bool = False) -> bool:
    """Tell whether a mapping asks not to be published; ``entry`` says that it is a register's.

    ``draft`` and ``private`` are undone by an explicit no alone, ``publish`` by a yes, a date or
    nothing.
    """
    for key, value, _ in pairs(node):
        word = _word(value)
        if key in _PRIVATE and word not in _NO:
            return True
        asks = key in (_PUBLISH_ENTRY if entry else _PUBLISH)
        if asks and not _publishes(word, isinstance(value, yaml.ScalarNode)):
            return True
    return False


def texts(node: yaml.Node, seen: tuple[yaml.Node, ...] = ()) -> Iterator[tuple[str, int]]:
    """Yield every text within a value with its row; keys of inner mappings are no values."""
    if node in seen:
        return
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), node.start_mark.line if node.start_mark else 0
        return
    inner = node.value if isinstance(node, yaml.SequenceNode) else [v for _, v in node.value]
    for one in inner:
        yield from texts(one, (*seen, node))


def pairs(
    node: yaml.Node, seen: tuple[yaml.Node, ...] = ()
) -> Iterator[tuple[str, yaml.Node, int]]:
    """Yield keys in one spelling with their values and rows; merged mappings count."""
    if not isinstance(node, yaml.MappingNode) or node in seen:
        return
    for key, value in node.value:
        if key.tag == "tag:yaml.org,2002:merge":
            for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                yield from pairs(one, (*seen, node))
        else:
            text = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            plain = re.sub(r"[-_\s]+", "-", _OPEN_COMMENT.sub("", text).strip().casefold())
            yield plain, value, key.start_mark.line if key.start_mark else 0


def comments(rows: Sequence[str], values: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what stands behind ``#`` in YAML rows and is in none of its values."""
    for number, row in enumerate(rows):
        found = _YAML_COMMENT.search(row)
        if found and not any(found[1].strip("\"' ") in value for value in values):
            yield found[1], number


def _understood(
    node: yaml.MappingNode, inner: Sequence[str], first: int, body: int, known: frozenset[str]
) -> Front:
    shown: list[Value] = []
    hidden = [
        Value("comment", comment[0], first + number)
        for number, row in enumerate(inner)
        for comment in _OPEN_COMMENT.finditer(row)
    ]
    every = list(texts(node))
    for key, value, _ in pairs(node):
        if key in _TECHNICAL:
            continue
        keep = shown if key in known else hidden
        keep += [Value(key, _OPEN_COMMENT.sub("", t), first + r) for t, r in texts(value)]
    hidden += [
        Value("comment", text, first + row)
        for text, row in comments(inner, [text for text, _ in every])
    ]
    published = any(key in _PUBLISH and _word(value) in _YES for key, value, _ in pairs(node))
    return Front(body, asks_privacy(node), published, tuple(shown), tuple(hidden))


def _word(value: yaml.Node) -> str:
    if not isinstance(value, yaml.ScalarNode) or value.tag == "tag:yaml.org,2002:null":
        return ""
    return _OPEN_COMMENT.sub("", str(value.value)).strip().casefold()


def _publishes(word: str, scalar: bool) -> bool:
    return scalar and (not word or word in _YES or bool(re.match(r"\d{4}-\d\d?-\d\d?", word)))


def _composed(rows: Sequence[str]) -> yaml.Node | None:
    text = "\n".join(_BARE_LINKS.sub(_quoted, _COMMENT.sub("", row)) for row in rows)
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return None
    return node


def _quoted(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2].replace(chr(39), chr(39) * 2)}'"


def _has_key(rows: Sequence[str]) -> bool:
    """Tell whether the first paragraph looks like keys with values."""
    first = next((i for i, row in enumerate(rows) if row.strip()), len(rows))
    end = next((i for i in range(first, len(rows)) if not rows[i].strip()), len(rows))
    paragraph = rows[first:end]
    known = ("title", "source", *_PRIVATE, *_PUBLISH, *SHOWN, *_TECHNICAL)
    named = (row.split(":")[0].strip(" -\"'").casefold() for row in paragraph if ":" in row)
    return any(name in known for name in named) or (
        first == 0 and any(_KEY.match(row) for row in paragraph)
    )
