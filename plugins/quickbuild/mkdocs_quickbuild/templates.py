"""Building a page from its template, or remembering what it became.

Each page keeps the last few lists of all that its template read, with a digest of every result,
and the page that came of it. If all of one list reads the same now, the page is the same. So a
page whose template shows little of the navigation depends on little of it, whatever the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from mkdocs.structure.pages import Page

from mkdocs_quickbuild.briefs import Briefs
from mkdocs_quickbuild.canonical import Refused
from mkdocs_quickbuild.navigation import Pieces
from mkdocs_quickbuild.observing import observed
from mkdocs_quickbuild.packing import encoded, packed, squeezed, unpacked, unsqueezed
from mkdocs_quickbuild.readings import Reader
from mkdocs_quickbuild.reasons import Reasons
from mkdocs_quickbuild.store import Store, digest
from mkdocs_quickbuild.tracing import TracedTemplate, Tracing

_LISTS = "reads"
_KIND = "page"
# A build and a preview of one site read differently, and so do two forms of its addresses.
_LISTS_KEPT = 3


class PageCache:
    """Builds the pages of one build from their templates, from the store where it can.

    `code` stands for all code and options, and so for all that reading cannot tell. `others` is
    what the templates of this build have read of other pages than the one that they built.
    """

    def __init__(self, store: Store, reader: Reader, code: bytes, reasons: Reasons) -> None:
        self._store, self._reader, self._code, self._reasons = store, reader, code, reasons
        self.tracing = Tracing()
        self.pieces: Pieces | None = None
        self.kept = self.built = 0
        self.objections: dict[str, str] = {}
        self.others: set[str] = set()
        self.briefs = Briefs(store, reader, code, self.others)

    def render(self, name: str | None, context: dict[str, Any], build: Callable[[], str]) -> str:
        """The page of this context; `build` renders it in the usual way."""
        page = context["page"]
        self._reader.begin_page()
        key = digest(self._code, page.file.src_uri.encode(), (name or "").encode())
        place = self.briefs.place(key, context)
        if place is not None and (piece := self._store.get(_KIND, place)) is not None:
            self.kept += 1
            self._store.touch(_LISTS, key)
            return unsqueezed(piece)
        lists = self._lists(key)
        reasons = []
        for kept in lists:
            reason = self._reader.difference(kept, context)
            piece = self._store.get(_KIND, bytes.fromhex(kept["page"])) if reason is None else None
            if piece is not None:
                self.kept += 1
                self.others.update(kept["others"])
                self.briefs.note(key, kept, context)
                if self._store.forgetful and len(lists) > 1:
                    self._store.put(_LISTS, key, packed([kept]))
                return unsqueezed(piece)
            reasons.append(reason or "what was kept of it is gone")
        reasons.append("nothing is kept of it that fits this code and configuration")
        self._reasons.tell("page", page.file.src_uri, reasons[0])
        self.built += 1
        self._store.reject(_LISTS, key)
        return self._traced(key, lists, name, context, build)

    def renew(self) -> None:
        """Look at everything anew."""
        self._reader.renew()
        self.briefs.renew()

    def _traced(
        self,
        key: bytes,
        lists: list[dict[str, Any]],
        name: str | None,
        context: dict[str, Any],
        build: Callable[[], str],
    ) -> str:
        page = context["page"]
        if self.pieces is not None:
            self.pieces.begin(page)
        with observed() as seen:
            output: str
            output, trace = self.tracing.apart(build)
        self.tracing.memo = None
        trace.templates.add(name or "")
        if seen.messages:
            trace.object("something was said while it was built")
        if type(output) is not str:
            trace.object("it became more than text")
        if trace.objection is None:
            try:
                kept = self._reader.noted(trace, context)
                self.others.update(kept["others"])
                most = 1 if self._store.forgetful else _LISTS_KEPT
                self._keep(key, [kept, *lists][:most], output)
                self.briefs.note(key, kept, context)
            except Refused as refusal:
                trace.object(f"its template takes {refusal}")
        if trace.objection is not None:
            self.objections[page.file.src_uri] = trace.objection
            self._reasons.not_kept("page", page.file.src_uri, trace.objection)
        return output

    def _keep(self, key: bytes, lists: list[dict[str, Any]], output: str) -> None:
        place = digest(key, encoded(output))
        lists[0]["page"] = place.hex()
        self._store.put(_KIND, place, squeezed(output))
        self._store.put(_LISTS, key, packed(lists))

    def _lists(self, key: bytes) -> list[dict[str, Any]]:
        piece = self._store.get(_LISTS, key)
        return [] if piece is None else unpacked(piece)


def page_template(cache: PageCache) -> type[jinja2.Template]:
    """The class of templates that build pages through this cache."""

    class CachedTemplate(TracedTemplate):
        """A template of the theme whose pages are remembered."""

        state = cache.tracing

        def render(self, *args: Any, **kwargs: Any) -> str:
            build = super().render
            context = args[0] if len(args) == 1 and not kwargs else None
            if not isinstance(context, dict) or not isinstance(context.get("page"), Page):
                return build(*args, **kwargs)
            return cache.render(self.name, context, lambda: build(context))

    return CachedTemplate
