"""The fonts of a finished site, cut down to what its pages use."""

from __future__ import annotations

import html
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import replace
from syntopic.publishing.fonts import WORTH_CUTTING, characters, cut_down
from syntopic.theme import asset_files


def cut_fonts(files: Files, config: MkDocsConfig, cache: Path) -> None:
    """Cuts the large fonts down to the characters of all pages; ``cache`` keeps what was cut."""
    texts = (f.page.content for f in files.documentation_pages() if f.page and f.page.content)
    # One after the other: all of them at once are as large as the site.
    wanted = characters(chain((config.site_name,), map(html.unescape, texts)))
    for name, asset in asset_files():
        if asset.suffix == ".woff2" and asset.stat().st_size > WORTH_CUTTING:
            made = cut_down(asset, wanted, cache / "fonts")
            replace(files, File.generated(config, name, content=made))
