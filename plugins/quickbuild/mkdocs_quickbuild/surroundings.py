"""All around the text of a page that its Markdown depends on: extensions, options, files, code."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page

from mkdocs_quickbuild.canonical import Name, value_digest
from mkdocs_quickbuild.extensions import SNIPPETS, Dialect, called, is_pure_module
from mkdocs_quickbuild.installed import covered_places, is_known
from mkdocs_quickbuild.store import digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for all pages of a build.

    `digest` stands for all around them, which includes the files below the `covered` places.
    """

    dialect: Dialect
    digest: bytes
    covered: tuple[str, ...]
    appended: bytes


def setup_of(
    config: MkDocsConfig, dialect: Dialect, code: bytes, name: Name, trusted: frozenset[str]
) -> Setup:
    """Raises Refused if the configuration of an extension has no stable form."""

    def known(module: str) -> bool:
        return is_known(module) and is_pure_module(module, trusted)

    values = (
        Page.__module__,
        list(map(called, config.markdown_extensions)),
        config.mdx_configs,
        config.validation,
        config.use_directory_urls,
    )
    appended = appended_digest(dialect)
    whole = digest(code, value_digest(values, name, known), appended, named_files(config))
    return Setup(dialect, whole, covered_places(), appended)


def appended_digest(dialect: Dialect) -> bytes:
    """16 bytes for the files that are appended to every page, as they are now."""
    return digest(*map(content_digest, dialect.appended))


def named_files(config: MkDocsConfig) -> bytes:
    """16 bytes for the files that options of extensions name, and for all in folders that they do.

    Snippets' are left out: these are read page by page.
    """
    return digest(*(tree_digest(path, _below(path)) for path in named_places(config)))


def named_places(config: MkDocsConfig) -> list[str]:
    """The files and folders that options of extensions name, but for those of snippets."""
    found: list[str] = []
    for extension, options in config.mdx_configs.items():
        if extension != SNIPPETS:
            _collect_paths(options, found)
    return found


def _collect_paths(value: Any, found: list[str]) -> None:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _collect_paths(item, found)
    elif isinstance(value, str) and len(value) > 1 and "\0" not in value and os.path.exists(value):
        found.append(value)


def _below(path: str) -> list[str]:
    if os.path.isfile(path):
        return [path]
    return sorted(os.path.join(at, name) for at, _, names in os.walk(path) for name in names)


def tree_digest(base: str, files: Iterable[str]) -> bytes:
    """16 bytes for these files, the name of each from `base` and what it holds."""
    names = ((os.fsencode(os.path.relpath(file, base)), file) for file in files)
    return digest(*(digest(name, content_digest(file)) for name, file in names))


def content_digest(path: str) -> bytes:
    """16 bytes for a file's content, or for its absence."""
    try:
        with open(path, "rb") as file:
            return digest(b"file", file.read())
    except OSError:
        return digest(b"folder" if os.path.isdir(path) else b"nothing")
