"""Rendering the Markdown of a page, or remembering what it became.

A result is kept under everything that went in: the text, the page's place and address, the
extensions and how they are configured, all installed versions, and what each link was found to
lead to, links that lead nowhere among them. A page that says anything while it is rendered is
never kept, so that it says it again in every build.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.observing import Observed, observed
from mkdocs_quickbuild.reasons import Reasons
from mkdocs_quickbuild.store import Store, digest
from mkdocs_quickbuild.surroundings import Setup, appended_digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

KIND = "markdown"
_ENGINE_LOG = logging.getLogger(Page.__module__)
_LOGGERS = (logging.getLogger(), logging.getLogger(Page.__module__.split(".")[0]))
_MARKERS = ("-8<-",)


class WatchedFiles:
    """The files of a site, remembering which were asked for and what came back."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, list[Any] | None] = {}
        self.seen_whole = False

    def get_file_from_path(self, path: str) -> File | None:
        """As `Files.get_file_from_path`."""
        file = self._files.get_file_from_path(path)
        self.asked[path] = standing(file)
        return file

    def __getattr__(self, name: str) -> Any:
        self.seen_whole = True
        return getattr(self._files, name)

    def __iter__(self) -> Iterator[File]:
        self.seen_whole = True
        return iter(self._files)

    def __len__(self) -> int:
        self.seen_whole = True
        return len(self._files)

    def __contains__(self, path: str) -> bool:
        self.seen_whole = True
        return path in self._files


def standing(file: File | None) -> list[Any] | None:
    """All that a link takes from the file that it leads to."""
    return None if file is None else [file.src_uri, file.url, file.inclusion.is_excluded()]


class MarkdownPages:
    """Renders the pages of one build, from the store where it can.

    `expected` are the keys of what was rendered ahead; `ahead` counts how many of them were met.
    """

    def __init__(self, store: Store, setup: Setup, reasons: Reasons) -> None:
        self._store = store
        self._setup = setup
        self._reasons = reasons
        self.around = setup.digest
        self.expected: set[bytes] = set()
        self.kept = self.rendered = self.ahead = 0

    def takes(self, page: Page) -> bool:
        """Whether this page is rendered in the usual way, so that the result can be kept."""
        return type(page).render is Page.render and "render" not in vars(page)

    def take(self, page: Page) -> None:
        """Let this page be rendered through the cache, if it is rendered in the usual way."""
        if self.takes(page):
            page.render = functools.partial(self._render, page)  # type: ignore[method-assign]

    def key(self, page: Page, text: object, meta: Mapping[str, Any]) -> bytes | None:
        """What the page's result is kept under, the links apart; None if it cannot be kept.

        Raises Refused where extensions may look at front matter that has no stable form.
        """
        if type(text) is not str or (self._setup.dialect.snippets and _has_snippet(text)):
            return None
        place = f"{page.file.src_uri}\0{page.file.url}\0{page.file.inclusion.is_excluded()}"
        dialect = self._setup.dialect
        promised = [inputs() for inputs in dialect.inputs]
        beside = value_digest([promised, dict(meta) if dialect.foreign else None])
        return digest(self._setup.digest, place.encode(), encoded(text), beside)

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        try:
            key = self.key(page, page.markdown, page.meta)
        except Refused:
            key = None
        is_ahead = key in self.expected
        if key is not None and self._recalled(page, key, files):
            self.kept += not is_ahead
            self.rendered += is_ahead
            self.ahead += is_ahead
            return
        self.rendered += 1
        if key is not None and not is_ahead:
            self._reasons.say("Markdown", page.file.src_uri, self._inputs(page), files)
        self.render(page, config, files, key)

    def _inputs(self, page: Page) -> dict[str, str]:
        return {
            "extensions, options or versions": self._setup.digest.hex(),
            "its address": page.file.url,
            "its text": digest(encoded(page.markdown or "")).hex(),
        }

    def render(self, page: Page, config: MkDocsConfig, files: Files, key: bytes | None) -> None:
        """Render the page, and keep the result under this key if it may be kept."""
        inputs = self._inputs(page)
        watched = WatchedFiles(files)
        with observed(_LOGGERS) as seen:
            type(page).render(page, config, watched)  # type: ignore[arg-type]
        piece = _packed(page, watched.asked)
        if key is None:
            reason: str | None = "it has snippets"
        elif piece is None:
            reason = "it became more than texts and numbers"
        else:
            reason = _objection(seen, watched, self._setup)
        if reason is None and key is not None and piece is not None:
            self._store.put(KIND, key, piece)
            self._reasons.keep("Markdown", page.file.src_uri, inputs, watched.asked)
        elif reason is not None:
            self._reasons.not_kept("Markdown", page.file.src_uri, reason)

    def _recalled(self, page: Page, key: bytes, files: Files) -> bool:
        piece = self._store.get(KIND, key)
        if piece is None:
            return False
        kept = json.loads(piece)
        for path, was in kept["links"].items():
            if standing(files.get_file_from_path(path)) != was:
                return False
        return _unpacked(page, kept, files)


