"""Previous and next at the foot of pages that are read in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mkdocs.structure.files import Files


def read_in_order(files: Files, order: Sequence[str]) -> None:
    """Links the pages of these Markdown files one after the other; the last has no next one."""
    found = (files.get_file_from_path(src) for src in order)
    pages = [file.page for file in found if file is not None and file.page is not None]
    for page, following in pairwise(pages):
        page.next_page, following.previous_page = following, page
    if pages:
        pages[-1].next_page = None
