"""CSL JSON, which Zotero and other programs write: a list of items, or one item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from syntopic.bibliography.values import Reference, Unclear, address, said, year

_KINDS = {
    "book": "book chapter collection classic entry entry-dictionary entry-encyclopedia",
    "paper": "article article-journal paper-conference report thesis manuscript periodical",
    "article": "webpage post post-weblog article-magazine article-newspaper",
    "video": "motion_picture broadcast",
    "project": "software dataset",
    "course": "event",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|\n|[^\s{}\[\],:"]+', re.DOTALL)
_SENSIBLE = re.compile(r"(?=.*[^\W\d_])[\w.:+-]+")


def read_csl(text: str) -> tuple[tuple[Reference, ...], tuple[Unclear, ...]]:
    """The items of a file, and what could not be read; the rest is read all the same."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        why = f"This is no valid JSON: {error.msg}."
        return (), (Unclear(error.lineno, why, "Export the file anew, as CSL JSON."),)
    except RecursionError:
        return (), (_foreign(1),)
    items = given.get("items", [given]) if isinstance(given, dict) else given
    if not isinstance(items, list):
        return (), (_foreign(1),)
    found: list[Reference] = []
    unclear: list[Unclear] = []
    for item, line in zip(items, _lines(text, len(items)), strict=True):
        read = _reference(item, line) if isinstance(item, dict) else _foreign(line)
        (found if isinstance(read, Reference) else unclear).append(read)  # type: ignore[arg-type]
    return tuple(found), tuple(unclear)


def _foreign(line: int) -> Unclear:
    return Unclear(line, "This is no item of CSL JSON.", "Export the file anew, as CSL JSON.")


def _lines(text: str, count: int) -> Iterator[int]:
    """On which line each item begins, by the commas and brackets that are outermost around them."""
    starts = _starts(text, 1 if text.lstrip()[:1] == "[" else 2)
    if len(starts) != count:
        starts = [1] * count
    yield from starts


def _starts(text: str, depth: int) -> list[int]:
    """The lines on which the values in the list at a depth begin."""
    starts: list[int] = []
    line, deep, waits = 1, 0, False
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "]}" or (sign == "," and deep == depth):
            deep -= sign != ","
            waits = sign == ","
        elif sign != "\n":
            if waits and deep == depth:
                starts.append(line)
                waits = False
            if sign in "[{":
                deep += 1
                waits = deep == depth and sign == "["
        line += sign.count("\n")
    return starts


def _reference(item: dict[str, Any], line: int) -> Reference | Unclear:
    title = said(_TAG.sub("", said(item.get("title"))))
    name = _name_of(item, title)
    if not title:
        message = f"The item {said(item.get('id')) or 'here'} has no title; it was left out."
        return Unclear(line, message, 'Give it a "title".')
    return Reference(
        name=name,
        title=title,
        line=line,
        short=said(item.get("title-short") or item.get("shortTitle")),
        authors=tuple(filter(None, map(_person, _people(item)))),
        year=_issued(item.get("issued")),
        kind=_KIND_OF.get(said(item.get("type")).lower(), ""),
        url=address(said(item.get("URL")), said(item.get("DOI"))),
    )


def _name_of(item: dict[str, Any], title: str) -> str:
    """The key that somebody gave it; a number or an address is none, and its title serves."""
    for key in ("citation-key", "citekey", "id"):
        given = said(item.get(key))
        if _SENSIBLE.fullmatch(given):
            return given
    return title


def _people(item: dict[str, Any]) -> list[Any]:
    people = item.get("author") or item.get("editor") or item.get("director") or []
    return people if isinstance(people, list) else []


def _person(person: Any) -> str:
    if not isinstance(person, dict):
        return said(person)
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    name = " ".join(filter(None, (said(person.get(part)) for part in parts)))
    return name or said(person.get("literal"))


def _issued(issued: Any) -> int | None:
    if not isinstance(issued, dict):
        return year(said(issued))
    match issued.get("date-parts"):
        case [[first, *_], *_] if said(first).lstrip("-").isdigit():
            return int(said(first))
    return year(said(issued.get("raw")) or said(issued.get("literal")))
