"""A quick look at a page: what many pages read is looked at once for all of them.

Most of what a page's template reads is not the page's own: the configuration, the theme, the
navigation. The ground is a list of all such reads of a build, with what they gave. A page keeps a
brief: the ground that it stands on, what it read besides, what was active, and its variables. If
the ground still holds, which is found out once in a build, only the brief has to be compared. If
anything differs, the list of all that the page read decides.

This is for builds in which nothing moves from page to page but what is active.
"""

from __future__ import annotations

import json
from typing import Any

from mkdocs_quickbuild.canonical import Refused
from mkdocs_quickbuild.packing import packed, unpacked
from mkdocs_quickbuild.readings import Fact, Reader
from mkdocs_quickbuild.store import Store, digest

_KIND = "brief"
_GROUND = "ground"
_LAST = b"last"
_NAMES = "names"


class Ground:
    """Reads that are no page's own, pieces of the navigation, and templates, by what they gave.

    `others` is what its pages read of others, by attribute.
    """

    def __init__(self) -> None:
        self.reads: dict[Fact, str] = {}
        self.parts: set[str] = set()
        self.templates: dict[str, str] = {}
        self.others: set[str] = set()

    def piece(self) -> bytes:
        """The ground as bytes, the same for the same ground."""
        reads = [[name, whats, was] for (name, whats), was in sorted(self.reads.items())]
        templates = dict(sorted(self.templates.items()))
        return packed([reads, sorted(self.parts), templates, sorted(self.others)])

    @classmethod
    def of(cls, piece: bytes) -> Ground:
        """The ground that was made these bytes."""
        ground = cls()
        reads, parts, ground.templates, others = unpacked(piece)
        ground.reads = {(name, tuple(whats)): was for name, whats, was in reads}
        ground.parts, ground.others = set(parts), set(others)
        return ground


class Briefs:
    """The briefs of one build; `met` counts the pages for which one was enough.

    `code` stands for all that reading cannot tell; to `others` is added what pages read of others.
    """

    def __init__(self, store: Store, reader: Reader, code: bytes, others: set[str]) -> None:
        self._store, self._reader, self._others = store, reader, others
        self._on = reader.is_quiet()
        self._last = digest(_LAST, code)
        self._grounds: dict[str, Ground | None] = {}
        self._standing: tuple[str, Ground] | None = None
        self._sought = False
        self._new = Ground()
        self._waiting: dict[bytes, list[Any]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self.met = 0

    def renew(self) -> None:
        """Pages have changed: from now on look at each whole, since only few are asked for."""
        self._on = False

    def place(self, key: bytes, context: dict[str, Any]) -> bytes | None:
        """Where the page of this key is kept, if its brief says that nothing has changed."""
        piece = self._store.get(_KIND, key) if self._on else None
        if piece is None:
            return None
        name, place, active, reads, templates, others, names, variables = json.loads(piece)
        try:
            if (
                active == self._reader.active(context["page"])
                and (ground := self._ground(name)) is not None
                and self._reader.same(reads, templates)
                and self._variables(self._listed(names), context) == variables
            ):
                self.met += 1
                self._others.update(others, ground.others)
                return bytes.fromhex(place)
        except Refused:
            pass
        self._store.reject(_KIND, key)
        return None

    def note(self, key: bytes, kept: dict[str, Any], context: dict[str, Any]) -> None:
        """Keep a brief of a page that was looked at whole, by the list of all that it read."""
        page = context["page"]
        active = self._reader.active(page) if self._on else None
        if active is None:
            return
        standing = self._stand()
        ground = self._new if standing is None else standing[1]
        reads, parts, templates = self._rest(kept, ground, page, grows=standing is None)
        if parts:
            return
        others = set(kept["others"])
        if standing is None:
            ground.others |= others
        names = tuple(sorted(kept["variables"]))
        brief = [
            standing and standing[0],
            kept["page"],
            active,
            reads,
            templates,
            sorted(others - ground.others),
            self._list(names),
            self._variables(names, context),
        ]
        if standing is None:
            self._waiting[key] = brief
        else:
            self._store.put(_KIND, key, json.dumps(brief).encode())

    def end(self) -> None:
        """Write the ground of this build, if the last one does not hold any more."""
        if not self._on or not self._waiting:
            return
        piece = self._new.piece()
        name = digest(piece)
        self._store.put(_GROUND, name, piece)
        self._store.put(_GROUND, self._last, name)
        for key, (_, *brief) in self._waiting.items():
            self._store.put(_KIND, key, json.dumps([name.hex(), *brief]).encode())
        self._waiting.clear()

    def _rest(
        self, kept: dict[str, Any], ground: Ground, page: Any, *, grows: bool
    ) -> tuple[list[Any], set[str], dict[str, str]]:
        """What of a page's list is not on the ground; the ground takes up what it can."""
        reads = []
        for name, whats, was in kept["reads"]:
            fact = name, tuple(whats)
            shared = self._reader.shared(fact, page)
            if shared is not None and grows:
                ground.reads[fact] = shared
            elif shared is None or ground.reads.get(fact) != shared:
                reads.append([name, whats, was])
        parts = {key for key, _ in kept["parts"]}
        if grows:
            ground.parts |= parts
            ground.templates |= kept["templates"]
        templates = kept["templates"].items() - ground.templates.items()
        return reads, parts - ground.parts, dict(templates)

    def _stand(self) -> tuple[str, Ground] | None:
        """The ground of the last build, if it still holds."""
        if not self._sought:
            self._sought = True
            name = self._store.get(_GROUND, self._last)
            ground = self._ground(name.hex()) if name is not None else None
            if name is not None and ground is not None:
                self._standing = name.hex(), ground
        return self._standing

    def _ground(self, name: str) -> Ground | None:
        """The ground of this name, if there is one and it holds."""
        if name not in self._grounds:
            self._grounds[name] = self._held(bytes.fromhex(name))
        return self._grounds[name]

    def _held(self, key: bytes) -> Ground | None:
        piece = self._store.get(_GROUND, key)
        if piece is None:
            return None
        ground = Ground.of(piece)
        if self._reader.holds(ground.reads, ground.parts, ground.templates):
            return ground
        self._store.reject(_GROUND, key)
        return None

    def _variables(self, names: tuple[str, ...], context: dict[str, Any]) -> str:
        return self._reader.variables(names, context).hex()

    def _list(self, names: tuple[str, ...]) -> str:
        """Where this list of names is kept: pages of one template have the same."""
        piece = packed(names)
        key = digest(piece)
        if key.hex() not in self._names:
            self._names[key.hex()] = names
            self._store.put(_NAMES, key, piece)
        return key.hex()

    def _listed(self, name: str) -> tuple[str, ...]:
        if name not in self._names:
            piece = self._store.get(_NAMES, bytes.fromhex(name))
            if piece is None:
                raise Refused("a list that is gone")
            self._names[name] = tuple(unpacked(piece))
        return self._names[name]
