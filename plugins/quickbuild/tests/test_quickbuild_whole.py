"""Who reads a file of a preview's site while it is written gets the old one or the new one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mkdocs_quickbuild.preview.whole import whole_files

SIZE = 3_000_000
TIMES = 40


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Mine", "site_dir": str(tmp_path / "site")})
    config.plugins = type("Plugins", (), {"_current_plugin": "mine"})()
    return config


def _page(content: str, place: Path, config: MkDocsConfig) -> None:
    utils.write_file(content.encode(), str(place))


def _made(content: str, place: Path, config: MkDocsConfig) -> None:
    File.generated(config, place.name, content=content).copy_file(False)


def _copied(content: str, place: Path, config: MkDocsConfig) -> None:
    source = Path(config.site_dir).parent / "source"
    source.write_text(content, "utf-8")
    File.generated(config, place.name, abs_src_path=str(source)).copy_file(False)


@pytest.mark.parametrize("write", [_page, _made, _copied])
def test_nobody_reads_half_of_a_file(
    write: Callable[[str, Path, MkDocsConfig], None], tmp_path: Path, config: MkDocsConfig
) -> None:
    place = tmp_path / "site" / "told.txt"
    write("a" * SIZE, place, config)
    contents = {letter * SIZE for letter in "ab"}
    wrong: list[int] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            if (text := place.read_text("utf-8")) not in contents:
                wrong.append(len(text))

    reader = threading.Thread(target=read)
    reader.start()
    with whole_files():
        for n in range(TIMES):
            write("ab"[n % 2] * SIZE, place, config)
    ended.set()
    reader.join()
    assert not wrong
    assert [one.name for one in place.parent.iterdir()] == ["told.txt"], "and no part stays"


def test_files_are_what_the_engine_writes_bytes_and_lines_alike(
    tmp_path: Path, config: MkDocsConfig
) -> None:
    site = tmp_path / "site"
    contents = ("one\ntwo\r\nthree", b"\x00\n\xff", "", "é")
    for content in contents:
        with whole_files():
            File.generated(config, "whole", content=content).copy_file(False)
        File.generated(config, "engine", content=content).copy_file(False)
        assert (site / "whole").read_bytes() == (site / "engine").read_bytes()


def test_a_file_of_the_site_that_is_named_like_a_part_stays(tmp_path: Path) -> None:
    with whole_files():
        utils.write_file(b"part", str(tmp_path / "movie.part"))
        utils.write_file(b"whole", str(tmp_path / "movie"))
    assert (tmp_path / "movie.part").read_bytes() == b"part"


def test_a_name_too_long_for_a_part_beside_it_is_written_all_the_same(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 253)
    with whole_files():
        utils.write_file(b"here", str(place))
    assert place.read_bytes() == b"here"


def test_afterwards_the_engine_writes_as_before_also_if_something_failed() -> None:
    before = utils.write_file, utils.copy_file, File.copy_file
    with pytest.raises(ZeroDivisionError), whole_files():
        assert utils.write_file is not before[0]
        raise ZeroDivisionError
    assert (utils.write_file, utils.copy_file, File.copy_file) == before
