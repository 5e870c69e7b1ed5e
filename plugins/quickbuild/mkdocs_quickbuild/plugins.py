"""What is known of plugins: which of them leave the navigation alone while pages are built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_PAGE_EVENTS = ("page_context", "post_page", "pre_template", "template_context", "post_template")

# Each was read for what its hooks change while pages are built: nothing that another page shows.
STEADY = frozenset(
    """
    material.plugins.search material.plugins.tags material.plugins.meta material.plugins.offline
    material.plugins.blog mkdocs.contrib.search properdocs.contrib.search mkdocs_quickbuild.plugin
    """.split()
)


def unsteady_plugins(config: MkDocsConfig, trusted: Iterable[str]) -> list[str]:
    """Plugins and hooks that may change what other pages show while pages are built.

    With one of them, what pages show of others is looked at anew for each page: as safe, a little
    slower.
    """
    plugins: dict[str, Any] = config.plugins
    vouched = set(trusted)
    found = []
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            module = _module(method)
            name = next(
                (n for n, p in plugins.items() if p is getattr(method, "__self__", None)), module
            )
            if getattr(plugins.get(name), "quickbuild_steady", False):
                continue
            if not module.startswith(tuple(STEADY)) and name not in vouched and name not in found:
                found.append(name)
    return found


def _module(method: Any) -> str:
    owner = getattr(method, "__self__", None)
    return type(owner).__module__ if owner is not None else str(getattr(method, "__module__", "?"))
