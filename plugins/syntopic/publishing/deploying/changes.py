"""What would change for a reader if a site took the place of another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from syntopic.publishing.deploying.seen import Seen

Kind = Literal["new", "changed", "moved", "gone"]

_SILENT_FILES = frozenset(("sitemap.xml", "sitemap.xml.gz", ".nojekyll", "garden.json"))
"""Files that no reader opens."""

_LOOKS = re.compile(r".*\.(?:css|js|map)|assets/(?!notes/).*\.(?:svg|ico|txt)|assets/images/.*")
"""What every page is dressed in."""

_FOLLOWS = re.compile(r".*\.(?:woff2?|ttf)|search/.*|404\.html")
"""Made of what the pages say (fonts hold their letters, the search their words, the page of unknown
addresses their menu), so worth a word only where no page changed."""

_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|webp|avif|svg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a site: a name for each content, and how to read a page."""

    files: Mapping[str, str]
    page: Callable[[str], Seen]


@dataclass(frozen=True, slots=True)
class Change:
    """A page that a reader would find new, changed, moved (``to`` another address) or gone."""

    kind: Kind
    url: str
    title: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a reader would notice.

    ``framed`` is how many other pages change around their content only (menus, previews);
    ``looks`` tells that styles, scripts or fonts differ; ``pictures`` is how many do; ``files`` are
    all others, such as notebooks and feeds, each with what happened to it.
    """

    pages: tuple[Change, ...] = ()
    framed: int = 0
    looks: bool = False
    pictures: int = 0
    files: tuple[tuple[Kind, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pages or self.framed or self.looks or self.pictures or self.files)

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The pages of one kind."""
        return tuple(change for change in self.pages if change.kind == kind)


def changes_between(old: Tree, new: Tree) -> Changes:
    """Compares two sites. Pages are read only where their files differ; nothing is said twice."""
    differing = sorted(
        path
        for path in old.files.keys() | new.files.keys()
        if old.files.get(path) != new.files.get(path) and path not in _SILENT_FILES
    )
    dress = [path for path in differing if _LOOKS.fullmatch(path)]
    follows = [path for path in differing if _FOLLOWS.fullmatch(path)]
    rest = [path for path in differing if path not in {*dress, *follows}]
    found = [_page(path, old, new) for path in rest if path.endswith(".html")]
    pages = [change for change in found if isinstance(change, Change)]
    targets = {change.to for change in pages if change.kind == "moved"}
    told = [c for c in pages if not (c.kind == "new" and c.url in targets)]
    framed = sum(change == "framed" for change in found)
    files = [path for path in rest if not path.endswith(".html")]
    others = [path for path in files if not _PICTURE.fullmatch(path)]
    return Changes(
        tuple(sorted(told, key=lambda change: change.url)),
        framed,
        bool(dress or (follows and not told and not framed)),
        len(files) - len(others),
        tuple((_kind(path, old, new), path) for path in others),
    )


def url_of(path: str) -> str:
    """The address of a page's file."""
    folder, name = posixpath.split(path)
    return (f"{folder}/" if folder else "") if name == "index.html" else path


def _page(path: str, old: Tree, new: Tree) -> Change | Literal["framed"] | None:
    before = old.page(path) if path in old.files else None
    after = new.page(path) if path in new.files else None
    url = url_of(path)
    was = before is not None and not before.leads_to
    if after is None or after.leads_to:
        if before is None or not was:
            return None
        if after is None:
            return Change("gone", url, before.title)
        return Change("moved", url, before.title, _target(url, after.leads_to))
    if before is None or not was:
        return Change("new", url, after.title)
    if (before.content, before.title) != (after.content, after.title):
        return Change("changed", url, after.title)
    return "framed" if before.frame != after.frame else None


def _target(url: str, way: str) -> str:
    page = unquote(way.partition("#")[0])
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(url) or "", page))
    below = joined.lstrip("/")
    return f"{below}/" if below and page.endswith("/") else below


def _kind(path: str, old: Tree, new: Tree) -> Kind:
    return "new" if path not in old.files else "gone" if path not in new.files else "changed"


def counted(changes: Changes) -> Iterator[tuple[Kind, int]]:
    """How many pages of each kind there are, without those of which there is none."""
    kinds: tuple[Kind, ...] = ("new", "changed", "moved", "gone")
    yield from ((kind, len(changes.of(kind))) for kind in kinds if changes.of(kind))
