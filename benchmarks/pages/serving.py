"""A built site, served on this machine below a path and compressed, as a web server does it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BELOW = "/garden/"
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")


@contextmanager
def served(site: Path, port: int = 0) -> Iterator[str]:
    """Serve a site, at any free port; the address of its first page, which ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Compressed, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Compressed(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: text in gzip, and the site's own page for what is not there."""

    def translate_path(self, path: str) -> str:
        """Look below the path that the site stands at; nothing stands elsewhere."""
        inside = path.startswith(BELOW)
        return super().translate_path("/" + path.removeprefix(BELOW) if inside else "/-/-/-")

    def do_GET(self) -> None:
        """Send a file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if path.is_dir() and not self.path.split("?")[0].endswith("/"):
            super().do_GET()  # leads to the address with a slash
        elif not file.is_file():
            self._send(404, Path(self.directory) / "404.html")
        else:
            self._send(200, file)

    def _send(self, status: int, file: Path) -> None:
        content = file.read_bytes() if file.is_file() else b""
        packed = file.suffix in COMPRESSED
        body = gzip.compress(content, 6, mtime=0) if packed else content
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def guess_type(self, path: Any) -> str:
        """Name the type and, of text, its encoding."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
