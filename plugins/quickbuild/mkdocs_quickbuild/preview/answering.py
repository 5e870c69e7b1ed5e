"""What a preview answers a browser: the page, the page as it was, or what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from mkdocs_quickbuild.preview.page import ANYWAY, AS_IT_WAS, ASKED, WRONG, bar, error_page

Answer = Iterable[bytes]
App = Callable[[dict[str, Any], Callable[..., Any]], Answer]


@dataclass(slots=True)
class Answers:
    """Stands before the engine's server.

    `wrong` is what the site warns of now, `accepted` what the author knows of that; `failure` why
    there is no site of now. `before` are pages that the last edit replaced, by their addresses as
    they are read, `folder` is where the whole site from before lies, if it does. Of files that are
    `unfinished`, by their places in the site, answers wait.
    """

    server: Any
    app: App
    wrong: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()
    failure: str | None = None
    before: Mapping[str, bytes] = field(default_factory=dict)
    folder: str | None = None
    unfinished: frozenset[str] = frozenset()

    def stand_in(self) -> None:
        """Answer from now on."""
        inject = self.server._inject_js_into_html
        self.server.set_app(self.answer)

        def with_bar(content: bytes, epoch: int) -> bytes:
            count = len(self._told())
            at = content.rfind(b"</body>") if count else -1
            if at >= 0:
                content = content[:at] + bar(count).encode() + content[at:]
            answered: bytes = inject(content, epoch)
            return answered

        self.server._inject_js_into_html = with_bar

    def tell(self, wrong: tuple[str, ...], failure: str | None) -> None:
        """A build has ended: `wrong` is what it warned of. What is mended is accepted no more."""
        self.accepted &= set(wrong)
        self.wrong, self.failure = wrong, failure

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        """Answer one request."""
        path = str(environ.get("PATH_INFO", ""))
        if path.startswith("/livereload/"):
            return self.app(environ, start_response)
        self._wait(self._below(path))
        if "text/html" not in str(environ.get("HTTP_ACCEPT", "")):
            return self.app(environ, start_response)
        asked = parse_qs(str(environ.get("QUERY_STRING", ""))).get(ASKED, [""])[-1]
        if asked == ANYWAY:
            self.accepted |= set(self.wrong)
            start_response("302 Found", [("Location", path.encode("latin-1").decode() or "/")])
            return []
        if asked == AS_IT_WAS:
            if (old := self._old(path)) is not None:
                return self._page(old, start_response)
            return self.app(environ, start_response)
        fresh = [line for line in self._told() if line not in self.accepted]
        if fresh or (asked == WRONG and self._told()):
            lines = self._told() if asked == WRONG else fresh
            page = error_page(lines, failed=self.failure is not None)
            return self._page(page.encode(), start_response)
        return self.app(environ, start_response)

    def finish(self, unfinished: frozenset[str] = frozenset()) -> None:
        """All files are finished but these."""
        with self.server._epoch_cond:
            self.unfinished = unfinished
            self.server._epoch_cond.notify_all()

    def _below(self, path: str) -> str:
        """A place in the site, or the address of a folder of it."""
        # Servers decode a path as Latin-1, whatever it is (PEP 3333).
        told = path.encode("latin-1", "replace").decode("utf-8", "replace")
        return told.removeprefix(self.server.mount_path.rstrip("/")).lstrip("/")

    def _told(self) -> list[str]:
        return [*([] if self.failure is None else [self.failure]), *self.wrong]

    def _wait(self, place: str) -> None:
        """Wait until this place of the site is as the last edit has it."""

        def is_there() -> bool:
            shown = self.server._visible_epoch == self.server._wanted_epoch
            return shown and place not in self.unfinished

        with self.server._epoch_cond:
            self.server._epoch_cond.wait_for(is_there)

    def _page(self, content: bytes, start_response: Callable[..., Any]) -> Answer:
        content = type(self.server)._inject_js_into_html(
            self.server, content, self.server._visible_epoch
        )
        length = str(len(content))
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", length)])
        return [content]

    def _old(self, path: str) -> bytes | None:
        """The page at this path as it was before the last edit; None if it has not changed."""
        below = self._below(path)
        found = self.before.get(below)
        if found is not None or self.folder is None:
            return found
        name = f"{below}index.html" if not below or below.endswith("/") else below
        root = Path(self.folder)
        place = Path(os.path.normpath(root / name))
        return place.read_bytes() if place.is_relative_to(root) and place.is_file() else None
