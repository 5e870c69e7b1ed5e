"""After an edit, making only what it touches, with the bytes of a whole build.

Plugins add their files again, and the files tell what changed. If only the content of some did,
these pages are rendered and built, and those that take in more than their own file are rendered
again; nothing else is. Whatever other pages can show (titles,
addresses, the navigation) has to be as before, or else the whole site is built.
"""

from __future__ import annotations

import copy
import importlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.pages import Page

from mkdocs_quickbuild.preview.built import Built, content_of, found_in
from mkdocs_quickbuild.preview.entries import Entries
from mkdocs_quickbuild.preview.late import differs

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ENGINE = Page.__module__.split(".")[0]
_building = importlib.import_module(f"{ENGINE}.commands.build")

AGAIN = "quickbuild_again"
"""The method by which a plugin says which pages are made of others: given the files, and the
Markdown files that have changed, the Markdown files of those to be rendered again."""
REPLAYS = "quickbuild_replays"
"""The attribute by which a plugin promises that its part of a build can be done again with the same
configuration, and that what it changes in a page depends on that page, or is told by ``AGAIN``."""

_KNOWN = (
    "material.plugins.search.",
    "material.plugins.offline.",
    "mkdocs.contrib.search.",
    "properdocs.contrib.search.",
    "mkdocs_quickbuild.",
)
_NEVER = ("pre_build", "page_read_source", "build_error")
_DESCRIPTION = re.compile(r"""([\w.]+)\.description\b|[(\[]\s*["']description["']""")
_SEEN = {"title", "url", "meta"}
_OWN_BASES = ("page.meta", "consent", "author")


class WholeBuild(Exception):
    """The edit touches more than single pages; the message says what."""


@dataclass(slots=True)
class Replayed:
    """What an edit has changed: pages by their Markdown files, and other files.

    `before` is what stood at each page's place in the site, by its address.
    """

    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)


def objection(config: MkDocsConfig) -> str | None:
    """Why edits always need a whole build of this site; None if they do not."""
    for event, methods in config.plugins.events.items():
        for method in methods:
            plugin = getattr(method, "__self__", None)
            module = type(plugin).__module__ if plugin is not None else "a hook"
            promised = getattr(plugin, REPLAYS, False) and event not in _NEVER
            if not promised and not f"{module}.".startswith(_KNOWN):
                name = config.plugins._event_origins.get(method, module)
                return f"nobody knows what the plugin '{name}' makes of a single edit"
    return None


def replay(built: Built, begin: Callable[[Collection[str]], None]) -> Replayed:
    """Make what changed since the build. Raises WholeBuild if that is not enough.

    After that exception the build cannot be gone on from. `begin` is told which pages are made.
    """
    assert built.files is not None and built.env is not None
    changed = _changed(built)
    dates = {file.src_uri: file.page.update_date for file in built.files if file.page}
    pages = [src for src in changed if _is_page(built.files, src)]
    reaching = [src for src in sorted(built.across.reaching) if src not in pages]
    done = Replayed(files=[src for src in changed if src not in pages and _differs(built, src)])
    begin([f"page {src}" for src in pages + reaching])
    pages = [src for src in pages + reaching if _populate(built, src)]
    again = [src for src in _again(built, pages) if src not in pages]
    pages += [src for src in again if _populate(built, src)]
    done.files += _complete(built, pages)
    for src in done.files:
        file = built.files.get_file_from_path(src)
        assert file is not None
        file.copy_file(False)
    _build(built, pages, done)
    if any(f.page.update_date != dates.get(f.src_uri) for f in built.files if f.page):
        _build_templates(built)
    return done


def _changed(built: Built) -> list[str]:
    """The files whose content changed, in the order of the site; they hold the new one now."""
    config, known = built.config, built.files
    built.late.begin()
    config.nav = copy.deepcopy(built.asked)
    files = get_files(config)
    for theirs in built.theirs:
        if files.get_file_from_path(theirs.src_uri) is None:
            files.append(theirs)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    if config.nav != built.nav_asked:
        raise WholeBuild("the navigation changed")
    found = found_in(files)
    if list(found) != list(built.found):
        differing = [*set(found).symmetric_difference(built.found)]
        raise WholeBuild(f"files came or went: {', '.join(sorted(differing)[:3])}")
    changed = []
    assert known is not None
    for src, (place, content) in found.items():
        place_before, content_before = built.found[src]
        if place != place_before:
            raise WholeBuild(f"'{src}' has another place")
        new = files.get_file_from_path(src)
        if built.late.takes(new):
            continue
        if content != content_before:
            _take(known.get_file_from_path(src), new)
            changed.append(src)
    built.found = found
    return changed


