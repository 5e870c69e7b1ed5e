"""What a preview answers a browser: the page, the page as it was, or what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from mkdocs_quickbuild.preview.page import ANYWAY, AS_IT_WAS, ASKED, WRONG, bar, error_page

Answer = Iterable[bytes]
App = Callable[[dict[str, Any], Callable[..., Any]], Answer]


@dataclass(slots=True)
class Answers:
    """Stands before the engine's server.

    `wrong` is what the site warns of now, `accepted` what the author knows of that; `failure` why
    there is no site of now. `before` are pages that the last edit replaced, by their addresses as
    they are read, `folder` is where the whole site from before lies, if it does.
    """

    server: Any
    app: App
    wrong: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()
    failure: str | None = None
    before: Mapping[str, bytes] = field(default_factory=dict)
    folder: str | None = None

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
        asks_page = "text/html" in str(environ.get("HTTP_ACCEPT", ""))
        if not asks_page or path.startswith("/livereload/"):
            return self.app(environ, start_response)
        self._wait()
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

    def _told(self) -> list[str]:
        return [*([] if self.failure is None else [self.failure]), *self.wrong]

    def _wait(self) -> None:
        server = self.server
        with server._epoch_cond:
            server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)

    def _page(self, content: bytes, start_response: Callable[..., Any]) -> Answer:
        content = type(self.server)._inject_js_into_html(
            self.server, content, self.server._visible_epoch
        )
        length = str(len(content))
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", length)])
        return [content]

    def _old(self, path: str) -> bytes | None:
        """The page at this path as it was before the last edit; None if it has not changed."""
        mount = self.server.mount_path.rstrip("/")
        below = unquote(path).removeprefix(mount).lstrip("/")
        found = self.before.get(below)
        if found is not None or self.folder is None:
            return found
        name = f"{below}index.html" if not below or below.endswith("/") else below
        root = Path(self.folder)
        place = Path(os.path.normpath(root / name))
        return place.read_bytes() if place.is_relative_to(root) and place.is_file() else None
