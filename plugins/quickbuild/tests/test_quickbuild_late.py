"""What no page waits for is made after the pages, and only written where it has changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files

from mkdocs_quickbuild.preview.late import Late
from mkdocs_quickbuild.preview.watching import DELAY_SECONDS, WRITTEN_SECONDS, Watching


class LateFile(File):
    """A file as a plugin would have it."""

    quickbuild_late = True
    text: str | bytes | None = None
    asked = 0

    @property
    def _content(self) -> str | bytes | None:
        self.asked += 1
        return self.text

    @_content.setter
    def _content(self, text: str | bytes | None) -> None:
        self.text = text


def _file(config: MkDocsConfig, text: str) -> LateFile:
    file = LateFile.generated(config, "told.json", content=text)
    assert isinstance(file, LateFile)
    return file


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Mine", "site_dir": str(tmp_path)})
    config.plugins = type("Plugins", (), {"_current_plugin": "mine"})()
    return config


def test_a_late_file_is_asked_for_its_content_only_when_pages_are_there(
    config: MkDocsConfig, tmp_path: Path
) -> None:
    first, second = _file(config, "one"), _file(config, "two")
    late = Late()
    assert late.takes(second)
    assert second.asked == 0
    assert late.addresses() == {"told.json"}
    assert list(late.finish(Files([first]))) == ["told.json"]
    assert (tmp_path / "told.json").read_text("utf-8") == "two"
    assert late.addresses() == frozenset(), "nothing is left to do"
    assert first.text == "two", "the site's own file holds it from now on"


def test_a_late_file_that_is_as_it_was_is_not_written_again(
    config: MkDocsConfig, tmp_path: Path
) -> None:
    late, own = Late(), _file(config, "one")
    own.copy_file()
    for round_ in range(2):
        written = (tmp_path / "told.json").stat().st_mtime_ns
        late.takes(_file(config, "one"))
        assert list(late.finish(Files([own]))) == [], f"round {round_}"
        assert (tmp_path / "told.json").stat().st_mtime_ns == written


def test_any_other_file_is_none_of_them(config: MkDocsConfig) -> None:
    late = Late()
    assert not late.takes(File.generated(config, "now.json", content="x"))
    assert not late.takes(None)
    assert late.addresses() == frozenset()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a program lets go")
def test_an_edit_is_followed_at_once_when_the_program_has_let_go_of_the_file(
    tmp_path: Path,
) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    note = tmp_path / "note.md"
    note.write_text("one", "utf-8")
    server.watch(str(tmp_path))
    watching = Watching(server)
    assert watching.take_over() is None
    try:
        with note.open("w", encoding="utf-8") as held:
            held.write("two")
            held.flush()
            _until(lambda: bool(watching.take()))
            assert server.build_delay == DELAY_SECONDS, "more may come"
        _until(lambda: server.build_delay == WRITTEN_SECONDS)
        note.rename(tmp_path / "other.md")
        _until(lambda: server.build_delay == DELAY_SECONDS)
    finally:
        server.observer.stop()
        server.server_close()


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
