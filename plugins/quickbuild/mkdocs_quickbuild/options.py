"""The options of the plugin; the README describes each, and a test compares."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class Options(Config):
    """What may stand below `quickbuild:` in the configuration."""

    enabled = c.Type(bool, default=True)
    cache_dir = c.Type(str, default=".cache/quickbuild")
    jobs = c.Type(int, default=0)
    max_size = c.Type(int, default=1024)
    max_age = c.Type(int, default=60)
    forget = c.Type(bool, default=False)
    trusted = c.ListOfItems(c.Type(str), default=[])
    markdown = c.Type(bool, default=True)
    pages = c.Type(bool, default=True)
    search = c.Type(bool, default=True)
    files = c.Type(bool, default=True)
    templates = c.Type(bool, default=True)
    preview = c.Type(bool, default=True)
    polling = c.Type(bool, default=False)
