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
from collections.abc import Callable, Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.links import WatchedFiles, moved
from mkdocs_quickbuild.observing import Observed, observed
from mkdocs_quickbuild.packing import encoded
from mkdocs_quickbuild.reasons import Reasons
from mkdocs_quickbuild.store import Store, digest, place_of
from mkdocs_quickbuild.surroundings import Setup, appended_digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

Inputs = dict[str, str]
"""Digests and texts that stand for what goes into a page, by their names for people."""

_KIND = "markdown"
_ENGINE_LOG = logging.getLogger(Page.__module__)
_SNIPPET = "-8<-"


class MarkdownPages:
    """Renders the pages of one build, from the store where it can.

    `expected` are the keys of what was rendered ahead; `ahead` counts how many of them were met.
    `reaching` are the pages, by their Markdown files, that take in more than these files.
    """

    def __init__(self, store: Store, setup: Setup, reasons: Reasons) -> None:
        self._store = store
        self._setup = setup
        self._reasons = reasons
        self.around = setup.digest
        self.expected: set[bytes] = set()
        self.reaching: set[str] = set()
        self._shown: dict[str, tuple[bytes, str]] = {}
        self.kept = self.rendered = self.ahead = 0

    def expect(self, keys: Iterable[bytes], made: Set[bytes]) -> None:
        """Hear which of these were rendered ahead: those that are among the `made` pieces."""
        self.expected = {key for key in keys if place_of(_KIND, key) in made}

    def appends_the_same(self) -> bool:
        """Whether files that are appended to every page are as they were."""
        return appended_digest(self._setup.dialect) == self._setup.appended

    def takes(self, page: Page) -> bool:
        """Whether this page is rendered in the usual way, so that the result can be kept."""
        return type(page).render is Page.render and "render" not in vars(page)

    def take(self, page: Page) -> None:
        """Let this page be rendered through the cache, if it is rendered in the usual way."""
        if self.takes(page):
            page.render = functools.partial(self._render, page)  # type: ignore[method-assign]

    def _met(self, page: Page, key: bytes) -> None:
        if self._store.forgetful:
            self._shown[page.file.src_uri] = key, page.content or ""

    def let_go(self, page: Page) -> None:
        """Hold nothing of what this page became, since nobody will ask for it here."""
        self._shown.pop(page.file.src_uri, None)
        page.content, page.toc = None, TableOfContents([])

    def shown(self, page: Page, html: str) -> None:
        """Hear what of a page's content is shown in the end; if a store is to hold nothing else,
        a result that plugins have changed is not kept.
        """
        key, content = self._shown.pop(page.file.src_uri, (b"", html))
        if content != html:
            self._store.reject(_KIND, key)
            self._reasons.not_kept("Markdown", page.file.src_uri, "not all of it is shown")
        elif key:
            self._reasons.touch("Markdown", page.file.src_uri)

    def inputs(self, page: Page, text: object, meta: Mapping[str, Any]) -> Inputs:
        """All that goes into the page's result, but where its links lead.

        Raises Refused if the result cannot be kept under it.
        """
        dialect = self._setup.dialect
        if type(text) is not str:
            raise Refused("a text of an unknown kind")
        if dialect.snippets and _SNIPPET in text:
            raise Refused("snippets")
        place = f"{page.file.src_uri}\0{page.file.url}\0{page.file.inclusion.is_excluded()}"
        return {
            "extensions, options or versions": self._setup.digest.hex(),
            "its address": place,
            "its text": digest(encoded(text)).hex(),
            "its front matter": value_digest(dict(meta)).hex() if dialect.foreign else "",
            "what extensions depend on": value_digest([ask() for ask in dialect.inputs]).hex(),
        }

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        self.reaching.discard(page.file.src_uri)
        try:
            inputs = self.inputs(page, page.markdown, page.meta)
        except Refused as refusal:
            self.rendered += 1
            self.reaching.add(page.file.src_uri)
            Page.render(page, config, files)
            self._reasons.not_kept("Markdown", page.file.src_uri, f"it has {refusal}")
            return
        key = key_of(inputs)
        is_ahead = key in self.expected
        if self._recalled(page, key, files):
            self._met(page, key)
            self.kept += not is_ahead
            self.rendered += is_ahead
            self.ahead += is_ahead
            return
        self.rendered += 1
        if not is_ahead:
            self._reasons.say("Markdown", page.file.src_uri, inputs, files)
        self.render(page, config, files, inputs)

    def render(self, page: Page, config: MkDocsConfig, files: Files, inputs: Inputs) -> None:
        """Render the page, and keep the result under what went in if it may be kept."""
        watched = WatchedFiles(files)
        with observed() as seen:
            Page.render(page, config, watched)  # type: ignore[arg-type]
        piece = _packed(page, watched.asked)
        reason = _reached(seen, watched, self._setup)
        if reason is not None:
            self.reaching.add(page.file.src_uri)
        if seen.messages:
            reason = "something was said while it was rendered"
        if piece is not None and reason is None:
            key = key_of(inputs)
            self._store.put(_KIND, key, piece)
            self._met(page, key)
            self._reasons.keep("Markdown", page.file.src_uri, inputs, watched.asked)
        else:
            reason = reason or "it became more than texts and numbers"
            self._reasons.not_kept("Markdown", page.file.src_uri, reason)

    def _recalled(self, page: Page, key: bytes, files: Files) -> bool:
        piece = self._store.get(_KIND, key)
        if piece is None:
            return False
        kept = json.loads(piece)
        if moved(kept["links"], files) or not _unpacked(page, kept, files):
            self._store.reject(_KIND, key)
            return False
        return True


def key_of(inputs: Inputs) -> bytes:
    """What the result of these inputs is kept under."""
    return digest(*(encoded(value) for value in inputs.values()))


def _reached(seen: Observed, watched: WatchedFiles, setup: Setup) -> str | None:
    """What was taken in that is no input; None if nothing was."""
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
