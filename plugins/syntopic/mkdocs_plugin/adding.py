"""What a garden adds to the site besides its pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.garden import Garden, addresses, notebooks
from syntopic.garden_memory import GardenMemory
from syntopic.mkdocs_plugin.addresses import redirects
from syntopic.mkdocs_plugin.anki import add_package
from syntopic.mkdocs_plugin.files import add_map, replace
from syntopic.mkdocs_plugin.images import add_attachments
from syntopic.rendering import Context
from syntopic.site import manifest
from syntopic.theme import asset_files


def add_files(
    files: Files,
    config: MkDocsConfig,
    garden: Garden,
    view: Context,
    notes: Path,
    memory: GardenMemory,
) -> None:
    """Adds attachments, notebooks, styles and scripts, what programs read, and redirects.

    ``notes`` is the folder of the notes.
    """
    add_attachments(files, config, notes, garden.links.used)
    folders, url = config.use_directory_urls, config.site_url or ""
    for place, text in notebooks(garden, url, folders=folders, memory=memory).items():
        replace(files, File.generated(config, place, content=text))
    for name, asset in asset_files():
        replace(files, File.generated(config, name, abs_src_path=str(asset)))
    told = manifest(garden, folders=folders, memory=memory.publishing)
    replace(files, File.generated(config, "garden.json", content=told))
    add_map(files, config, view)
    add_package(files, config, view, notes, memory.publishing)
    for old in redirects(files, config, addresses(garden, notes), garden.options.words):
        files.append(old)
