"""What a garden adds to the site besides its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.garden import Garden, addresses, notebooks
from syntopic.garden_memory import GardenMemory
from syntopic.mkdocs_plugin.addresses import redirects
from syntopic.mkdocs_plugin.files import MAP_DATA, replace, site
from syntopic.mkdocs_plugin.images import add_attachments
from syntopic.mkdocs_plugin.late import add
from syntopic.publishing.anki import site_package
from syntopic.publishing.map import map_script
from syntopic.rendering import Context
from syntopic.rendering.review import PACKAGE
from syntopic.site import manifest
from syntopic.theme import asset_files


def add_files(
    files: Files,
    config: MkDocsConfig,
    garden: Garden,
    view: Context,
    notes: Path,
    memory: GardenMemory,
    *,
    late: bool,
) -> None:
    """Adds attachments, notebooks, styles and scripts, what programs read, and redirects.

    ``notes`` is the folder of the notes. What no page waits for is made ``late``, if so.
    """
    add_attachments(files, config, notes, garden.links.used)
    folders, url = config.use_directory_urls, config.site_url or ""
    made = cache(partial(notebooks, garden, url, folders=folders, memory=memory))
    for place in view.notebooks.values():
        add(files, config, place, partial(_one_of, made, place), late=late)
    if not view.notebooks:
        made()  # forgets those that there were, which may have become private
    for name, asset in asset_files():
        replace(files, File.generated(config, name, abs_src_path=str(asset)))
    told = partial(manifest, garden, folders=folders, memory=memory.publishing)
    add(files, config, "garden.json", told, late=late)
    if view.edges:
        script = partial(map_script, view, folders=folders)
        add(files, config, MAP_DATA, script, late=late)
    if view.cards:
        packed = partial(site_package, view, site(config), notes, memory.publishing)
        add(files, config, PACKAGE, packed, late=late)
    for old in redirects(files, config, addresses(garden, notes), garden.options.words):
        files.append(old)


def _one_of(made: Callable[[], Mapping[str, str]], place: str) -> str:
    return made()[place]
