"""Lists of all that a page's template read, and whether all of it reads the same now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import jinja2
from jinja2.utils import missing

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.navigation import Piece
from mkdocs_quickbuild.nodes import Nodes
from mkdocs_quickbuild.packing import encoded, packed, unpacked
from mkdocs_quickbuild.sources import Sources
from mkdocs_quickbuild.store import Store, digest
from mkdocs_quickbuild.tracing import Trace

_PART = "part"
# Read again for each page, since they change while pages are built.
_PASSING = {"active", "content", "toc", "markdown", "_current_page"}
_LASTING = ("page ", "file ", "/", "config", "theme", "plugins")
_ACTIVE = ("aactive",)
_OPTIONS = ("aconfig",)
_MISSING = value_digest(missing)

Fact = tuple[str, tuple[str, ...]]
"""What was read of a named object."""


class Reader:
    """Reads what templates read, through an environment that does not note it.

    `steady` is whether no plugin changes titles, addresses or the navigation between two pages.
    """

    def __init__(
        self,
        store: Store,
        nodes: Nodes,
        env: jinja2.Environment,
        known: Callable[[str], bool],
        *,
        steady: bool,
    ) -> None:
        self._store, self._nodes, self._env, self._known = store, nodes, env, known
        self._steady = steady
        self._plain = type(env)  # before it is traced
        self.sources = Sources(env)
        self._digests: dict[Fact, tuple[bytes, tuple[str, ...]]] = {}
        self._parts: dict[Piece, str] = {}
        self._checked: dict[str, str | None] = {}
        self._of_parts: dict[Piece, set[str]] = {}

    def begin_page(self) -> None:
        """Forget what a plugin may have changed since the last page."""
        if not self._steady:
            self._nodes.renew()
            self._digests.clear()

    def renew(self) -> None:
        """Forget what was read."""
        self._nodes.forget()
        self._digests.clear()
        self._checked.clear()
        self._parts.clear()
        self._of_parts.clear()

    def noted(self, trace: Trace, context: dict[str, Any]) -> dict[str, Any]:
        """The list of what this page read. Raises Refused if a value has no stable form."""
        return {
            "parts": [
                [self._part(piece), self._nodes.name(piece.item) or "?"] for piece in trace.parts
            ],
            "reads": [
                [name, whats, self._reading(name, whats).hex()] for name, whats in self._read(trace)
            ],
            "variables": {
                key: self._digest(context.get(key, missing)).hex()
                for key in sorted(trace.variables)
            },
            "templates": {
                name: self.sources.digest(name).hex() for name in sorted(trace.templates)
            },
            "others": sorted(self._others(trace, self._nodes.name(context.get("page")))),
        }

    def _others(self, trace: Trace, own: str | None) -> set[str]:
        """What was read of other pages than the one of this name, by attribute."""
        name_of = self._nodes.names.get
        found = {
            what
            for each, what in trace.attributes
            if (name := name_of(each)) is not None and name != own and name.startswith("page ")
        }
        for piece in trace.parts:
            if piece not in self._of_parts:
                self._of_parts[piece] = self._others(piece.trace, None)
            found |= self._of_parts[piece]
        return found

    def _read(self, trace: Trace) -> list[tuple[str, tuple[str, ...]]]:
        """What was read of each named object. Raises Refused for what cannot be read again."""
        whats: dict[str, list[str]] = {}
        name_of = self._nodes.names.get
        for way, pairs in (("a", trace.attributes), ("i", trace.items)):
            for each, what in pairs:
                name = name_of(each)
                if name is None:
                    continue
                if type(what) is not str:
                    raise Refused(f"an item of {name} that is asked for by no plain name")
                whats.setdefault(name, []).append(way + what)
        return [(name, tuple(sorted(all_of_it))) for name, all_of_it in sorted(whats.items())]

    def _part(self, piece: Piece) -> str:
        """The key under which the reads of a piece of the navigation are kept, with its digest."""
        found = self._parts.get(piece)
        if found is None:
            whole = Trace()
            _include_all(whole, piece.trace)
            lines = [
                (name, tuple(what for what in whats if what != "aactive"))
                for name, whats in self._read(whole)
            ]
            reads = [[name, whats, self._reading(name, whats).hex()] for name, whats in lines]
            content = packed(reads)
            key = digest(content)
            self._store.put(_PART, key, content)
            found = self._parts[piece] = key.hex()
        return found

    def difference(self, kept: dict[str, Any], context: dict[str, Any]) -> str | None:
        """The first thing on the list that reads otherwise now; None if nothing does."""
        try:
            own = self._nodes.name(context.get("page"))
            mine = [read for read in kept["reads"] if read[0] == own]
            if (reason := self._first_difference(mine)) is not None:
                return reason  # as after most edits
            for name, was in kept["templates"].items():
                if self.sources.digest(name).hex() != was:
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
                else self._first_difference(unpacked(piece))
            )
            if self._checked[key] is not None:
                self._store.reject(_PART, bytes.fromhex(key))
        return self._checked[key]

    def is_quiet(self) -> bool:
        """Whether all that moves from page to page is what is active, and nothing is before."""
        return self._steady and not self._nodes.any_active()

    def active(self, page: Any) -> list[str] | None:
        """The names of all that is active while this page is built; None if one has no name."""
        names = []
        while page is not None:
            name = self._nodes.name(page)
            if name is None or page.active is not True:
                return None
            names.append(name)
            page = page.parent
        return names

    def shared(self, fact: Fact, page: Any) -> str | None:
        """What this read gives, apart from what is active; None if it is the page's own, or may
        give something else on another page.
        """
        known = self._digests.get(fact)
        if known is None or known[1] not in ((), _ACTIVE):
            return None
        own = self._nodes.find(fact[0])
        return None if own is page or own is page.file else known[0].hex()

    def holds(self, reads: dict[Fact, str], parts: set[str], templates: dict[str, str]) -> bool:
        """Whether all of this, which no page has for its own, reads as it did."""
        try:
            return (
                all(self.sources.digest(name).hex() == was for name, was in templates.items())
                and all(self._lasting(fact).hex() == was for fact, was in reads.items())
                and all(self._part_differs(key) is None for key in sorted(parts))
            )
        except Refused:
            return False

    def same(self, reads: list[list[Any]], templates: dict[str, str]) -> bool:
        """Whether these reads of a page and its templates are as they were. Raises Refused."""
        as_loaded = all(self.sources.digest(name).hex() == was for name, was in templates.items())
        return as_loaded and self._first_difference(reads) is None

    def variables(self, names: Iterable[str], context: dict[str, Any]) -> bytes:
        """A digest of those of these variables that there are. Raises Refused."""
        there = ((key, context[key]) for key in names if context.get(key, missing) is not missing)
        return digest(*(part for k, value in there for part in (encoded(k), self._digest(value))))

    def _first_difference(self, reads: list[list[Any]]) -> str | None:
        for name, whats, was in reads:
            if self._reading(name, tuple(whats)).hex() != was:
                read = ", ".join(what[1:] for what in whats)
                return f"of '{name}' one of these changed: {read}"
        return None

    def _reading(self, name: str, whats: tuple[str, ...]) -> bytes:
        """A digest of what these reads of the object of this name give now."""
        lasts = name.startswith(_LASTING) or whats == _OPTIONS  # a plugin's state does not
        if not self._steady or not lasts:
            return self._read_now(name, whats)
        lasting = self._lasting((name, whats))
        passing = self._digests[name, whats][1]
        return digest(lasting, self._passing(name, passing)) if passing else lasting

    def _lasting(self, fact: Fact) -> bytes:
        """What these reads give as long as nothing moves, without what moves from page to page."""
        if (known := self._digests.get(fact)) is None:
            name, whats = fact
            passing = tuple(what for what in whats if what[1:] in _PASSING)
            steady = tuple(what for what in whats if what[1:] not in _PASSING)
            known = self._digests[fact] = self._read_now(name, steady), passing
        return known[0]

    def _passing(self, name: str, whats: tuple[str, ...]) -> bytes:
        """What has to be read anew for each page, of most objects only whether they are active."""
        if whats == _ACTIVE:
            active = getattr(self._nodes.find(name), "active", None)
            if active is True or active is False:
                return b"active" if active else b"idle"
        return self._read_now(name, whats)

    def _read_now(self, name: str, whats: tuple[str, ...]) -> bytes:
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
        if value is missing:  # most names that templates ask for are their own
            return _MISSING
        return value_digest(value, self._nodes.reference, self._known)


def _include_all(whole: Trace, trace: Trace) -> None:
    """Note a trace with all of its parts, which are no parts any more."""
    whole.attributes |= trace.attributes
    whole.items |= trace.items
    for piece in trace.parts:
        _include_all(whole, piece.trace)
