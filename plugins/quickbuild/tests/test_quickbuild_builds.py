"""Whole builds by both engines, beside builds without the cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from quickbuild_sites import SETTINGS, build, differences, hook, sample, write


def kept(said: str, what: str) -> tuple[int, int]:
    """How many of these were kept and how many were made."""
    part = next(part for part in said.split("; ") if what in part)
    numbers = [int(word) for word in part.replace(",", "").split() if word.isdigit()]
    return numbers[0], numbers[1]


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("urls", ["--use-directory-urls", "--no-directory-urls"])
def test_a_site_has_the_same_bytes_with_a_new_a_full_and_no_cache(
    tmp_path: Path, engine: str, urls: str
) -> None:
    write(tmp_path, sample(), **SETTINGS)
    plain = build(tmp_path, "plain", urls, engine=engine, cache=None)
    first = build(tmp_path, "first", urls, engine=engine)
    second = build(tmp_path, "second", urls, engine=engine)
    assert plain.code == first.code == second.code == 0, second.said
    assert differences(tmp_path / "plain", tmp_path / "first") == []
    assert differences(tmp_path / "plain", tmp_path / "second") == []
    assert plain.heard == first.heard == second.heard
    line = second.line("Markdown:")
    assert kept(line, "Markdown")[1] == 0
    assert kept(line, "search")[1] == 0
    assert kept(line, "pages")[1] <= 4, "all but the views of the blog"


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_engines_own_themes_are_kept_too(tmp_path: Path, theme: str) -> None:
    write(tmp_path, sample(), theme=theme, plugins=["search"])
    build(tmp_path, "plain", cache=None)
    build(tmp_path, "cached")
    second = build(tmp_path, "cached")
    assert differences(tmp_path / "plain", tmp_path / "cached") == []
    assert kept(second.line("pages:"), "pages")[0] > 10, second.said


def test_only_the_page_that_was_edited_is_made_again(tmp_path: Path) -> None:
    write(tmp_path, sample(), **SETTINGS)
    build(tmp_path, "cached")
    edited = tmp_path / "docs" / "area-1" / "note-1.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    second = build(tmp_path, "cached")
    build(tmp_path, "plain", cache=None)
    assert differences(tmp_path / "plain", tmp_path / "cached") == []
    assert kept(second.line("Markdown:"), "Markdown")[1] == 1
    assert kept(second.line("Markdown:"), "search")[1] == 1


def test_verbose_says_why_a_page_was_made_again(tmp_path: Path) -> None:
    files = sample()
    write(tmp_path, files, **SETTINGS)
    build(tmp_path, "cached")
    files["area-2/note-5.md"] = files["area-2/note-5.md"].replace("# Note 5", "# Renamed")
    (tmp_path / "docs/area-1/note-7.md").unlink()
    del files["area-1/note-7.md"]
    write(tmp_path, files, **SETTINGS)
    said = build(tmp_path, "cached", "--verbose").said
    assert "Markdown of 'area-2/note-5.md' made again: changed: its text" in said
    assert "Markdown of 'area-1/note-1.md' made again: changed: where 'area-1/note-7.md'" in said
    assert "page of 'index.md' made again: of '/Section Area 1' one of these changed" in said
    again = build(tmp_path, "cached")
    assert kept(again.line("Markdown:"), "pages")[1] <= 4, "--verbose keeps what it makes"


def test_warnings_and_strict_failures_come_in_every_build(tmp_path: Path) -> None:
    files = sample(6) | {"bad.md": "# Bad\n\n[lost](nowhere.md) [gone](index.md#no)\n"}
    write(tmp_path, files, **SETTINGS, validation={"anchors": "warn"})
    plain = build(tmp_path, "plain", "--strict", cache=None)
    assert plain.code == 1
    for _ in range(2):
        cached = build(tmp_path, "cached", "--strict")
        assert (cached.code, cached.heard) == (plain.code, plain.heard)
    (tmp_path / "docs/bad.md").write_text("# Bad\n", encoding="utf-8")
    assert build(tmp_path, "cached", "--strict").code == 0


def test_a_quiet_build_hides_no_warning_from_later_ones(tmp_path: Path) -> None:
    files = sample(6) | {"bad.md": "# Bad\n\n[lost](nowhere.md) [gone](index.md#no)\n"}
    write(tmp_path, files, **SETTINGS, validation={"anchors": "warn"})
    quiet = build(tmp_path, "cached", "--quiet", "--strict")
    assert (quiet.code, quiet.said) == (0, ""), "as the engine does it"
    loud = build(tmp_path, "cached", "--strict")
    plain = build(tmp_path, "plain", "--strict", cache=None)
    assert (loud.code, loud.heard) == (1, plain.heard)
    assert kept(loud.line("Markdown:"), "Markdown")[0] > 5, "what a quiet build made is kept"


def test_a_verbose_build_hides_no_lost_anchor_from_later_ones(tmp_path: Path) -> None:
    files = sample(6) | {"bad.md": "# Bad\n\n[gone](index.md#no)\n"}
    write(tmp_path, files, **SETTINGS, validation={"anchors": "warn"})
    build(tmp_path, "cached", "--verbose")
    assert "#no" in "".join(build(tmp_path, "cached").heard)
    assert build(tmp_path, "cached", "--strict").code == 1


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_many_processes_give_the_same_bytes_and_messages_as_one(
    tmp_path: Path, engine: str
) -> None:
    files = sample(45) | {"bad.md": "# Bad\n\n[lost](nowhere.md)\n", "worse.md": "[x](y.md)\n"}
    write(tmp_path, files, **SETTINGS)
    plain = build(tmp_path, "plain", engine=engine, cache=None)
    many = build(tmp_path, "many", engine=engine, cache={"jobs": 3, "cache_dir": "many-cache"})
    one = build(tmp_path, "one", engine=engine, cache={"jobs": 1, "cache_dir": "one-cache"})
    assert differences(tmp_path / "plain", tmp_path / "many") == []
    assert differences(tmp_path / "plain", tmp_path / "one") == []
    assert plain.heard == many.heard == one.heard


def test_without_a_process_to_spare_pages_are_rendered_in_the_usual_way(tmp_path: Path) -> None:
    config = hook(
        tmp_path,
        "import errno, os\n"
        "def fork(): raise OSError(errno.EAGAIN, 'no process left')\n"
        "def on_nav(nav, config, files): os.fork = fork\n",
    )
    write(tmp_path, sample(45), theme="mkdocs", **config)
    build(tmp_path, "plain", cache=None)
    first = build(tmp_path, "cached", cache={"jobs": 3})
    assert kept(first.line("Markdown:"), "Markdown") == (0, 51)
    assert differences(tmp_path / "plain", tmp_path / "cached") == []
    second = build(tmp_path, "cached", cache={"jobs": 3})
    assert kept(second.line("Markdown:"), "Markdown") == (51, 0)
    assert differences(tmp_path / "plain", tmp_path / "cached") == []


def test_a_page_is_made_again_when_a_template_that_it_uses_changes(tmp_path: Path) -> None:
    over = tmp_path / "over"
    (over / "partials").mkdir(parents=True)
    own = over / "own.html"
    own.write_text('{% extends "main.html" %}{% block footer %}One{% endblock %}')
    files = sample(6) | {"own.md": "---\ntemplate: own.html\n---\n\n# Own\n"}
    theme = {"name": "material", "custom_dir": "over"}
    write(tmp_path, files, **{**SETTINGS, "theme": theme})
    build(tmp_path, "cached")
    own.write_text('{% extends "main.html" %}{% block footer %}Two{% endblock %}')
    second = build(tmp_path, "cached", "--verbose")
    assert "Two" in (tmp_path / "cached/own/index.html").read_text(encoding="utf-8")
    assert "page of 'own.md' made again: the template 'own.html' changed" in second.said
    assert "page of 'area-1/note-1.md' made again" not in second.said
    (over / "partials" / "footer.html").write_text("A new template is found first.")
    build(tmp_path, "cached")
    build(tmp_path, "plain", cache=None)
    assert differences(tmp_path / "plain", tmp_path / "cached") == []


def test_the_cache_can_be_switched_off_and_put_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, sample(3), **SETTINGS)
    off = build(tmp_path, "cached", cache={"enabled": False})
    assert "quickbuild:" not in off.said
    assert not (tmp_path / ".cache").exists()
    build(tmp_path, "cached", cache={"cache_dir": "else/where"})
    assert list((tmp_path / "else/where").glob("pieces-*.sqlite"))
