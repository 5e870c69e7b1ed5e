"""Tells what a note's title says: the name of a concept, or only a place in a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from syntopic.languages import Language, facet_of
from syntopic.model import Facet, Heading, ParsedNote
from syntopic.names import name_key

_NUMBER = r"\d+(?:[.\-–/]\d+)*[a-z]?"
_ROMAN = r"[ivxlc]+"
_PLACE_WORDS = (
    r"week|wk|day|lecture|lec|lesson|chapter|chap|ch|part|section|sec|session|video|module|unit"
    r"|class"
    r"|page|pages|p|pp|episode|ep|note|notes|"
    r"woche|tag|vorlesung|kapitel|teil|abschnitt|seite|"
    r"semaine|jour|cours|chapitre|partie|section|leçon"
)
_PLACE = rf"(?:(?:{_PLACE_WORDS})[.\s_\-#]*)?{_NUMBER}|(?:{_PLACE_WORDS})[.\s_\-#]+{_ROMAN}"
# What people put behind a place, and what names no concept there ("Week 2 notes").
_SHELF = (
    rf"(?:{_PLACE})[\s:.,\-\u2013\u2014]+"
    r"(?:notes?|summary|overview|recap|review|introduction|intro|exercises?|problems?|homework"
    r"|assignments?|quiz|lab|notizen|zusammenfassung|übungen|notes de cours|résumé|exercices)"
)
_MONTHS = (
    r"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|märz|mai|juni|juli|okt(?:ober)?|dez(?:ember)?"
    r"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"\d{4}[-./ ]\d{1,2}(?:[-./ ]\d{1,2})?|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}"
    rf"|(?:{_DAY}\.? )?(?:{_MONTHS})\.? (?:{_DAY},? )?(?:19|20)\d{{2}}"
)


def is_locator(title: str) -> bool:
    """Whether a title only says where ("Week 2", "4.2", "2024-03-01") and not what.

    >>> is_locator("Lecture 14"), is_locator("Lecture 14: Eigenvectors")
    (True, False)
    """
    bare = title.strip().strip(".:#")
    return any(pattern.fullmatch(bare) for pattern in _locators())


@cache
def _locators() -> tuple[re.Pattern[str], ...]:
    """Large patterns, which a build that has kept all titles does not need."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_PLACE, _SHELF, _DATE))


@dataclass(frozen=True, slots=True)
class Title:
    """A note's title and the heading that says it, if one does."""

    text: str
    heading: Heading | None


def title_of(note: ParsedNote, language: Language, synonyms: dict[str, Facet]) -> Title:
    """The front matter's title, else the first level-1 heading, else the file's name.

    A level-1 heading is no title where it names a facet ("# Definition") or where the note has
    several of them: such notes use level 1 for their sections.
    """
    tops = _level_one(note)
    first = tops[0] if tops else None
    if title := note.note.front.title:
        same = first is not None and name_key(first.name) == name_key(title)
        return Title(title, first if same else None)
    stem = note.note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if first is None:
        return Title(stem, None)
    if name_key(first.name) == name_key(stem):
        return Title(first.name, first)
    if len(tops) > 1 or facet_of(first.name, language, synonyms) is not None:
        return Title(stem, None)
    return Title(first.name, first) if first.name.strip() else Title(stem, None)


def _level_one(note: ParsedNote) -> list[Heading]:
    headings = (s.heading for s in note.sections if s.heading is not None)
    return [heading for heading in headings if heading.level == 1]