def encoded(text: str) -> bytes:
    """Any text as bytes, broken characters too."""
    return text.encode("utf-8", "surrogatepass")


def _has_snippet(text: str) -> bool:
    return any(marker in text for marker in _MARKERS)


def _objection(seen: Observed, watched: WatchedFiles, setup: Setup) -> str | None:
    """What happened that would have to happen again; None if nothing did."""
    if seen.messages:
        return "something was said while it was rendered"
    if seen.went_out:
        return f"something outside was asked ({seen.went_out})"
    if watched.seen_whole:
        return "an extension looked at all files of the site"
    outside = {path for path in seen.read | seen.listed if not path.startswith(setup.covered)}
    if other := sorted(outside - set(setup.dialect.appended)):
        return f"'{other[0]}' was read"
    if appended_digest(setup.dialect) != setup.appended:
        return "a file that is appended to it was changed meanwhile"
    return None


def _packed(page: Page, asked: dict[str, list[Any] | None]) -> bytes | None:
    """The rendered page as bytes; None if it holds more than texts and numbers."""
    links = page.links_to_anchors
    anchors = None if links is None else [[f.src_uri, list(to.items())] for f, to in links.items()]
    kept = {
        "content": page.content,
        "toc": [_entry(item) for item in page.toc],
        "title": page._title_from_render,
        "ids": sorted(page.present_anchor_ids or ()),
        "anchors": anchors,
        "links": asked,
    }
    try:
        piece = json.dumps(kept, ensure_ascii=True)
    except (TypeError, ValueError):
        return None
    return piece.encode("ascii") if type(page.content) is str else None


def _entry(item: AnchorLink) -> list[Any]:
    more = {k: v for k, v in vars(item).items() if k not in ("title", "id", "level", "children")}
    return [item.title, item.id, item.level, more, [_entry(child) for child in item.children]]


def _link(entry: list[Any]) -> AnchorLink:
    title, place, level, more, children = entry
    link = AnchorLink(title, place, level)
    link.children = [_link(child) for child in children]
    vars(link).update(more)
    return link


def _unpacked(page: Page, kept: dict[str, Any], files: Files) -> bool:
    """Make the page what rendering it would have made of it; False where that is not known."""
    links = _anchors(page, kept["anchors"], files.get_file_from_path)
    if links is None and _keeps_anchors():
        return False
    page.content = kept["content"]
    page.toc = TableOfContents([_link(entry) for entry in kept["toc"]])
    page._title_from_render = kept["title"]
    page.present_anchor_ids = set(kept["ids"])
    page.links_to_anchors = links if _keeps_anchors() else None
    return True


def _keeps_anchors() -> bool:
    """MkDocs itself forgets links to anchors under --verbose; ProperDocs does not."""
    return Page.__module__.startswith("properdocs") or (
        _ENGINE_LOG.getEffectiveLevel() > logging.DEBUG
    )


def _anchors(
    page: Page, kept: list[Any] | None, find: Callable[[str], File | None]
) -> dict[File, dict[str, str]] | None:
    if kept is None:
        return None
    found = {}
    for path, links in kept:
        file = page.file if path == page.file.src_uri else find(path)
        if file is None:
            return None
        found[file] = dict(links)
    return found
