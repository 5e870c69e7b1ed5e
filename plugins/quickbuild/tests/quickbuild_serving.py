"""A preview in a process of its own, with what a browser sees of it; and a clean one beside it.

The clean one is built by a process of its own, too:

    python quickbuild_serving.py ENGINE CONFIGURATION FOLDER ADDRESS
"""

from __future__ import annotations

import importlib
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from quickbuild_sites import VARIABLES

_LIVE = re.compile(rb"<script>(?:(?!</script>).)*livereload(?:(?!</script>).)*</script>", re.DOTALL)
_BAR = re.compile(rb'<a href="\?quickbuild=wrong".*?</a>')
_ENDED = ("Reloading browsers", "will appear stuck")
PATIENCE = 60


class Serving:
    """A running preview of the site that a configuration file describes."""

    def __init__(
        self,
        config: Path,
        engine: str = "mkdocs",
        path: str = "",
        flags: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.config, self.engine = config, engine
        self.address = f"http://127.0.0.1:{port}/{path}"
        self._log = config.parent / "serving.log"
        command = [sys.executable, "-m", engine, "serve", "-f", str(config), *flags]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*command, "--dev-addr", f"127.0.0.1:{port}"],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**VARIABLES, **(variables or {})},
                cwd=config.parent,
            )

    def __enter__(self) -> Serving:
        try:
            self.wait(lambda: "Serving on" in self.said or self._process.poll() is not None)
            assert self._process.poll() is None, self.said
        except BaseException:
            self._process.kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def said(self) -> str:
        """All that it has said."""
        return self._log.read_text("utf-8", "replace")

    @property
    def ended(self) -> int:
        """How many builds have ended since it serves."""
        return sum(self.said.count(word) for word in _ENDED)

    def wait(self, until: object) -> None:
        """Wait until this gives true."""
        deadline = time.monotonic() + PATIENCE
        assert callable(until)
        while not until():
            assert time.monotonic() < deadline, self.said[-3000:]
            time.sleep(0.02)

    def follow(self, seen: int) -> str:
        """Wait for the end of what follows after `seen` builds; what was said meanwhile."""
        at = len(self.said)
        self.wait(lambda: self.ended > seen)
        while True:  # one edit may be heard in two parts
            time.sleep(0.25)
            if self.said.count("Detected file changes") <= self.ended:
                return self.said[at:]

    def get(self, place: str = "", *, page: bool = False) -> bytes:
        """What is answered for a place: to a browser that shows a page, or to a script."""
        accept = "text/html" if page else "*/*"
        request = urllib.request.Request(self.address + place, headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            content: bytes = answer.read()
        return content

    def differences(self, clean: Path) -> list[str]:
        """The files of a clean preview that are answered otherwise, or not at all."""
        return sorted(
            str(file.relative_to(clean))
            for file in clean.rglob("*")
            if file.is_file() and not self._is_same(file, file.relative_to(clean).as_posix())
        )

    def _is_same(self, file: Path, name: str) -> bool:
        try:
            answered = self.get(name)
        except urllib.error.HTTPError:
            return False
        if name.endswith(".html"):
            answered = _BAR.sub(b"", _LIVE.sub(b"", answered))
        return answered == file.read_bytes()

    def clean(self, folder: Path, config: Path | None = None, *, may_fail: bool = False) -> bool:
        """Build what a preview shows into a folder, without a cache; whether that worked."""
        command = [sys.executable, __file__, self.engine, str(config or self.config)]
        done = subprocess.run(
            [*command, str(folder), self.address],
            capture_output=True,
            text=True,
            env=VARIABLES,
            cwd=self.config.parent,
        )
        assert may_fail or done.returncode == 0, done.stderr[-3000:]
        return done.returncode == 0


def main(engine: str, file: str, folder: str, address: str) -> None:
    """Build as the engine's `serve` does, without the cache."""
    sys.path.insert(0, "")
    importlib.import_module(f"{engine}.__main__")
    config = importlib.import_module(f"{engine}.config").load_config(file, site_dir=folder)
    config.plugins.on_startup(command="serve", dirty=False)
    config.plugins["quickbuild"].config.enabled = False
    config.site_url = address
    importlib.import_module(f"{engine}.commands.build").build(config, serve_url=address)
    config.plugins.on_shutdown()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4])
