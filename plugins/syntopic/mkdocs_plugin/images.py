"""Images on their way into the site: the notes' attachments, and those of ``docs_dir``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from syntopic.linking.places import attachment_page
from syntopic.mkdocs_plugin.files import replace, resolving
from syntopic.model import NotePath
from syntopic.publishing.images import image_withheld, needs_cleaning, published

log = get_plugin_logger("syntopic")


def add_attachments(
    files: Files, config: MkDocsConfig, notes: Path, used: Iterable[NotePath]
) -> None:
    """Adds what public pages show of the notes folder; images that cannot be cleaned stay out.

    The garden's problems name the latter, so nothing is said here.
    """
    for path in used:
        place, source = attachment_page(path), notes / path
        if not needs_cleaning(source):
            replace(files, File.generated(config, place, abs_src_path=str(source)))
        elif (content := published(source)) is not None:
            replace(files, File.generated(config, place, content=content))


def clean_own(files: Files, config: MkDocsConfig) -> None:
    """The same for the images that the author put beside the hand-written pages.

    Only files of ``docs_dir`` are touched, not those of themes and other plugins.
    """
    docs, real = Path(config.docs_dir).resolve(), resolving()
    for file in list(files):
        source = Path(file.abs_src_path) if file.abs_src_path else None
        if source is None or file.is_documentation_page() or docs not in real(source).parents:
            continue
        if not source.is_file() or not needs_cleaning(source):
            continue
        content = published(source)
        if content is None:
            files.remove(file)
            problem = image_withheld(NotePath(file.src_uri), source)
            log.warning("%s: %s. %s [%s]", file.src_uri, problem.message, problem.fix, problem.code)
        elif content != source.read_bytes():
            replace(files, File.generated(config, file.src_uri, content=content))
