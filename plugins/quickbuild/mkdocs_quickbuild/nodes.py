"""Names for the objects that templates look at piece by piece: the navigation and what is in it.

A name stays the same from one build to the next, although the object is another one. What a
template reads of a named object is noted read by read; any other object is noted whole where the
template meets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


class Nodes:
    """The named objects of one build; `others` are named as they are given.

    `names` are those of objects by their ids, which are theirs as long as this lives.
    """

    def __init__(
        self, config: MkDocsConfig, files: Files, nav: Navigation, others: dict[str, Any]
    ) -> None:
        self._config, self._files, self._nav, self._others = config, files, nav, others
        self.names: dict[int, str] = {}
        self._objects: dict[str, Any] = {}
        self._references: dict[int, str] = {}
        self._placed: set[int] = set()
        self.renew()

    def renew(self) -> None:
        """Name everything anew, since a plugin may have changed the navigation."""
        self.names.clear()
        self._objects.clear()
        self._placed.clear()
        self.forget()
        self._add("config", self._config)
        self._add("theme", self._config.theme)
        self._add("plugins", self._config.plugins)
        for name, plugin in self._config.plugins.items():
            self._add(f"plugin {name}", plugin)
        for name, item in self._others.items():
            self._add(name, item)
        self._add("nav", self._nav)
        for file in self._files:
            self._add(f"file {file.src_uri}", file)
            if isinstance(file.page, Page):
                self._add(f"page {file.src_uri}", file.page)
        self._add_items(self._nav.items, "")

    def _add_items(self, items: list[Any], above: str) -> None:
        for item in items:
            if id(item) in self._placed:
                continue
            self._placed.add(id(item))
            name = f"{above}/{type(item).__name__} {item.title}"
            while name in self._objects:
                name += "+"
            if id(item) not in self.names:
                self._add(name, item)
            if item.children:
                self._add_items(item.children, name)

    def _add(self, name: str, item: object) -> None:
        self.names[id(item)] = name
        self._objects[name] = item

    def name(self, item: object) -> str | None:
        """The name of this object, if it has one."""
        return self.names.get(id(item))

    def forget(self) -> None:
        """Find out anew by what named objects are equal; their names stay."""
        self._references.clear()

    def reference(self, item: Any) -> str | None:
        """What stands for a named object inside of a value: all by which two of them are equal."""
        name = self.names.get(id(item))
        if name is None:
            return None
        found = self._references.get(id(item))
        if found is None:
            found = self._references[id(item)] = self._referring(item, name)
        return found

    def _referring(self, item: Any, name: str) -> str:
        if isinstance(item, Page):
            return f"{name}\0{type(item).__name__}\0{item.title}\0{item.url}\0{item.abs_url}"
        if item is self._nav:
            return "\0".join([name, *(self.reference(each) or "?" for each in item.items)])
        if item is self._config or item is self._config.theme or item is self._config.plugins:
            return "\0".join([name, *map(str, item)])
        return name

    def find(self, name: str) -> Any:
        """The object of this name; None if there is none in this build."""
        return self._objects.get(name)

    def any_active(self) -> bool:
        """Whether any named object is active, as those are that a page is built for."""
        return any(getattr(item, "active", None) is True for item in self._objects.values())
