"""What the site looks like by default: palette, features, shipped styles and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from syntopic.languages import Language

ASSETS = "assets/syntopic"
"""Where styles, script and fonts stand on the site."""

FOLDER = Path(__file__).parent / "assets"
"""Where they stand in the package; built with it, not written by hand."""

TEMPLATES = Path(__file__).parent / "templates"
"""Pages of the theme that are ours: the site map, and what is shown for an unknown address."""

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


COLOURS = {"primary": "custom", "accent": "custom"}
"""What our styles colour; any other name is a colour that the author chose."""


def palette(language: Language) -> list[dict[str, Any]]:
    """Both colour schemes: the one that the reader's machine asks for, and a switch."""
    dark = {"icon": "material/weather-night", "name": language.label("dark")}
    light = {"icon": "material/weather-sunny", "name": language.label("light")}
    return [
        {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": dark} | COLOURS,
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": light} | COLOURS,
    ]


def with_colours(written: Any) -> Any:
    """The author's palette, with our colours in each scheme that names none."""
    if isinstance(written, dict):
        return COLOURS | written
    if isinstance(written, list):
        return [COLOURS | one if isinstance(one, dict) else one for one in written]
    return written


def asset_files() -> Iterator[tuple[str, Path]]:
    """Each file of ours with its place on the site."""
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file() and file.suffix in (".css", ".js", ".woff2", ".txt"):
            yield f"{ASSETS}/{file.relative_to(FOLDER).as_posix()}", file
