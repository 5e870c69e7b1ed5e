"""What the author left open in ``mkdocs.yml``; whatever the author wrote wins."""

from __future__ import annotations

import os
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from syntopic.configuration import Options
from syntopic.markdown.dialect_site import EXTENSION_CONFIGS, EXTENSIONS
from syntopic.publishing.deploying import colab
from syntopic.theme import THEME_FEATURES, palette, with_colours


def complete_theme(config: MkDocsConfig, chosen: Options) -> None:
    """Fills in what the author left open: language, fonts that are shipped, palette, features."""
    theme = config.theme
    given = written(config).get("theme")
    own = given if isinstance(given, dict) else {}
    if "language" not in own:
        theme["language"] = chosen.language
    if "font" not in own:
        theme["font"] = False
    if "palette" not in own:
        theme["palette"] = palette(chosen.words)
    else:
        theme["palette"] = with_colours(theme["palette"])
    if "features" not in own:
        theme["features"] = list(THEME_FEATURES)


def complete_extensions(config: MkDocsConfig, chosen: Options) -> None:
    """Turns on the site's dialect; extensions and options that the author set stay as they are."""
    for name in EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        defaults = dict(EXTENSION_CONFIGS.get(name, {}))
        if name.endswith(":FormulaExtension"):
            defaults["macros"] = dict(chosen.macros)
        config.mdx_configs[name] = defaults | (config.mdx_configs.get(name) or {})


def complete_address(config: MkDocsConfig, address: str) -> bool:
    """Takes the address that the site is published at, unless the author named one.

    False when the author named another; then theirs stays.
    """
    given = address.rstrip("/") + "/" if address else ""
    if given and not config.site_url:
        config.site_url = given
    return not given or config.site_url == given


def colab_address(config: MkDocsConfig, deploying: bool) -> str:
    """Where Google Colab opens the site's notebooks, if this very build goes to GitHub's branch.

    Any other build may never be on a branch, and a link to one would lead nowhere.
    """
    if deploying:
        return colab(config.repo_url or "", config.remote_branch)
    return os.environ.get("SYNTOPIC_COLAB", "")


def written(config: MkDocsConfig) -> dict[str, Any]:
    """The settings as the author wrote them, before defaults."""
    return dict(config.user_configs[0]) if config.user_configs else {}
