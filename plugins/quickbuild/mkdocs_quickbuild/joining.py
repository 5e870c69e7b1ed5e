"""How another plugin brings the cache into the builds of its sites, without being asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_quickbuild.plugin import QuickbuildPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

NAME = "quickbuild"


class Joined:
    """The cache of a plugin's sites. It lives as long as that plugin, for all builds of a preview.

    `cache_dir` is where it is, seen from the configuration.
    """

    def __init__(self, cache_dir: str) -> None:
        self._cache_dir = cache_dir
        self._plugin: QuickbuildPlugin | None = None

    def join(self, config: MkDocsConfig, *, serving: bool) -> None:
        """Take part in this build, in which the event `config` is under way.

        A configuration that names the cache itself has its own way with it.
        """
        if any(isinstance(plugin, QuickbuildPlugin) for plugin in config.plugins.values()):
            return
        if self._plugin is None:
            self._plugin = _Late()
            self._plugin.load_config({"cache_dir": self._cache_dir}, config.config_file_path)
            self._plugin.on_startup(command="serve" if serving else "build", dirty=False)
        config.plugins[NAME] = self._plugin
        self._plugin.begin(config)


class _Late(QuickbuildPlugin):
    """Comes after the first event, of which the engine is not to tell it."""

    on_config = None  # type: ignore[assignment]
