"""The worker that pages search with: ours, around the theme's own, whose name changes with it."""

from __future__ import annotations

import re
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from syntopic.mkdocs_plugin.files import replace
from syntopic.theme import ASSETS

FINDER: Final = f"{ASSETS}/finder.js"
_THEIRS = re.compile(r"assets/javascripts/workers/(search\.[\w.-]+\.js)")


def add_search(files: Files, config: MkDocsConfig) -> str:
    """Adds a worker that begins with the theme's, and gives the path of that one.

    A worker does not learn the whole address that a page calls it by, if it comes from what is kept
    for reading offline; so its file says which one is the theme's. A site that is read from a
    folder (the plugin ``offline``) has no real workers, and keeps the theme's own.
    """
    found = [name for name in files.src_uris if _THEIRS.fullmatch(name)]
    if len(found) != 1 or {"offline", "material/offline"} & {*config.plugins}:
        return ""
    theirs = found[0].rsplit("/", 1)[-1]
    told = f'self.syntopicFinder = "{theirs}";\nimportScripts("search.js");\n'
    replace(files, File.generated(config, FINDER, content=told))
    return found[0]


def with_search(html: str, theirs: str) -> str:
    """A page that searches with our worker in place of the theme's; without one, as it is."""
    if not theirs:
        return html
    head, mark, rest = html.partition('<script id="__config"')
    script, end, body = rest.partition("</script>")
    return "".join((head, mark, script.replace(f'{theirs}"', f'{FINDER}"'), end, body))
