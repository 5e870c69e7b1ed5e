"""Locators: where in a source a note was taken, opening the very place where that can be done."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from syntopic.model import Note, Source

_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})\b")
_PAGE = re.compile(r"\b(?:p|pp|page|pages|seite|s)\.?\s*(\d+)", re.IGNORECASE)
_VIDEO_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})


def place_url(note: Note, source: Source) -> str:
    """The address of the place that a note was taken from, or nothing.

    A timestamp opens a video there (YouTube's ``t``, in seconds), a page opens a PDF there (the
    ``page`` fragment of RFC 8118). A source's own address alone says nothing about the place.
    """
    url = note.front.url or source.url
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return ""
    if (time := _TIME.search(note.locator)) and parts.netloc in _VIDEO_HOSTS:
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        query = [(k, v) for k, v in parse_qsl(parts.query) if k != "t"]
        query.append(("t", f"{hours * 3600 + minutes * 60 + seconds}s"))
        return urlunsplit(parts._replace(query=urlencode(query)))
    if (page := _PAGE.search(note.locator)) and parts.path.lower().endswith(".pdf"):
        return urlunsplit(parts._replace(fragment=f"page={page[1]}"))
    return note.front.url
