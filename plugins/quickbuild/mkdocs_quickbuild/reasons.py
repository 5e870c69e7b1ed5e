"""Why a page was rendered again: what it was made of last time, beside what it is made of now."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import get_plugin_logger

from mkdocs_quickbuild.links import moved
from mkdocs_quickbuild.store import Store

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

log = get_plugin_logger(__name__)
_KIND = "reason"


class Reasons:
    """Remembers the inputs of each page, and tells under --verbose which of them changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, step: str, page: str, inputs: dict[str, str], links: dict[str, Any]) -> None:
        """Remember what a step has made a page of."""
        record = json.dumps([inputs, links]).encode()
        self._store.put(_KIND, _key(step, page), record)

    def touch(self, step: str, page: str) -> None:
        """Keep remembering it."""
        self._store.touch(_KIND, _key(step, page))

    def say(self, step: str, page: str, inputs: dict[str, str], files: Files) -> None:
        """Find out and tell, under --verbose, why this step is taken again."""
        if log.logger.isEnabledFor(logging.DEBUG):
            self.tell(step, page, self._changed(step, page, inputs, files))

    def tell(self, step: str, page: str, reason: str) -> None:
        """Tell, under --verbose, why this step is taken again."""
        log.debug("%s of '%s' made again: %s", step, page, reason)

    def not_kept(self, step: str, page: str, reason: str) -> None:
        """Tell, under --verbose, why this step will be taken again in every build."""
        log.debug("%s of '%s' not kept, since %s", step, page, reason)

    def glanced(self, pages: int) -> None:
        """Tell, under --verbose, for how many pages a glance was enough."""
        log.debug("pages that were known at a glance: %s", pages)

    def _changed(self, step: str, page: str, inputs: dict[str, str], files: Files) -> str:
        record = self._store.get(_KIND, _key(step, page))
        if record is None:
            return "nothing is kept of it"
        before, links = json.loads(record)
        changed = [name for name, value in inputs.items() if before.get(name) != value]
        changed += [f"where '{path}' leads" for path in moved(links, files)]
        return f"changed: {', '.join(changed)}" if changed else "what was kept of it is gone"


def _key(step: str, page: str) -> bytes:
    return f"{step} {page}".encode()
