"""The blog, as the engine keeps it: posts of the garden and pages that were written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mkdocs.structure.files import Files

from syntopic.publishing.values import Post


def at_home(posts: Iterable[Post], files: Files) -> tuple[Post, ...]:
    """The posts with the addresses that the engine gave to their pages."""
    found = ((post, files.get_file_from_path(post.src)) for post in posts)
    return tuple(replace(p, url=file.url.removeprefix("./")) for p, file in found if file)
