"""BibTeX and BibLaTeX: accents become letters, "Family, Given" becomes "Given Family"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field

from syntopic.bibliography.values import Reference, Unclear, address, said, year

_KINDS = {
    "book": "book inbook incollection mvbook bookinbook collection mvcollection booklet manual "
    "proceedings mvproceedings reference",
    "paper": "article inproceedings conference techreport report phdthesis mastersthesis thesis "
    "unpublished preprint suppperiodical",
    "article": "online www electronic webpage periodical",
    "video": "video movie",
    "project": "software dataset",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_ESCAPED = re.compile(r"\\([_%&#$~{}])(?:\{\})?")


def read_bibtex(text: str) -> tuple[tuple[Reference, ...], tuple[Unclear, ...]]:
    """The entries of a ``.bib`` file, and what could not be read; the rest is read all the same."""
    library = parse_string(text, append_middleware=[NormalizeFieldKeys()])
    found: list[Reference] = []
    unclear = [*_failed(library)]
    for entry in library.entries:
        reference = _reference(entry)
        if reference.title:
            found.append(reference)
        else:
            unclear.append(_untitled(entry))
    return tuple(found), tuple(sorted(unclear, key=lambda one: one.line))


def _line(block: Any) -> int:
    return int(block.start_line or 0) + 1


def _reference(entry: Entry) -> Reference:
    raw = {field.key: str(field.value) for field in entry.fields}
    people = tuple(_people(raw.get("author") or raw.get("editor") or ""))
    fields = _in_letters(raw)
    eprint = _bare(raw.get("eprint")) if _is_arxiv(raw) else ""
    url, doi = _bare(raw.get("url")), _bare(raw.get("doi"))
    return Reference(
        name=entry.key,
        title=": ".join(filter(None, (said(fields.get(k)) for k in ("title", "subtitle")))),
        line=_line(entry),
        short=said(fields.get("shorttitle")),
        authors=tuple(map(said, _in_letters(dict(enumerate(people))).values())),
        year=year(said(fields.get("date"))) or year(said(fields.get("year"))),
        kind="paper" if eprint else _KIND_OF.get(entry.entry_type.lower(), ""),
        url=address(url, doi, eprint),
    )


def _people(text: str) -> Iterator[str]:
    """The names in a list of them, each as one says it; TeX as it is."""
    for name in split_multiple_persons_names(" ".join(text.split())):
        parts = parse_single_name_into_parts(name, strict=False)
        words = (*parts.first, *parts.von, *parts.last, *parts.jr)
        if words and words != ("others",):
            yield " ".join(words)


def _in_letters(texts: Mapping[Any, str]) -> dict[Any, str]:
    """Texts with accents and signs as letters, where they are TeX, and without its braces."""
    fields = [Field(str(key), text) for key, text in texts.items()]
    done = LatexDecodingMiddleware().transform_entry(Entry("misc", "key", fields), Library())
    values = [str(field.value) for field in done.fields] if isinstance(done, Entry) else []
    return dict(zip(texts, values or texts.values(), strict=True))


def _is_arxiv(raw: Mapping[str, Any]) -> bool:
    kind = str(raw.get("archiveprefix") or raw.get("eprinttype") or "arxiv")
    return "eprint" in raw and kind.lower() == "arxiv"


def _bare(value: Any) -> str:
    """An address without what TeX needs around it."""
    text = re.sub(r"\\url\s*\{(.*)\}", r"\1", str(value or "").strip())
    return _ESCAPED.sub(r"\1", text).strip("{} ")


def _failed(library: Library) -> Iterator[Unclear]:
    for block in library.failed_blocks:
        line = _line(block)
        if isinstance(block, DuplicateBlockKeyBlock):
            yield Unclear(
                line,
                f"The key {block.key} is taken by an entry above; this one was left out.",
                "Give it a key of its own.",
            )
        elif isinstance(block, DuplicateFieldKeyBlock):
            yield Unclear(
                line,
                f"An entry says {', '.join(sorted(block.duplicate_keys))} twice; it was left out.",
                "Leave one of them.",
            )
        else:
            first = " ".join(str(block.raw or "").split())[:40]
            yield Unclear(
                line,
                f"The entry that begins with {first} cannot be read.",
                "Look for a brace, a quote or a comma that is missing in it.",
            )


def _untitled(entry: Entry) -> Unclear:
    message = f"The entry {entry.key} has no title; it was left out."
    return Unclear(_line(entry), message, "Write  title = {…}  in it.")
