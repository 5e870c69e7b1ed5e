"""The plugin in a real engine: what it adds to a site, and what it leaves to the author."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

import sites

BARE = "site_name: Mine\ntheme: {name: material}\nplugins: [search, syntopic]\n"
NOTES = {
    "book/line.md": "# Line\n\nA line is straight.\n\n$$y = mx$$\n\n- $m$ is the slope\n",
    "film/line.md": "# Line\n\nAnother voice.\n",
    "film/slope.md": "# Slope\n\nHow steep a [[Line]] is. Ünïcode, 線.\n",
    "sources.yml": "- {key: book, title: A Book}\n- {key: film, title: A Film}\n",
}
CODE = NOTES | {"film/line.md": NOTES["film/line.md"] + "\n```python exec\nprint(6 * 7)\n```\n"}


def garden(folder: Path, settings: str = BARE, notes: dict[str, str] | None = None) -> Path:
    """Write a small garden."""
    for name, text in (notes or NOTES).items():
        file = folder / "notes" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "index.md").write_text("# Welcome\n\nBy hand.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Done:
    """How a build ended, and what it said."""

    code: int
    said: str


def run(
    folder: Path, *words: str, engine: str = "mkdocs", afresh: bool = False, **variables: str
) -> Done:
    """Build with an engine, into ``site`` beside the configuration; ``afresh`` as one calls it."""
    call = ["build", "-f", "mkdocs.yml", *words]
    return Done(*sites.run(folder, call, engine=engine, variables=variables, afresh=afresh))


def html(folder: Path, page: str) -> str:
    """A built page."""
    return (folder / "site" / page / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_one_line_in_the_configuration_is_enough(tmp_path: Path, engine: str) -> None:
    done = run(garden(tmp_path, notes=CODE), "--strict", engine=engine, afresh=True)
    assert done.code == 0, done.said
    page = html(tmp_path, "topics/line")
    assert "A line is straight" in page and "Another voice" in page
    assert "<math" in page and ">42<" in page.replace("\n", "")
    assert "assets/syntopic/syntopic.css" in page
    assert "fonts.googleapis" not in page
    assert "By hand." in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_a_first_page_of_ones_own_shows_topics_and_map_where_it_asks_to(tmp_path: Path) -> None:
    folder = garden(tmp_path)
    own = "# Mine\n\nBy hand.\n\n<!-- syntopic:topics -->\n\nBelow.\n\n<!-- syntopic:map -->\n"
    (folder / "docs" / "index.md").write_text(own, encoding="utf-8")
    (folder / "docs" / "other.md").write_text(own, encoding="utf-8")
    assert run(folder, "--strict").code == 0
    first = (folder / "site" / "index.html").read_text(encoding="utf-8").split("<article", 1)[1]
    listed = first.index('href="topics/line/"')
    assert first.index("By hand.") < listed < first.index("Below.")
    assert 'href="topics/slope/"' in first
    drawn = first.split("Below.")[1].split('data-map=""', 1)[1].split("</div>")[0]
    assert 'href="map/"' in drawn, "where scripts do not run, it leads to the table"
    assert "data-map" not in html(folder, "other")
    assert 'href="../topics/line/"' not in html(folder, "other").split("<article", 1)[1]
    navigation = html(folder, "topics/line").split("<article", 1)[0]
    assert "Home" in navigation, "the site's name stands above it already"


def test_the_authors_own_settings_win(tmp_path: Path) -> None:
    settings = (
        "site_name: Mine\n"
        "theme:\n  name: material\n  font: {text: Georgia, code: Courier}\n"
        "  palette: {scheme: slate, primary: red}\n  features: [navigation.tabs]\n"
        "markdown_extensions:\n  - toc: {permalink: '§'}\n"
        "plugins: [search, syntopic]\n"
    )
    assert run(garden(tmp_path, settings), "--strict").code == 0
    page = html(tmp_path, "topics/line")
    assert "Georgia" in page and 'data-md-color-primary="red"' in page
    assert "md-tabs" in page
    assert "§" in page and "&para;" not in page


def test_a_site_whose_formulas_are_set_by_a_script_keeps_it_and_topics_need_none(
    tmp_path: Path,
) -> None:
    math = "markdown_extensions:\n  - pymdownx.arithmatex: {generic: true}\n"
    folder = garden(tmp_path, BARE + math)
    (folder / "docs" / "index.md").write_text("# Mine\n\nHere $a^2$.\n", encoding="utf-8")
    assert run(folder, "--strict").code == 0
    assert r"\(a^2\)" in (folder / "site" / "index.html").read_text(encoding="utf-8")
    topic = html(folder, "topics/line")
    assert "<math" in topic and r"\[" not in topic and r"\(" not in topic


def test_colours_of_a_palette_are_the_authors_and_ours_only_where_none_is_named(
    tmp_path: Path,
) -> None:
    named = "theme: {name: material, palette: [{scheme: default, primary: teal}, {scheme: slate}]}"
    folder = garden(tmp_path, f"site_name: Mine\n{named}\nplugins: [search, syntopic]\n")
    assert run(folder, "--strict").code == 0
    page = html(folder, "topics/line")
    first, second = page.split("data-md-color-media")[1:3]
    assert 'data-md-color-primary="teal"' in first and 'data-md-color-accent="custom"' in first
    assert 'data-md-color-primary="custom"' in second
    style = (folder / "site/assets/syntopic/syntopic.css").read_text(encoding="utf-8")
    (rule,) = [r for r in style.split("}") if "--md-primary-fg-color:" in r]
    assert "data-md-color-primary=custom" in rule.replace('"', "")


def test_placeholders_say_where_the_generated_pages_go(tmp_path: Path) -> None:
    settings = BARE + (
        "nav:\n  - Home: index.md\n  - What I know: ['syntopic:topics']\n  - syntopic:sources\n"
    )
    done = run(garden(tmp_path, settings), "--strict")
    assert done.code == 0, done.said
    assert "What I know" in html(tmp_path, "topics/line")


def test_another_theme_is_an_error_that_says_so(tmp_path: Path) -> None:
    done = run(garden(tmp_path, "site_name: Mine\nplugins: [syntopic]\n"), afresh=True)
    assert done.code != 0
    assert "theme: {name: material}" in done.said
    assert "Traceback" not in done.said


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("notes_dir: nowhere", "nowhere"),
        ("run: sometimes", "auto, never, cached, always"),
        ("colour: blue", "colour"),
        ("cell_timeout: soon", "whole number"),
    ],
)
def test_a_wrong_option_is_one_clean_line(tmp_path: Path, option: str, told: str) -> None:
    settings = BARE.replace("syntopic]", f"syntopic: {{{option}}}]")
    done = run(garden(tmp_path, settings))
    assert done.code != 0
    assert told in done.said and "Traceback" not in done.said


def test_an_error_in_a_note_fails_strict_and_nothing_else(tmp_path: Path) -> None:
    notes = {**NOTES, "film/slope.md": "# Slope\n\nSee [that](gone.md).\n"}
    folder = garden(tmp_path, notes=notes)
    assert run(folder).code == 0
    done = run(folder, "--strict")
    assert done.code != 0
    assert "notes/film/slope.md:3" in done.said and "link-broken" in done.said


def test_workings_are_published_only_on_request(tmp_path: Path) -> None:
    folder = garden(tmp_path)
    assert run(folder).code == 0
    assert "workings" not in html(folder, "topics/slope")
    assert not (folder / "site" / "coverage").exists()
    settings = BARE.replace("syntopic]", "syntopic: {show_workings: true}]")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert run(folder).code == 0
    assert 'class="workings"' in html(folder, "topics/slope")
    assert (folder / "site" / "coverage").exists()


def test_the_same_notes_give_the_same_bytes_in_any_folder_order_locale_and_zone(
    tmp_path: Path,
) -> None:
    digests = []
    for name, zone, locale, order in (
        ("one", "UTC", "C.UTF-8", 1),
        ("another name", "Asia/Tokyo", "POSIX", -1),
    ):
        notes = dict(list(CODE.items())[::order])
        (tmp_path / name).mkdir()
        folder = garden(tmp_path / name, notes=notes)
        done = run(folder, TZ=zone, LC_ALL=locale, SOURCE_DATE_EPOCH="1700000000")
        assert done.code == 0, done.said
        files = sorted(p for p in (folder / "site").rglob("*") if p.is_file())
        digests.append(
            {
                str(p.relative_to(folder / "site")): hashlib.sha256(p.read_bytes()).hexdigest()
                for p in files
            }
        )
    assert digests[0] == digests[1]


def test_fonts_hold_only_what_the_pages_use(tmp_path: Path) -> None:
    from syntopic.theme import FOLDER

    folder = garden(tmp_path)
    assert run(folder, afresh=True).code == 0
    built = folder / "site" / "assets" / "syntopic" / "fonts" / "stix-two-math.woff2"
    assert built.stat().st_size < (FOLDER / "fonts" / "stix-two-math.woff2").stat().st_size / 4
