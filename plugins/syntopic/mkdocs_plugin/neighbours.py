"""What pages call each other: previous and next at the foot of those that are read in an order of
their own, and the first page by a name of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files


def read_in_order(files: Files, order: Sequence[str]) -> None:
    """Links the pages of these Markdown files one after the other; the last has no next one."""
    found = (files.get_file_from_path(src) for src in order)
    pages = [file.page for file in found if file is not None and file.page is not None]
    for page, following in pairwise(pages):
        page.next_page, following.previous_page = following, page
    if pages:
        pages[-1].next_page = None


def name_home(files: Files, config: MkDocsConfig, label: str) -> None:
    """Calls the first page so where it bears the site's name, which stands above it."""
    for file in files.documentation_pages():
        page = file.page
        if page and page.is_homepage and page.title == config.site_name:
            page.title = label
