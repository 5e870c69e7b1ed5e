"""What a build would write as it stands is left alone; nothing else of the site before is left."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs import utils
from quickbuild_sites import build, write

from mkdocs_quickbuild.leftovers import Turn
from mkdocs_quickbuild.standing import Standing
from mkdocs_quickbuild.store import Store

ENGINE = utils.write_file
PAGES = {"index.md": "# Home\n", "one.md": "# One\n", "two.md": "# Two\n"}

_NAMES = st.sampled_from(["a", "a/b", "a/b/c", "b", "b/c.html", "c.html", ".hidden", "d/Ä b.css"])
_SITES = st.dictionaries(_NAMES, st.sampled_from([b"", b"one", b"two", b"longer"]), max_size=6)
_CHANGES = st.lists(st.tuples(_NAMES, st.sampled_from([None, b"one", b"six", b"other"])))


def test_a_site_that_changed_in_nothing_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    build(tmp_path, "site")
    before = _states(tmp_path / "site")
    assert "0 written" in build(tmp_path, "site").line("left")
    assert _states(tmp_path / "site") == before


def test_what_was_edited_removed_or_added_in_the_folder_is_put_right(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    build(tmp_path, "site")
    build(tmp_path, "clean", cache=None)
    site = tmp_path / "site"
    (site / "one/index.html").write_text("edited", encoding="utf-8")
    (site / "two/index.html").unlink()
    (site / "foreign").mkdir()
    (site / "foreign/file.html").write_text("foreign", encoding="utf-8")
    assert "2 written" in build(tmp_path, "site").line("left")
    assert _contents(site) == _contents(tmp_path / "clean")


def test_a_page_that_is_no_more_leaves_neither_file_nor_folder(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    build(tmp_path, "site")
    (tmp_path / "docs/two.md").unlink()
    build(tmp_path, "site")
    assert (tmp_path / "site/one").is_dir()
    assert not (tmp_path / "site/two").exists()


def test_a_build_that_fails_leaves_no_page_of_the_one_before(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    build(tmp_path, "site")
    write(tmp_path, {}, theme={"name": "material", "custom_dir": "own"})
    (tmp_path / "own").mkdir()
    (tmp_path / "own/main.html").write_text("{{ page.title.missing() }}", encoding="utf-8")
    assert build(tmp_path, "site").code != 0
    assert not list((tmp_path / "site").rglob("*.html"))


def test_with_a_hook_that_nobody_has_read_the_engine_writes_everything(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text("def on_env(env, **_): return env\n", encoding="utf-8")
    write(tmp_path, PAGES, hooks=["hook.py"])
    build(tmp_path, "site")
    before = _states(tmp_path / "site")
    assert "files:" not in build(tmp_path, "site").line("kept")
    assert before["index.html"] != _states(tmp_path / "site")["index.html"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_SITES, _CHANGES), min_size=2, max_size=4))
def test_after_every_build_the_folder_holds_what_was_written_and_nothing_else(
    builds: list[tuple[dict[str, bytes], list[tuple[str, bytes | None]]]],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        site, store = Path(made, "site"), Store(Path(made, "cache"))
        hidden: dict[str, bytes] = {}
        for files, changes in builds:
            files = _possible(files)
            _build(store, site, files)
            hidden |= {name: text for name, text in files.items() if name.startswith(".")}
            assert _contents(site) == files | hidden
            for name, text in changes:
                _change(site / name, text)
            hidden = {n: text for n, text in _contents(site).items() if n.startswith(".")}
        store.close()


def test_after_two_builds_at_once_the_next_takes_nothing_for_granted(tmp_path: Path) -> None:
    site, store = tmp_path / "site", Store(tmp_path / "cache")
    one, other = Standing(store, str(site)), Standing(store, str(site))
    one.begin()
    utils.clean_directory(str(site))
    utils.write_file(b"one", str(site / "page.html"))
    _uninstalled(other)
    (site / "page.html").write_bytes(b"two")  # by the other, in a process of its own
    one.end()
    assert other._turn.end() is False
    _build(store, site, {"page.html": b"one"})
    assert _contents(site) == {"page.html": b"one"}


def test_a_build_has_its_turn_alone_unless_one_before_has_not_ended(tmp_path: Path) -> None:
    first, second, third = (Turn(tmp_path / "turn") for _ in range(3))
    first.begin()
    second.begin()
    assert not first.end()
    assert not second.end()
    third.begin()
    assert third.end()


def test_the_engine_has_its_own_ways_again_after_each_build(tmp_path: Path) -> None:
    _build(Store(tmp_path / "cache"), tmp_path / "site", {"a": b"a"})
    assert utils.write_file is ENGINE


@pytest.mark.parametrize("leads_to", ["file", "folder"])
def test_what_a_link_leads_to_is_never_removed(tmp_path: Path, leads_to: str) -> None:
    store, site, aim = Store(tmp_path / "cache"), tmp_path / "site", tmp_path / "aim"
    _build(store, site, {"a/page.html": b"page"})
    if leads_to == "file":
        aim.write_bytes(b"mine")
    else:
        _change(aim / "mine", b"mine")
    (site / "a/link").symlink_to(aim)
    _build(store, site, {"a/page.html": b"page"})
    assert not (site / "a/link").exists()
    assert (aim if leads_to == "file" else aim / "mine").read_bytes() == b"mine"


def _build(store: Store, site: Path, files: dict[str, bytes]) -> None:
    """What an engine does with its folder."""
    standing = Standing(store, str(site))
    standing.begin()
    utils.clean_directory(str(site))
    for name, content in files.items():
        utils.write_file(content, str(site / name))
    standing.end()


def _uninstalled(standing: Standing) -> None:
    """Begin as a process of its own would, which changes no function of this one."""
    standing._turn.begin()


def _possible(files: dict[str, bytes]) -> dict[str, bytes]:
    """Those that can be at once: what is a folder is no file."""
    return {
        name: text
        for name, text in files.items()
        if not any(other.startswith(f"{name}/") for other in files)
    }


def _change(path: Path, text: bytes | None) -> None:
    """What somebody does to the folder of a site between two builds, as far as it is possible."""
    try:
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    except OSError:
        pass


def _contents(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def _states(site: Path) -> dict[str, tuple[int, int]]:
    """Who a file is, and when it was written; the map of the site in two forms aside."""
    return {
        str(p.relative_to(site)): (os.stat(p).st_ino, os.stat(p).st_mtime_ns)
        for p in site.rglob("*")
        if p.is_file() and not p.name.startswith("sitemap") and "search" not in p.name
    }
