"""The site as an app: what its manifest and its worker's script say, and how its icon is drawn."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

import gardens
import sites
from syntopic.publishing.app import ICONS, Kept, icon, links, manifest, worker
from syntopic.publishing.app.worker import pictures
from syntopic.publishing.values import Site
from syntopic.review.values import Deck, Recalled

KEPT = Kept(("review/", "a.css"), ("topics/a/", "a.css"), ("assets", "topics"))


def told(script: str) -> dict[str, object]:
    first, second = script.splitlines()
    assert second == 'importScripts("assets/syntopic/worker.js");'
    found: dict[str, object] = json.loads(first.removeprefix("self.syntopicKept = ").rstrip(";"))
    return found


def test_all_addresses_of_the_manifest_are_relative_so_that_it_works_below_any_path() -> None:
    found = json.loads(manifest(Site("Math & me", "https://example.org/me/"), "review/"))
    assert (found["start_url"], found["scope"]) == ("review/", "./")
    assert {one["src"] for one in found["icons"]} == set(ICONS.values())
    assert not any("://" in str(one) or str(one).startswith("/") for one in found.values())
    assert found["name"] == "Math & me"
    assert json.loads(manifest(Site("S", ""), ""))["start_url"] == "./"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Notes", "Notes"),
        ("What I know about ML math", "What I know"),
        ("Wahrscheinlichkeitsrechnung heute", "Wahrscheinlichkeitsrechnung"),
        ("", ""),
    ],
)
def test_the_name_below_the_icon_ends_at_a_word(name: str, short: str) -> None:
    assert json.loads(manifest(Site(name, ""), ""))["short_name"] == short


def test_a_page_points_to_the_manifest_from_where_it_is() -> None:
    html = "<html><head><title>T</title></head><body></body></html>"
    assert 'rel="manifest" href="../../manifest.webmanifest"' in links(html, "topics/a/")
    assert 'rel="manifest" href="manifest.webmanifest"' in links(html, "")
    assert 'href="../manifest.webmanifest"' in links(html, "topics/a.html")
    assert 'href="../../assets/syntopic/icon-180.png"' in links(html, "topics/a/")


def test_a_manifest_of_the_authors_own_stays_the_only_one() -> None:
    html = '<html><head><link href="/m.json" rel="manifest"></head><body></body></html>'
    assert links(html, "") == html
    assert links("<p>No page.</p>", "") == "<p>No page.</p>"


def test_any_other_content_makes_another_worker_and_the_same_content_the_same() -> None:
    one, again, other = (worker(KEPT, texts) for texts in ([b"a", b"b"], [b"a", b"b"], [b"ab"]))
    assert one == again
    assert told(one)["version"] != told(other)["version"]
    assert told(one)["first"] == ["review/", "a.css"]
    assert told(one)["then"] == ["topics/a/"]


def test_what_cards_show_is_kept_too_where_it_is_the_sites_own() -> None:
    side = '<img alt="" src="assets/a&amp;b.png">'
    side += '<img src="https://example.org/b.png"><img src="/c.png">'
    card = Recalled("c", 0, 0, side, '<video poster="assets/d.png"></video>', -1, "")
    assert pictures(Deck(cards=(card, card))) == ("assets/a&b.png", "assets/d.png")


def test_the_first_page_is_kept_by_each_address_it_has_where_pages_are_no_folders(
    tmp_path: Path,
) -> None:
    gardens.write(tmp_path / "notes", {"vector.md": "# Vector\n\nQ: What is it?\nA: An arrow.\n"})
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nuse_directory_urls: false\nplugins: [syntopic]\n",
        "utf-8",
    )
    built = sites.built(tmp_path)
    assert built.code == 0, built.said
    kept = told((built.folder / "sw.js").read_text("utf-8"))["then"]
    assert isinstance(kept, list)
    assert {"", "index.html", "topics/vector.html"} <= set(kept)


def test_another_picture_makes_another_worker_and_no_card_one_that_keeps_nothing(
    tmp_path: Path,
) -> None:
    def script(card: str, picture: str) -> dict[str, object]:
        text = f"# Vector\n\n![a](a.svg)\n\n{card}"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{picture}</title></svg>'
        made = sites.build(tmp_path, {"vector.md": text, "a.svg": svg})
        assert made.code == 0, made.said
        return told((made.folder / "sw.js").read_text("utf-8"))

    card = "Q: What is it?\nA: So: ![a](a.svg)\n"
    one, other, none = script(card, "one"), script(card, "two"), script("", "two")
    assert one["version"] != other["version"]
    assert {**one, "version": ""} == {**other, "version": ""}
    assert {**none, "version": ""} == {"version": "", "first": [], "then": [], "tops": []}
    assert none["version"] != other["version"]
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert 'rel="manifest"' not in home


@pytest.mark.parametrize("name", ["Notes", "Ωmega", "日本語", "", "…", "ß"])
def test_every_site_has_an_icon_and_the_same_name_the_same(name: str) -> None:
    drawn = icon(name, 192)
    assert drawn == icon(name, 192)
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (192, 192)
        assert len(image.convert("RGB").getcolors(100_000) or []) > 1
