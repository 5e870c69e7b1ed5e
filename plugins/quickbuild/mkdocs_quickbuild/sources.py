"""The templates of a site as they were loaded, and whether they print something whole."""

from __future__ import annotations

import re
from collections.abc import Callable

import jinja2

from mkdocs_quickbuild.canonical import Refused
from mkdocs_quickbuild.packing import encoded
from mkdocs_quickbuild.store import digest

# Objects that are noted by what is taken of them: printed whole, or passed to a filter that looks
# at all of it, they say more.
_PRINTED = re.compile(
    r"\{\{[-+]?\s*(nav|config|pages|config\.theme|config\.plugins)\s*[-+|~}]"
    r"|\b(nav|config|pages|config\.theme|config\.plugins)\s*\|\s*"
    r"(items|dictsort|tojson|pprint|string|xmlattr|urlencode|e|escape|forceescape)\b"
)


class Sources:
    """Digests of the templates of an environment."""

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env
        self._digests: dict[str, bytes | None] = {}
        self._loaded: set[str] = set()

    def loading(self, name: str, load: Callable[[], jinja2.Template]) -> jinja2.Template:
        """Load a template, sure that what is known of its source is of what was loaded."""
        if name in self._loaded:
            return load()
        before = self._or_none(name)
        self._digests.pop(name, None)
        template = load()
        self._loaded.add(name)
        if self._or_none(name) != before:
            self._digests[name] = None
        return template

    def _or_none(self, name: str) -> bytes | None:
        try:
            return self.digest(name)
        except Refused:
            return None

    def digest(self, name: str) -> bytes:
        """16 bytes for the template of this name as it was loaded, or as it lies on disk.

        Raises Refused if it was changed meanwhile, or prints an object of which only the parts
        that a template takes are noted.
        """
        if name not in self._digests:
            assert self._env.loader is not None
            try:
                source = self._env.loader.get_source(self._env, name)[0]
            except jinja2.TemplateNotFound:
                self._digests[name] = digest(b"nothing")
            else:
                printed = _PRINTED.search(source)
                self._digests[name] = None if printed else digest(b"template", encoded(source))
        found = self._digests[name]
        if found is None:
            raise Refused(f"something whole, or was changed while it was used ('{name}')")
        return found
