"""A preview follows edits at once, shows what a clean build would, and says what went wrong."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from quickbuild_serving import Serving
from quickbuild_sites import sample, write

from mkdocs_quickbuild.progress import SECONDS


def _write(root: Path, **more: object) -> Path:
    pages = {
        name: text for name, text in sample(6).items() if not name.startswith(("blog", "tags"))
    }
    write(root, pages, **{"theme": "mkdocs", "plugins": ["search", "quickbuild"], **more})
    return root / "mkdocs.yml"


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_after_an_edit_only_its_page_is_made_again_and_found_by_search(tmp_path: Path) -> None:
    with Serving(_write(tmp_path)) as serving:
        seen = serving.ended
        time.sleep(SECONDS)
        _edit(tmp_path / "docs/area-1/note-1.md", "See", "Zebras. See")
        said = serving.follow(seen)
        assert "made again: 'area-1/note-1.md' in" in said
        assert "of 7 pages" not in said, "a count is for builds of the whole site"
        assert b"Zebras" in serving.get("area-1/note-1/")
        assert b"Zebras" in serving.get("search/search_index.json")
        assert "whole" not in said


def test_a_description_that_no_other_page_shows_is_on_its_page_after_an_edit(
    tmp_path: Path,
) -> None:
    file = _write(tmp_path, theme={"name": "material"})
    page = tmp_path / "docs/area-1/note-1.md"
    page.write_text(f"---\ndescription: Before\n---\n{page.read_text('utf-8')}", "utf-8")
    with Serving(file) as serving:
        seen = serving.ended
        _edit(page, "description: Before", "description: Afterwards")
        said = serving.follow(seen)
        assert b'content="Afterwards"' in serving.get("area-1/note-1/")
        assert "made again: 'area-1/note-1.md' in" in said


def test_what_other_pages_show_of_an_edited_one_leads_to_a_whole_build(tmp_path: Path) -> None:
    with Serving(_write(tmp_path)) as serving:
        seen = serving.ended
        _edit(tmp_path / "docs/area-1/note-1.md", "# Note 1", "# Another title")
        said = serving.follow(seen)
        assert "whole site: 'area-1/note-1.md' has another title" in said
        assert b"Another title" in serving.get("area-0/note-0/"), "the menu names it"


def test_a_theme_that_shows_the_content_of_other_pages_has_all_of_them_built(
    tmp_path: Path,
) -> None:
    over = tmp_path / "over"
    over.mkdir()
    block = "{% for f in pages %}{{ f.page.content|length }} {% endfor %}"
    (over / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}' + block + "{% endblock %}"
    )
    file = _write(tmp_path, theme={"name": "mkdocs", "custom_dir": "over"})
    with Serving(file) as serving:
        seen = serving.ended
        _edit(tmp_path / "docs/area-1/note-1.md", "See", "Zebras. See")
        serving.follow(seen)
        serving.clean(tmp_path / "clean")
        assert serving.differences(tmp_path / "clean") == []


def test_a_template_that_nobody_watches_is_on_all_pages_from_the_next_edit_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "over").mkdir()
    template = tmp_path / "over/main.html"
    template.write_text('{% extends "base.html" %}{% block footer %}One{% endblock %}', "utf-8")
    with Serving(_write(tmp_path, theme={"name": "mkdocs", "custom_dir": "over"})) as serving:
        seen = serving.ended
        _edit(template, "One", "Two")
        _edit(tmp_path / "docs/area-1/note-1.md", "See", "Zebras. See")
        serving.follow(seen)
        serving.clean(tmp_path / "clean")
        assert serving.differences(tmp_path / "clean") == []


def test_an_edit_that_breaks_the_site_is_shown_with_its_line_and_the_old_page_stays(
    tmp_path: Path,
) -> None:
    file = _write(tmp_path)
    whole = file.read_text("utf-8")
    with Serving(file) as serving:
        seen = serving.ended
        file.write_text(f"{whole}nav: [\n", "utf-8")
        serving.follow(seen)
        shown = serving.get("area-1/note-1/", page=True).decode()
        assert "could not be built" in shown
        assert "<code>mkdocs.yml:" in shown
        old = serving.get("area-1/note-1/?quickbuild=as-it-was", page=True)
        assert b"Note 1" in old
        assert b"Note 1" in serving.get("area-1/note-1/"), "scripts get what was there"
        seen = serving.ended
        file.write_text(whole, "utf-8")
        serving.follow(seen)
        assert b"Note 1" in serving.get("area-1/note-1/", page=True)


def test_a_page_whose_name_is_not_ascii_is_there_as_it_was_before_an_edit(tmp_path: Path) -> None:
    file, page = _write(tmp_path), tmp_path / "docs" / "Übung.md"
    page.write_text("# Exercise\n\nBefore.\n", "utf-8")
    with Serving(file) as serving:
        seen = serving.ended
        _edit(page, "Before", "Afterwards")
        serving.follow(seen)
        place = quote("Übung/")
        assert b"Afterwards" in serving.get(place, page=True)
        assert b"Before" in serving.get(f"{place}?quickbuild=as-it-was", page=True)


def test_a_warning_is_shown_once_and_then_a_sign_stays_until_it_is_mended(tmp_path: Path) -> None:
    page, place = tmp_path / "docs/area-1/note-1.md", "area-1/note-1/"
    with Serving(_write(tmp_path)) as serving:
        before = page.read_text("utf-8")
        seen = serving.ended
        page.write_text(f"{before}\n[gone](nowhere.md)\n", "utf-8")
        serving.follow(seen)
        shown = serving.get(place, page=True).decode()
        assert "left something wrong" in shown
        assert "nowhere.md" in shown
        assert b"gone" not in serving.get(f"{place}?quickbuild=as-it-was", page=True)
        assert b">gone</a>" in serving.get(f"{place}?quickbuild=anyway", page=True)
        now = serving.get(place, page=True)
        assert b">gone</a>" in now
        assert b"1 thing is wrong" in now
        assert b"nowhere.md" in serving.get(f"{place}?quickbuild=wrong", page=True)
        seen = serving.ended
        page.write_text(before, "utf-8")
        serving.follow(seen)
        assert b"thing is wrong" not in serving.get(place, page=True)


def test_an_edit_is_shown_on_all_pages_that_take_it_in_as_a_snippet(tmp_path: Path) -> None:
    page = "# Home\n\n" + "".join(f'--8<-- "{name}"\n\n' for name in ("docs/a.txt", "far/b.txt"))
    _, other, *_ = names = ["docs/a.txt", "docs/area-1/note-1.md", "far/b.txt", "words.txt"]
    snippets = {"auto_append": ["words.txt"], "base_path": [str(tmp_path)]}
    extensions = ["abbr", "attr_list", {"pymdownx.snippets": snippets}]
    file = _write(tmp_path, markdown_extensions=extensions, watch=["far", "words.txt"])
    (tmp_path / "far").mkdir()
    (tmp_path / "docs/index.md").write_text(f'{page}--8<-- "{other}:7:7"\n\nZebra.\n', "utf-8")
    (tmp_path / "docs/a.txt").write_text("old\n", "utf-8")
    (tmp_path / "far/b.txt").write_text("old\n", "utf-8")
    (tmp_path / "words.txt").write_text("*[Zebra]: old\n", "utf-8")
    with Serving(file) as serving:
        for number, name in enumerate(names):
            seen, path = serving.ended, tmp_path / name
            old = "See" if name == other else "old"
            _edit(path, old, f"old{number} See")
            said = serving.follow(seen)
            serving.clean(tmp_path / "clean")
            assert serving.differences(tmp_path / "clean") == [], f"{name}: {said}"
            assert f"old{number}".encode() in serving.get(), name


def test_with_an_extension_that_nobody_knows_every_edit_builds_the_whole_site(
    tmp_path: Path,
) -> None:
    (tmp_path / "docs").mkdir()
    code = (
        "import pathlib, markdown\nfrom markdown.preprocessors import Preprocessor\n"
        "class Home(Preprocessor):\n    def run(self, lines):\n"
        "        here = pathlib.Path(__file__).parent\n"
        "        home = (here / 'docs/index.md').read_text('utf-8')\n"
        "        return [*lines, '', f'Home has {len(home)} letters.']\n"
        "class Extension(markdown.Extension):\n    def extendMarkdown(self, md):\n"
        "        md.preprocessors.register(Home(md), 'home', 30)\n"
        "def makeExtension(**options):\n    return Extension(**options)\n"
    )
    (tmp_path / "counting.py").write_text(code, "utf-8")
    with Serving(_write(tmp_path, markdown_extensions=["counting"])) as serving:
        seen = serving.ended
        _edit(tmp_path / "docs/index.md", "See", "Zebras. See")
        said = serving.follow(seen)
        assert "whole site: Markdown is not kept: nobody knows what the extension counting" in said
        serving.clean(tmp_path / "clean")
        assert serving.differences(tmp_path / "clean") == []


def test_what_a_strict_preview_fails_of_is_shown(tmp_path: Path) -> None:
    file = _write(tmp_path, strict=True)
    with Serving(file) as serving:
        seen = serving.ended
        _edit(tmp_path / "docs/area-1/note-1.md", "# Note 1", "# Other\n\n[gone](nowhere.md)")
        serving.follow(seen)
        shown = serving.get("area-1/note-1/", page=True).decode()
        assert "Aborted with 1 warnings in strict mode" in shown
        assert "nowhere.md" in shown, "the warning itself, too"


def test_what_editors_write_for_themselves_and_saving_the_same_reloads_no_browser(
    tmp_path: Path,
) -> None:
    with Serving(_write(tmp_path)) as serving:
        page = tmp_path / "docs/area-1/note-1.md"
        for name in (".#note-1.md", "note-1.md~", ".note-1.md.swp", "4913"):
            page.with_name(name).write_text("# No page", "utf-8")
            page.with_name(name).unlink()
        epoch = serving.get("livereload/0/0")
        seen = serving.ended
        page.write_text(page.read_text("utf-8"), "utf-8")
        serving.follow(seen)
        assert serving.ended == seen + 1, "the files of editors are nothing to follow"
        assert serving.get("livereload/0/0") == epoch


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_edits_are_heard_behind_links_and_by_looking_where_nothing_is_told(tmp_path: Path) -> None:
    file = _write(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/far.md").write_text("# Far\n", "utf-8")
    (tmp_path / "docs/linked").symlink_to(tmp_path / "elsewhere")
    for polling in (False, True):
        settings = yaml.safe_load(file.read_text("utf-8"))
        settings["plugins"] = ["search", {"quickbuild": {"polling": polling}}]
        file.write_text(yaml.safe_dump(settings), "utf-8")
        with Serving(file) as serving:
            seen = serving.ended
            (tmp_path / "elsewhere/far.md").write_text(f"# Far\n\nZebra {polling}.\n", "utf-8")
            assert "made again: 'linked/far.md'" in serving.follow(seen)
            assert f"Zebra {polling}".encode() in serving.get("linked/far/")


def test_without_live_reload_the_site_is_served_as_it_was_built(tmp_path: Path) -> None:
    with Serving(_write(tmp_path), flags=["--no-livereload"]) as serving:
        assert b"Note 1" in serving.get("area-1/note-1/")


def test_pages_are_shown_while_the_whole_site_is_built(tmp_path: Path) -> None:
    hook = (
        "import pathlib, time\ngate = pathlib.Path(__file__).with_name('gate')\n"
        "def on_env(env, **kwargs):\n"
        "    while gate.exists(): time.sleep(0.02)\n"
    )
    (tmp_path / "hook.py").write_text(hook, "utf-8")
    with Serving(_write(tmp_path, hooks=["hook.py"])) as serving:
        seen = serving.ended
        (tmp_path / "gate").touch()
        _edit(tmp_path / "docs/area-1/note-1.md", "See", "Zebras. See")
        serving.wait(lambda: "Building documentation" in serving.said.split("Serving on")[1])
        assert b"Zebras" not in serving.get("area-1/note-1/"), "answered, and from before"
        (tmp_path / "gate").unlink()
        said = serving.follow(seen)
        assert b"Zebras" in serving.get("area-1/note-1/")
        assert "nobody knows what" in serving.said.split("Serving on")[1] + said
