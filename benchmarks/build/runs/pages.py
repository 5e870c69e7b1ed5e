"""Writes the pages that Syntopic makes of a garden as files, for tools that know no gardens.

``pages.py OUT``, in the garden's folder. ``OUT/pages`` are the pages and what they show;
``OUT/told.json`` says what else the engine is told: navigation, extensions, features, and which
file is behind each address. Pages that list posts are short here, since ours are filled later.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files

from syntopic.theme import ASSETS


def main(out: Path) -> None:
    """Ask the plugin for what it would give the engine."""
    # Alone: what other plugins add is no page.
    config = load_config("mkdocs.yml", plugins=["syntopic"])
    plugins = config.plugins
    plugins.on_startup(command="build", dirty=False)
    config = plugins.on_config(config)
    files = plugins.on_files(get_files(config), config=config)
    plugins.on_shutdown()
    _write(files, out / "pages")
    (out / "told.json").write_text(json.dumps(_told(config, files)), encoding="utf-8")


def _write(files: Files, folder: Path) -> None:
    for file in files:
        # Without our styles, scripts and fonts: this is a site that does without them.
        if not file.src_uri.startswith(ASSETS):
            place = folder / file.src_uri
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content_bytes)


def _told(config: MkDocsConfig, files: Files) -> dict[str, object]:
    names = [name for name in config.markdown_extensions if isinstance(name, str)]
    return {
        "nav": config.nav,
        "features": config.theme["features"],
        "extensions": [{name: config.mdx_configs.get(name, {})} for name in dict.fromkeys(names)],
        "sources": {file.url: file.src_uri for file in files.documentation_pages()},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
