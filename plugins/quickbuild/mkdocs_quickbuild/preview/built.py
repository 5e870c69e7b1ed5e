"""What the last whole build of a preview has left, from which an edit can go on."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import InclusionLevel

from mkdocs_quickbuild.building import Across
from mkdocs_quickbuild.preview.entries import Entries
from mkdocs_quickbuild.preview.late import LATE, Late, is_late

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

STATE = "quickbuild_state"
"""The attribute in which a plugin's own class of files says what stands for their content: where it
is equal, that is equal. So the content need not be put together to be compared."""

Place = tuple[Any, ...]
Content = tuple[Any, ...]


@dataclass(slots=True)
class Built:
    """One whole build, as far as it has come; `whole` once it has come to its end.

    `templates` is the state of the author's own templates when it began, which nobody may watch.
    `asked` and `nav` are the navigation before and after plugins added files; `found` the files
    that were there when the navigation was made, with place and content; `theirs` those of the
    theme. `titles` and `contents` are those of pages before and when all pages were rendered;
    `added` the files that came after that. `across` is what pages have of each other, `own` are the
    keys of a page's front matter that no other page shows. `late` are the files that no page waits
    for, `entries` those of the search index.
    """

    config: MkDocsConfig
    templates: tuple[Content, ...] = ()
    asked: Any = None
    nav_asked: Any = None
    theirs: list[File] = field(default_factory=list)
    found: dict[str, tuple[Place, Content]] = field(default_factory=dict)
    files: Files | None = None
    nav: Navigation | None = None
    env: jinja2.Environment | None = None
    titles: dict[str, Any] = field(default_factory=dict)
    contents: dict[str, str | None] = field(default_factory=dict)
    added: dict[str, Content] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    across: Across = field(default_factory=lambda: Across(frozenset(), frozenset()))
    own: frozenset[str] = frozenset()
    whole: bool = False
    late: Late = field(default_factory=Late)
    entries: Entries | None = None

    def before_plugins(self, files: Files) -> None:
        """The engine has found its files."""
        docs = os.path.normpath(self.config.docs_dir)
        self.asked = copy.deepcopy(self.config.nav)
        self.theirs = [file for file in files if os.path.normpath(file.src_dir or docs) != docs]

    def before_pages(self, files: Files) -> None:
        """All files are there, and the navigation that is to be made of them."""
        self.nav_asked = copy.deepcopy(self.config.nav)
        self.found = found_in(files)

    def rendered(self, files: Files) -> None:
        """All pages are rendered, and no plugin has looked at them together."""
        pages = [file for file in files if file.page is not None]
        self.contents = {file.src_uri: file.page.content for file in pages if file.page}
        self.titles = {file.src_uri: file.page.title for file in pages if file.page}
        self.names = frozenset(file.src_uri for file in files)

    def completed(self, files: Files, env: jinja2.Environment) -> None:
        """Plugins have added what they make of all pages."""
        self.files, self.env = files, env
        self.added = {f.src_uri: content_of(f) for f in files if f.src_uri not in self.names}

    def finish(self) -> list[str]:
        """Make what no page waits for; the late files that have changed."""
        assert self.files is not None
        if self.entries is not None:
            self.entries.finish(
                self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            )
        return list(self.late.finish(self.files))


def found_in(files: Iterable[File]) -> dict[str, tuple[Place, Content]]:
    """Each file by its source, with where it stands and what it holds."""
    return {file.src_uri: (place_of(file), content_of(file)) for file in files}


def place_of(file: File) -> Place:
    """All by which other pages know a file."""
    return file.dest_uri, file.url, file.inclusion, file.edit_uri, file.generated_by


def content_of(file: File) -> Content:
    """What tells whether a file holds the same as before: its content, or its state on disk.

    Of a late file, which is compared when it is made, it tells only that it is one.
    """
    if is_late(file):
        return (LATE,)
    if (state := getattr(file, STATE, None)) is not None:
        return STATE, state
    if file._content is not None:
        return (file._content,)
    return state_of(file.abs_src_path)


def templates_of(config: MkDocsConfig) -> tuple[Content, ...]:
    """The author's own templates, with the state of each on disk."""
    found = os.walk(config.theme.custom_dir or "")
    paths = [os.path.join(folder, name) for folder, _, names in found for name in names]
    return tuple(map(state_of, sorted(paths)))


def state_of(path: str | None) -> Content:
    """What tells whether a file on disk was written since."""
    try:
        state = os.stat(path or "")
    except OSError:
        return path, None
    return path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino
