"""What the site looks like by default: palette, features, shipped styles and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

ASSETS = "assets/syntopic"
"""Where styles, script and fonts stand on the site."""

FOLDER = Path(__file__).parent / "assets"
"""Where they stand in the package; built with it, not written by hand."""

FONT = FOLDER / "fonts" / "Inter.ttf"
"""The font that figures are drawn with, the same as the page's quiet sans."""

THEME_FEATURES = (
    "navigation.instant",
    "navigation.prune",
    "navigation.sections",
    "navigation.indexes",
    "navigation.footer",
    "navigation.top",
    "toc.follow",
    "toc.integrate",
    "content.code.copy",
    "search.suggest",
    "search.highlight",
)

PALETTE: list[dict[str, Any]] = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-night", "name": "Dark"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-sunny", "name": "Light"},
    },
]


def asset_files() -> Iterator[tuple[str, Path]]:
    """Each file of ours with its place on the site."""
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file() and file.suffix in (".css", ".js", ".woff2", ".txt"):
            yield f"{ASSETS}/{file.relative_to(FOLDER).as_posix()}", file
