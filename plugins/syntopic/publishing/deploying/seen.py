"""What a reader sees of a page, so that two builds of it can be told apart by that alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_UNSEEN = frozenset(("script", "style", "template", "noscript", "link"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_TOLD_IN_HEAD = frozenset(("description", "author", "robots"))
# What only styles, scripts and programs read: no reader misses it.
_SILENT = frozenset(
    (
        *(
            "class",
            "id",
            "rel",
            "target",
            "role",
            "tabindex",
            "for",
            "name",
            "integrity",
            "loading",
        ),
        *("crossorigin", "decoding", "referrerpolicy", "spellcheck", "autocomplete", "hidden"),
    )
)
_SILENT_START = ("data-", "aria-", "on")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as its readers see it: ``content`` is its article, ``frame`` all that is around it.

    Both are texts to compare, with nothing in them that a reader would not notice. ``leads_to`` is
    the address that a page passes its readers on to, relative to its own; empty for other pages.
    """

    title: str
    content: str
    frame: str
    leads_to: str = ""


def seen(html: str) -> Seen:
    """Reads a page. Without an article, everything in it is content; never raises."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    state = reader.state
    title = _plain(state.heading) or _plain(state.title)
    content, frame = _plain(state.article), _plain(state.rest)
    if not content:
        content, frame = frame, ""
    return Seen(title, content, frame, state.leads_to)


@dataclass
class _State:
    article: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    leads_to: str = ""
    inside: int = 0
    """How many articles are open."""
    skipped: list[str] = field(default_factory=list)
    """The tags that are open in and around what nobody sees."""
    in_title: bool = False
    in_heading: bool = False
    had_heading: bool = False


class _Reader(HTMLParser):
    """Sorts the texts of a page by where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.state = _State()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self.state
        told = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(told)
            return
        if state.skipped or tag in _UNSEEN or "headerlink" in told.get("class", "").split():
            if tag not in _VOID:
                state.skipped.append(tag)
            return
        state.in_title = state.in_title or (tag == "title" and not state.title)
        if tag == "h1" and not state.had_heading:
            state.in_heading = state.had_heading = True
        state.inside += tag == "article"
        self._say(f"<{tag}{_noticed(told)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(told)
        elif not self.state.skipped and tag not in _UNSEEN:
            self._say(f"<{tag}{_noticed(told)}>")

    def handle_endtag(self, tag: str) -> None:
        state = self.state
        if state.skipped:
            if tag in state.skipped:
                while state.skipped.pop() != tag:
                    pass
            return
        if tag == "article" and state.inside:
            state.inside -= 1
        state.in_title = state.in_title and tag != "title"
        state.in_heading = state.in_heading and tag != "h1"
        self._say("</>")

    def handle_data(self, data: str) -> None:
        state = self.state
        if state.skipped:
            return
        if state.in_title:
            state.title.append(data)
        if state.in_heading:
            state.heading.append(data)
        self._say(data)

    def _meta(self, told: dict[str, str]) -> None:
        name = told.get("name") or told.get("property") or ""
        if told.get("http-equiv", "").lower() == "refresh":
            found = re.search(r"url=\s*[\"']?([^\"']*)", told.get("content", ""), re.I)
            self.state.leads_to = found[1].strip() if found else ""
        elif name in _TOLD_IN_HEAD or name.startswith(("og:", "twitter:")):
            self.state.rest.append(f"{name}={told.get('content', '')}")

    def _say(self, text: str) -> None:
        (self.state.article if self.state.inside else self.state.rest).append(text)


def _noticed(told: dict[str, str]) -> str:
    kept = (
        f" {name}={value}"
        for name, value in sorted(told.items())
        if name not in _SILENT and not name.startswith(_SILENT_START)
    )
    return "".join(kept)


def _plain(pieces: list[str]) -> str:
    return _SPACE.sub(" ", "".join(pieces)).strip()
