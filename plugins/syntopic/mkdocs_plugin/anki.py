"""The package for Anki that readers download from the review page."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import replace, site
from syntopic.publishing.anki import site_package
from syntopic.publishing.memory import Memory
from syntopic.rendering import Context
from syntopic.rendering.review import PACKAGE


def add_package(
    files: Files, config: MkDocsConfig, view: Context, notes: Path, memory: Memory
) -> None:
    """Adds the package of all cards, where there is one; ``notes`` is the folder of the notes."""
    if view.cards:
        content = site_package(view, site(config), notes, memory)
        replace(files, File.generated(config, PACKAGE, content=content))
