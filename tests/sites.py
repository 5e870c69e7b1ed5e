"""Whole sites for tests: built by the real engine in a process of its own, then read back."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import forks
import gardens

VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    )
)
UNSEEN = frozenset(("script", "style", "template", "title"))
"""In these no reader sees any words."""


@dataclass(frozen=True, slots=True)
class Site:
    """A build: its folder of pages, how it ended and what it said."""

    folder: Path
    code: int
    said: str

    def html(self, page: str) -> str:
        """A page's HTML, by its address."""
        return (self.folder / page / "index.html").read_text(encoding="utf-8")

    def files(self) -> Iterator[Path]:
        """Everything that was written."""
        return (path for path in sorted(self.folder.rglob("*")) if path.is_file())


def build(
    root: Path,
    notes: Mapping[str, str | bytes],
    *,
    strict: bool = False,
    settings: str = "",
    variables: Mapping[str, str] | None = None,
    afresh: bool = False,
) -> Site:
    """Write notes and a configuration with these ``settings`` of ours, and build the site."""
    gardens.write(root / "notes", notes)
    gardens.write(root / "pages", {"index.md": "# Home\n\nBy hand.\n"})
    (root / "mkdocs.yml").write_text(
        "site_name: Hostile\nsite_url: https://example.org/garden/\ndocs_dir: pages\n"
        "theme: {name: material}\n"
        f"plugins:\n  - search\n  - syntopic: {{{settings}}}\n",
        encoding="utf-8",
    )
    return built(root, strict=strict, variables=variables, afresh=afresh)


def built(
    root: Path,
    *,
    strict: bool = False,
    variables: Mapping[str, str] | None = None,
    afresh: bool = False,
) -> Site:
    """Build the site of a folder that holds all it needs.

    ``afresh`` starts Python anew, as with ``variables``: for two builds that hash differently.
    """
    words = ["build", *(["--strict"] if strict else [])]
    return Site(root / "site", *run(root, words, variables=variables, afresh=afresh))


def run(
    root: Path,
    words: Sequence[str],
    *,
    engine: str = "mkdocs",
    variables: Mapping[str, str] | None = None,
    afresh: bool = False,
) -> tuple[int, str]:
    """How an engine ends that is called with these words in a folder, and what it says.

    Unless it is called ``afresh`` it is forked, and finds the fonts that it has cut before.
    """
    surroundings = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **(variables or {}),
    }
    if afresh or variables or engine != "mkdocs":
        return forks.called(engine, words, root, surroundings)
    here = root / ".cache" / "syntopic" / "fonts"
    shutil.copytree(_fonts(), here, dirs_exist_ok=True)
    ended = forks.run(engine, words, root, surroundings)
    shutil.copytree(here, _fonts(), dirs_exist_ok=True)
    return ended


@cache
def _fonts() -> Path:
    """Where fonts that were cut for some site wait for another with the same letters."""
    folder = Path(tempfile.mkdtemp(prefix="fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def unbalanced(html: str) -> list[str]:
    """What is wrong with a page's nesting: tags left open, and ends of what is not open."""
    return _read(html).wrong


def passages(html: str) -> list[str]:
    """The words of each passage, whose container stands in no other passage."""
    return [" ".join(text.split()) for text in _read(html).passages]


def words(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(_read(html).text.split())


def visible(html: str) -> str:
    """The words of the page's article, without the frame around it."""
    return words(html[html.index("<article") : html.index("</article>")])


@dataclass
class _Nesting:
    open: list[tuple[str, bool]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    """Python's own reader, which closes nothing by itself: so every slip is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.state = _Nesting()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        state = self.state
        passage = "passage" in (dict(attrs).get("class") or "").split()
        if passage:
            if any(inside for _, inside in state.open):
                state.wrong.append(f"a passage in a passage, line {self.getpos()[0]}")
            state.passages.append("")
        state.open.append((tag, passage))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing opens: SVG and MathML write their empty elements like this."""

    def handle_endtag(self, tag: str) -> None:
        state = self.state
        if tag in VOID:
            return
        if state.open and state.open[-1][0] == tag:
            state.open.pop()
        else:
            where = "/".join(name for name, _ in state.open[-4:])
            state.wrong.append(f"</{tag}> in {where}, line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        state = self.state
        if state.open and state.open[-1][0] in UNSEEN:
            return
        state.text += data
        if any(inside for _, inside in state.open):
            state.passages[-1] += data


def _read(html: str) -> _Nesting:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    state = reader.state
    state.wrong += [f"<{name}> is never closed" for name, _ in state.open]
    return state
