"""A small web for tests: one real server on this machine, which is also the way to every host.

Commands that are given its address as their proxy ask it for ``http://anything.example/…``.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, Mapping[str, str]]
Route = Reply | list[Reply]
"""What a path answers: the same always, or one thing after the other."""

SILENT = (0, {"how": "silent"})
"""Takes the question and never answers."""

SLOW = (200, {"how": "slow"})
"""Answers after a while."""

DRIPPING = (0, {"how": "dripping"})
"""Begins an answer and never ends it."""

HANGING_UP = (0, {"how": "hanging up"})
"""Closes the connection without a word."""


@dataclass
class Web:
    """What stands where (by ``METHOD host/path`` or ``host/path`` alone), and what was asked."""

    routes: dict[str, Route]
    port: int = 0
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    most: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)
    _now: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def proxy(self) -> dict[str, str]:
        """The variables that send every question here."""
        here = f"http://127.0.0.1:{self.port}"
        return {"http_proxy": here, "HTTP_PROXY": here, "no_proxy": "", "NO_PROXY": ""}

    @property
    def lines(self) -> list[str]:
        """What was asked, in order: ``HEAD host/path``."""
        return [f"{method} {address}" for method, address, _ in self.asked]

    def reply(self, method: str, address: str, headers: Mapping[str, str]) -> Reply:
        """What a question is answered, and what is remembered of it."""
        with self._lock:
            self.asked.append((method, address, headers))
            found = self.routes.get(f"{method} {address}", self.routes.get(address, (404, {})))
            if isinstance(found, list):
                return found.pop(0) if found[1:] else found[0]
            return found

    @contextmanager
    def counted(self, host: str) -> Iterator[None]:
        """Counts how many questions a host answers at the same time."""
        with self._lock:
            self._now[host] += 1
            self.most[host] = max(self.most[host], self._now[host])
        yield
        with self._lock:
            self._now[host] -= 1


@contextmanager
def serving(routes: Mapping[str, Route]) -> Iterator[Web]:
    """A web that is there until the end of the block."""
    web = Web(dict(routes))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            address = self.path.removeprefix("http://")
            if self.path.startswith("/"):
                address = f"{self.headers['Host'].partition(':')[0]}{self.path}"
            with web.counted(address.partition("/")[0]):
                status, headers = web.reply(self.command, address, dict(self.headers))
                if headers.get("how") == "slow":
                    web.over.wait(0.7)
            self.write(status, headers)

        do_GET = do_HEAD = answer

        def write(self, status: int, headers: Mapping[str, str]) -> None:
            self.close_connection = not status
            if headers.get("how") == "silent":
                web.over.wait(30)
            elif headers.get("how") == "dripping":
                while not web.over.wait(0.05):
                    self.wfile.write(b"H")
            if not status:
                return
            body = int(headers.get("body", 0))
            self.send_response(status)
            for name, value in headers.items():
                if name != "body":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(body))
            self.end_headers()
            if body and self.command == "GET":
                with suppress(OSError):
                    for _ in range(body // 65536):
                        self.wfile.write(bytes(65536))

        def log_message(self, *_: object) -> None:
            """Says nothing."""

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield web
    finally:
        web.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
