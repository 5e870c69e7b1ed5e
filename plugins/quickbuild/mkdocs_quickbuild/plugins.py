"""What is known of plugins: which of them leave the navigation alone while pages are built, and
which ask that the cache forgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_PAGE_EVENTS = ("page_context", "post_page", "pre_template", "template_context", "post_template")

# Each was read for what its hooks change while pages are built: nothing that another page shows.
_STEADY = (
    "material.plugins.search.",
    "material.plugins.tags.",
    "material.plugins.meta.",
    "material.plugins.offline.",
    "material.plugins.blog.",
    "material.plugins.privacy.",
    "material.plugins.social.",
    "mkdocs.contrib.search.",
    "properdocs.contrib.search.",
    "mkdocs_minify_plugin.",
    "mkdocs_section_index.",
    "mkdocs_quickbuild.",
)


FORGETS = "quickbuild_forgets"
"""By this attribute a plugin asks that nothing be kept but what the last build has shown."""


def any_forgets(config: MkDocsConfig) -> bool:
    """Whether a plugin asks that nothing be kept but what the last build has shown."""
    return any(getattr(plugin, FORGETS, False) for plugin in config.plugins.values())


def all_steady(config: MkDocsConfig, trusted: frozenset[str]) -> bool:
    """Whether no plugin or hook may change what other pages show while pages are built.

    With one that may, what pages show of others is looked at anew for each page: as safe, a little
    slower.
    """
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    return all(
        _is_steady(method, names, trusted)
        for event in _PAGE_EVENTS
        for method in config.plugins.events[event]
    )


def all_read(config: MkDocsConfig, trusted: frozenset[str]) -> bool:
    """Whether each plugin was read, or is vouched for, and there is no hook."""
    return all(
        f"{type(plugin).__module__}.".startswith(_STEADY)
        or getattr(plugin, "quickbuild_steady", False)
        or name in trusted
        for name, plugin in config.plugins.items()
    )


def _is_steady(method: Any, names: dict[int, str], trusted: frozenset[str]) -> bool:
    plugin = getattr(method, "__self__", None)
    module = str(getattr(method, "__module__", "?")) if plugin is None else type(plugin).__module__
    if f"{module}.".startswith(_STEADY) or getattr(plugin, "quickbuild_steady", False):
        return True
    return names.get(id(plugin), module) in trusted
