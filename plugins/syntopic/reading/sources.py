"""``sources.yml``: the sources, in the author's order of preference."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

import yaml

from syntopic.model import Problem, Source
from syntopic.names import name_key, slug
from syntopic.reading.findings import error, hint
from syntopic.reading.privacy import ENTRY_KEYS, entry_is_private
from syntopic.reading.wording import names, text
from syntopic.reading.yaml_files import Register, malformed, read_register
from syntopic.reading.yaml_nodes import key_name, pairs

LEVELS = ("start here", "next", "deep")
STATUSES = ("planned", "doing", "done")
_EXPECTED = (
    "Write a list of sources: “- key: mml-book”, then title, authors, year, kind, url below."
)
_KEYS = ("key", "title", "short", "authors", "author", "year", "kind", "url")
_KNOWN = (*_KEYS, "level", "status", "verdict")


def read_sources(path: str, raw: bytes) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the sources of a register, and what is wrong with it; what can be read is read.

    The list stands under ``sources:`` or by itself, an item may be just a title. A key is made of
    the title where none is given. Of two sources with one key the first counts. Private ones are
    among them, marked, so that their notes can be withheld.
    """
    register = read_register(path, raw, _EXPECTED)
    problems = list(register.problems)
    sources: dict[str, Source] = {}
    for item in _items(register, problems):
        source = _source(register, item, problems)
        if source is None:
            continue
        if name_key(source.key) in sources:
            problems.append(_duplicate(source, sources[name_key(source.key)]))
        sources.setdefault(name_key(source.key), source)
    return tuple(sources.values()), tuple(problems)


def known_as(sources: tuple[Source, ...]) -> dict[str, str]:
    """Return the key of a source by every name it is known by, as ``name_key`` has it."""
    found: dict[str, str] = {}
    for field in ("key", "title", "short"):
        for source in sources:
            found.setdefault(name_key(str(getattr(source, field))), source.key)
    return found


def _items(register: Register, problems: list[Problem]) -> list[yaml.Node]:
    node = register.node
    if node is None:
        return []
    for key, _, value in pairs(node):
        if key_name(key) == "sources":
            node = value
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not isinstance(node, yaml.ScalarNode) or text(node):
        problems.append(malformed(register, node, "This is not a list of sources.", _EXPECTED))
    return []


def _source(register: Register, item: yaml.Node, problems: list[Problem]) -> Source | None:
    values = {key_name(key): value for key, _, value in reversed(list(pairs(item)))}
    if isinstance(item, yaml.ScalarNode):
        values = {"title": item}
    said = {key: text(value) for key, value in values.items()}
    key = said.get("key") or (slug(said["title"]) if said.get("title") else "")
    if not key:
        what = "This source has neither a key nor a title; it was left out."
        problems.append(malformed(register, item, what, _EXPECTED))
        return None
    origin = register.origin(item)
    private = entry_is_private(item)
    problems += (replace(one, private=private) for one in _unclear(register, values))
    title = said.get("title") or key
    return Source(
        key=_address_part(key),
        title=title,
        short=said.get("short") or title,
        authors=_authors(values),
        year=_year(said.get("year", "")),
        kind=said.get("kind", "").casefold(),
        url=_url(said.get("url", "")),
        level=said.get("level", "").casefold(),
        status=said.get("status", "").casefold(),
        verdict=said.get("verdict", ""),
        origin=origin,
        private=private,
    )


def _address_part(key: str) -> str:
    """A key stands in addresses, so it may hold no slash or sign that means something there."""
    return key if re.fullmatch(r"[\w.-]*\w[\w.-]*", key) else slug(key)


def _authors(values: dict[str, yaml.Node]) -> tuple[str, ...]:
    node = values.get("authors") or values.get("author")
    if node is None:
        return ()
    if isinstance(node, yaml.SequenceNode):
        return names(node)
    parts = re.split(r"\s*;\s*|\s+(?:and|&)\s+", text(node))
    commas = [one.strip() for part in parts for one in part.split(",") if one.strip()]
    # "Strang, Gilbert" is one person, "Gilbert Strang, Jane Doe" are two
    return tuple(commas if all(" " in one for one in commas) else filter(None, parts))


def _year(said: str) -> int | None:
    found = re.fullmatch(r"(-?[0-9]{1,4})(?:-\d\d?){0,2}", said)
    return int(found[1]) if found else None


def _url(said: str) -> str:
    try:
        return said if urlsplit(said).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _unclear(register: Register, values: dict[str, yaml.Node]) -> list[Problem]:
    checks = {
        "level": lambda said: said.casefold() in LEVELS,
        "status": lambda said: said.casefold() in STATUSES,
        "year": lambda said: _year(said) is not None,
        "url": lambda said: _url(said) != "",
    }
    expected = {
        "level": f"Write one of: {', '.join(LEVELS)}.",
        "status": f"Write one of: {', '.join(STATUSES)}.",
        "year": "Write a year, such as 2020.",
        "url": "Write an address that begins with https://.",
    }
    found = []
    for key, value in values.items():
        origin = register.origin(value)
        said = text(value)
        if key in checks and said and not checks[key](said):
            message = f"“{said}” is not a {key} of a source."
            found.append(
                hint("source-value", origin.path, origin.first_line, message, expected[key])
            )
        elif key not in (*_KNOWN, *ENTRY_KEYS):
            message = f"A source has no key “{key}”; it was not read."
            fix = f"The keys are: {', '.join(k for k in _KNOWN if k != 'author')}."
            found.append(hint("source-value", origin.path, origin.first_line, message, fix))
    return found


def _duplicate(source: Source, first: Source) -> Problem:
    return error(
        "source-duplicate",
        source.origin.path,
        source.origin.first_line,
        f"The key “{source.key}” is taken by the source at line {first.origin.first_line}.",
        "Give this source a key of its own.",
        private=source.private or first.private,
    )
