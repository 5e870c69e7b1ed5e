"""Building a page from its template, or remembering what it became.

Each page keeps the last few lists of all that its template read, with a digest of every result,
and the page that came of it. If all of one list reads the same now, the page is the same. So a
page whose template shows little of the navigation depends on little of it, whatever the theme.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jinja2
from jinja2.utils import missing
from mkdocs.structure.pages import Page

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.navigation import Piece, Pieces
from mkdocs_quickbuild.nodes import Nodes
from mkdocs_quickbuild.observing import observed
from mkdocs_quickbuild.pages import encoded
from mkdocs_quickbuild.reasons import Reasons
from mkdocs_quickbuild.store import Store, digest
from mkdocs_quickbuild.tracing import Trace, TracedTemplate, Tracing

_LISTS = "reads"
_KIND = "page"
_PART = "part"
_LISTS_KEPT = (
    3  # a build and a preview of one site read differently, and so does --no-directory-urls
)
_LOGGERS = (logging.getLogger(), logging.getLogger(Page.__module__.split(".")[0]))
# Read again for each page, since they change while pages are built.
_PASSING = {"active", "content", "toc", "markdown"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One named object and what was read of it, each as way and name."""

    name: str
    whats: tuple[str, ...]


class PageCache:
    """Builds the pages of one build from their templates, from the store where it can.

    `steady` is whether no plugin changes titles, addresses or the navigation between two pages.
    """

    def __init__(
        self,
        store: Store,
        nodes: Nodes,
        env: jinja2.Environment,
        code: bytes,
        known: Callable[[str], bool],
        reasons: Reasons,
        *,
        steady: bool,
    ) -> None:
        self._store, self._nodes, self._env = store, nodes, env
        self._code, self._known, self._reasons = code, known, reasons
        self._steady = steady
        self._plain = type(env)  # before it is traced
        self._sources: dict[str, bytes] = {}
        self._digests: dict[tuple[str, str], bytes] = {}
        self._parts: dict[int, str] = {}
        self._part_pieces: list[Piece] = []  # they live as long as their ids are used
        self._checked: dict[str, str | None] = {}
        self.tracing = Tracing()
        self.pieces: Pieces | None = None
        self.kept = self.built = 0
        self.objections: dict[str, str] = {}

    # --- one page -------------------------------------------------------------------------------

    def render(self, name: str | None, context: dict[str, Any], build: Callable[[], str]) -> str:
        """The page of this context; `build` renders it in the usual way."""
        page = context["page"]
        if not self._steady:
            self._nodes.renew()
            self._digests.clear()
        key = digest(self._code, page.file.src_uri.encode(), (name or "").encode())
        lists = self._lists(key)
        for kept in lists:
            if self._differs(kept, context) is None:
                piece = self._store.get(_KIND, bytes.fromhex(kept["page"]))
                if piece is not None:
                    self.kept += 1
                    return zlib.decompress(piece).decode("utf-8", "surrogatepass")
        self._explain(page, lists, context)
        self.built += 1
        return self._traced(key, lists, name, context, build)

    def _explain(self, page: Page, lists: list[dict[str, Any]], context: dict[str, Any]) -> None:
        if not lists:
            reason = "nothing is kept of it that fits this code and configuration"
        else:
            reason = self._differs(lists[0], context) or "what was kept of it is gone"
        self._reasons.tell("page", page.file.src_uri, reason)

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
        with observed(_LOGGERS) as seen:
            output: str
            output, trace = self.tracing.apart(build)
        self.tracing.memo = None
        trace.templates.add(name or "")
        if seen.messages or _LOGGERS[1].getEffectiveLevel() > logging.INFO:
            trace.object("something was said while it was built")
        try:
            kept = self._noted(trace, context) if trace.objection is None else None
        except Refused as refusal:
            trace.object(f"its template takes {refusal}")
            kept = None
        if kept is None:
            self.objections[page.file.src_uri] = trace.objection or "?"
        elif type(output) is str:
            self._keep(key, [kept, *lists][:_LISTS_KEPT], output)
        return output

    def _keep(self, key: bytes, lists: list[dict[str, Any]], output: str) -> None:
        content = encoded(output)
        lists[0]["page"] = digest(key, content).hex()
        self._store.put(_KIND, digest(key, content), zlib.compress(content, 1))
        packed = zlib.compress(json.dumps(lists, separators=(",", ":")).encode(), 1)
        self._store.put(_LISTS, key, packed)

    def _lists(self, key: bytes) -> list[dict[str, Any]]:
        piece = self._store.get(_LISTS, key)
        return [] if piece is None else json.loads(zlib.decompress(piece))

    # --- lists of reads -------------------------------------------------------------------------

    def _noted(self, trace: Trace, context: dict[str, Any]) -> dict[str, Any]:
        """The list of what this page read. Raises Refused if a value has no stable form."""
        variables, templates = set(trace.variables), set(trace.templates)
        for piece in trace.parts:
            variables |= piece.trace.variables
            templates |= piece.trace.templates
        return {
            "parts": [
                [self._part(piece), self._nodes.name(piece.item) or "?"] for piece in trace.parts
            ],
            "reads": [
                [name, whats, self._reading(name, whats).hex()] for name, whats in self._read(trace)
            ],
            "variables": {
                key: self._digest(context.get(key, missing)).hex() for key in sorted(variables)
            },
            "templates": {name: self._source(name).hex() for name in sorted(templates)},
        }

    def _read(self, trace: Trace) -> list[tuple[str, tuple[str, ...]]]:
        """What was read of each named object. Raises Refused for what cannot be read again."""
        whats: dict[str, list[str]] = {}
        for way, pairs in (("a", trace.attributes), ("i", trace.items)):
            for each, what in pairs:
                name = self._nodes.name_of_id(each)
                if name is None:
                    continue
                if type(what) is not str:
                    raise Refused(f"an item of {name} by its number")
                whats.setdefault(name, []).append(way + what)
        return [(name, tuple(sorted(all_of_it))) for name, all_of_it in sorted(whats.items())]

    def _part(self, piece: Piece) -> str:
        """The key under which the reads of a piece of the navigation are kept, with its digest."""
        found = self._parts.get(id(piece))
        if found is None:
            whole = Trace()
            _include_all(whole, piece.trace)
            lines = [
                (name, tuple(what for what in whats if what != "aactive"))
                for name, whats in self._read(whole)
            ]
            reads = [[name, whats, self._reading(name, whats).hex()] for name, whats in lines]
            packed = zlib.compress(json.dumps(reads, separators=(",", ":")).encode(), 1)
            key = digest(packed)
            self._store.put(_PART, key, packed)
            found = self._parts[id(piece)] = key.hex()
            self._part_pieces.append(piece)
        return found

    def _differs(self, kept: dict[str, Any], context: dict[str, Any]) -> str | None:
        """The first thing on the list that reads otherwise now; None if nothing does."""
        try:
            for name, was in kept["templates"].items():
                if self._source(name).hex() != was:
                    return f"the template '{name}' changed"
            for key, was in kept["variables"].items():
                if self._digest(context.get(key, missing)).hex() != was:
                    return f"the template's variable '{key}' changed"
            for key, name in kept["parts"]:
                if getattr(self._nodes.find(name), "active", True):
                    return f"'{name}' is active"
                if (reason := self._part_differs(key)) is not None:
                    return reason
            return self._first_difference(kept["reads"])
        except Refused as refusal:
            return f"its template would take {refusal}"

    def _part_differs(self, key: str) -> str | None:
        if not self._steady:
            return "a plugin may change the navigation"
        if key not in self._checked:
            piece = self._store.get(_PART, bytes.fromhex(key))
            self._checked[key] = (
                "what was kept of the navigation is gone"
                if piece is None
                else self._first_difference(json.loads(zlib.decompress(piece)))
            )
        return self._checked[key]

    def _first_difference(self, reads: list[list[Any]]) -> str | None:
        for name, whats, was in reads:
            if self._reading(name, tuple(whats)).hex() != was:
                read = ", ".join(what[1:] for what in whats)
                return f"of '{name}' one of these changed: {read}"
        return None

    def _reading(self, name: str, whats: tuple[str, ...]) -> bytes:
        """A digest of what these reads of the object of this name give now."""
        lasting = self._steady and name.startswith(("page ", "file ", "/"))
        if not lasting:
            return self._read_now(name, whats)
        steady = tuple(what for what in whats if what[1:] not in _PASSING)
        memo = (name, "\0".join(steady))
        if memo not in self._digests:
            self._digests[memo] = self._read_now(name, steady)
        if len(steady) == len(whats):
            return self._digests[memo]
        passing = tuple(what for what in whats if what[1:] in _PASSING)
        return digest(self._digests[memo], self._read_now(name, passing))

    def _read_now(self, name: str, whats: Iterable[str]) -> bytes:
        item = self._nodes.find(name)
        if item is None:
            raise Refused(f"'{name}', which is not there")
        return self._digest([self._value(item, what) for what in whats])

    def _value(self, item: Any, what: str) -> Any:
        try:
            read = self._plain.getattr if what[0] == "a" else self._plain.getitem
            return read(self._env, item, what[1:])
        except Exception as error:
            raise Refused(f"something that cannot be read ({what[1:]}: {error})") from error

    def _digest(self, value: Any) -> bytes:
        return value_digest(value, self._nodes.reference, self._known)

    def _source(self, name: str) -> bytes:
        """A digest of the template of this name as it lies on disk."""
        if name not in self._sources:
            assert self._env.loader is not None
            try:
                source = self._env.loader.get_source(self._env, name)[0]
                self._sources[name] = digest(b"template", encoded(source))
            except jinja2.TemplateNotFound:
                self._sources[name] = digest(b"nothing")
        return self._sources[name]


def _include_all(whole: Trace, trace: Trace) -> None:
    """Note a trace with all of its parts, which are no parts any more."""
    whole.attributes |= trace.attributes
    whole.items |= trace.items
    for piece in trace.parts:
        _include_all(whole, piece.trace)


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