def _take(file: File | None, new: File | None) -> None:
    assert file is not None and new is not None
    file.abs_src_path, file._content = new.abs_src_path, new._content


def _differs(built: Built, src: str) -> bool:
    assert built.files is not None
    file = built.files.get_file_from_path(src)
    assert file is not None
    return differs(file)


def _is_page(files: Files, src: str) -> bool:
    file = files.get_file_from_path(src)
    return file is not None and file.page is not None and file.is_documentation_page()


def _populate(built: Built, src: str) -> bool:
    """Render a page again; whether it reads otherwise now."""
    page = _page(built, src)
    before = _seen(built, page), page.markdown, built.contents.get(src), dict(page.meta)
    if "title" in vars(page) and built.titles.get(src) != page.title:
        del page.title  # a plugin named it when all pages were there, and will do so again
    _building._populate_page(page, built.config, built.files)
    if page.title != built.titles.get(src) or _seen(built, page)[1:] != before[0][1:]:
        raise WholeBuild(f"'{src}' has another title, or front matter that other pages show")
    built.contents[src] = page.content
    return (page.markdown, page.content, dict(page.meta)) != before[1:]


def _seen(built: Built, page: Page) -> tuple[Any, ...]:
    """All of a page that others may show."""
    meta = {key: value for key, value in page.meta.items() if key not in built.own}
    more = [copy.copy(getattr(page, name, None)) for name in sorted(built.across.shown - _SEEN)]
    return page.title, page.url, meta, more


def _page(built: Built, src: str) -> Page:
    assert built.files is not None
    file = built.files.get_file_from_path(src)
    assert file is not None and file.page is not None
    return file.page


def _again(built: Built, pages: Sequence[str]) -> Iterator[str]:
    for plugin in built.config.plugins.values():
        ask = getattr(plugin, AGAIN, None)
        if ask is not None:
            yield from ask(built.files, frozenset(pages))


def _complete(built: Built, pages: Sequence[str]) -> list[str]:
    """Let plugins look at all pages together; the files that they have changed."""
    files = built.files
    assert files is not None and built.env is not None
    for src, content in built.contents.items():
        if src not in pages:  # while it was built, the page was dressed further
            _page(built, src).content = content
    before = {src: file for src in built.added if (file := files.get_file_from_path(src))}
    for file in before.values():
        files.remove(file)
    built.config.plugins.on_env(built.env, config=built.config, files=files)
    added = {f.src_uri: content_of(f) for f in files if f.src_uri not in built.names}
    for src in added:
        built.late.takes(files.get_file_from_path(src))
    for src in built.added.keys() - added.keys():
        Path(before[src].abs_dest_path).unlink(missing_ok=True)
    changed = [src for src, content in added.items() if content != built.added.get(src)]
    built.added = added
    return changed


def _build(built: Built, pages: Iterable[str], done: Replayed) -> None:
    assert built.files is not None
    docs = built.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    order = {file.src_uri: number for number, file in enumerate(docs)}
    built.entries = built.entries or Entries(built.config)
    for src in sorted(pages, key=order.__getitem__):
        page = _page(built, src)
        path = Path(page.file.abs_dest_path)
        done.before[unquote(page.url)] = path.read_bytes() if path.exists() else b""
        with built.entries.noted(page.url):
            _building._build_page(
                page,
                built.config,
                docs,
                built.nav,
                built.env,
                excluded=page.file.inclusion.is_excluded(),
            )
        done.pages.append(src)


def _build_templates(built: Built) -> None:
    for template in built.config.theme.static_templates:
        _building._build_theme_template(template, built.env, built.files, built.config, built.nav)


def own_descriptions(folders: Iterable[str]) -> bool:
    """Whether no template of the theme shows the description of another page."""
    pages = (Path(folder).rglob("*.html") for folder in folders)
    return all(_shows_own(path.read_text("utf-8", "replace")) for found in pages for path in found)


def _shows_own(template: str) -> bool:
    return all((found[1] or "").endswith(_OWN_BASES) for found in _DESCRIPTION.finditer(template))
