"""A link to one item of a list leads to this item."""

from __future__ import annotations

from pathlib import Path

import pytest

import gardens
from rendered import Element, garden
from syntopic.configuration import options
from syntopic.garden import build_garden, context
from syntopic.publishing.export import exported

SOURCES = "- {key: book, title: The Book}\n- {key: film, title: The Film}\n"


def pages(folder: Path, text: str, links: str, **more: str) -> tuple[Element, list[str]]:
    """The page of a topic whose note says a text, and where the links of another note lead."""
    notes = {
        "sources.yml": SOURCES,
        "book/steps.md": f"# Steps\n\n{text}\n",
        "book/see.md": f"# See\n\n{links}\n",
        **{path.replace("__", "/") + ".md": words for path, words in more.items()},
    }
    made = garden(folder, notes)
    leads = [a.attributes["href"] for a in made["topics/see.md"].one("section.passage").each("a")]
    page = made["topics/steps.md"]
    ids = [e.attributes["id"] for e in page.each() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    return page, [href for href in leads if href.startswith("steps.md")]


@pytest.mark.parametrize(
    "text",
    [
        "- one\n- two ^second\n- three",
        "1. one\n2. *two* ^second\n3. three",
        "- one\n\n- two ^second\n\n- three",
        "- one\n- two ^second\n  - below\n- three",
        "- one\n  - two ^second\n- three",
        "- one\n- two\n  ^second\n- three",
        "1. one\n2. ## two ^second\n3. three",
        "- one\n- # two ^second\n\n  and so on\n- three",
        "- [ ] one\n- [x] two ^second\n- [ ] three",
        "- one\n- two `code` ^second\n- three\n\n^all",
        "- one\n- two ^second\n\n  and so on\n- three ^third",
    ],
)
def test_a_link_to_an_item_leads_to_the_item_itself(tmp_path: Path, text: str) -> None:
    page, leads = pages(tmp_path, text, "[[steps#^second]]")
    assert leads == ["steps.md#second"]
    (item,) = [li for li in page.each("li") if li.attributes.get("id") == "second"]
    assert item.text.startswith("two") and "three" not in item.text and "one" not in item.text
    assert "^" not in page.one("section.passage").text


def test_notes_that_use_the_same_id_have_items_of_their_own(tmp_path: Path) -> None:
    film = "# Steps\n\n- quite another thing ^second\n"
    links = "[[book/steps#^second]] and [[film/steps#^second]]"
    page, leads = pages(tmp_path, "- one\n- two ^second\n- three ^second", links, film__steps=film)
    assert len(set(leads)) == 2
    said = {li.attributes["id"]: li.text for li in page.each("li") if "id" in li.attributes}
    assert [said[href.split("#")[1]] for href in leads] == ["two", "quite another thing"]


def test_an_item_that_stands_elsewhere_in_the_same_words_is_still_found(tmp_path: Path) -> None:
    same = "Every single draw is independent of all the others that were made before it."
    film = f"# Steps\n\n- {same} ^said\n- And something else of its own ^own\n"
    links = "[[film/steps#^said]] and [[film/steps#^own]]"
    page, leads = pages(tmp_path, f"- {same}\n- one", links, film__steps=film)
    ids = {e.attributes["id"] for e in page.each() if "id" in e.attributes}
    assert leads[1] == "steps.md#own"
    assert all(href.split("#")[1] in ids for href in leads if "#" in href)


def test_an_item_that_only_embeds_something_is_found_too(tmp_path: Path) -> None:
    other = "# Other\n\nFrom elsewhere.\n"
    page, leads = pages(
        tmp_path, "- one\n- ![[other]] ^second", "[[steps#^second]]", book__other=other
    )
    (item,) = [li for li in page.each("li") if li.attributes.get("id") == "second"]
    assert "From elsewhere." in item.text and leads[-1] == "steps.md#second"


def test_an_embedded_list_repeats_no_anchor(tmp_path: Path) -> None:
    more = "# More\n\n![[steps]]\n\n![[steps#^second]]\n\n- here ^second\n"
    steps = "# Steps\n\n- one\n- two ^second\n"
    made = garden(tmp_path, {"steps.md": steps, "more.md": more})["topics/more.md"]
    assert [li.text for li in made.each("li") if li.attributes.get("id") == "second"] == ["here"]


def test_text_of_no_concept_has_items_to_link_to(tmp_path: Path) -> None:
    notes = {
        "sources.yml": SOURCES,
        "film/week 2.md": "Loose.\n\n- one\n- two ^second\n",
        "book/see.md": "# See\n\n[[week 2#^second]]\n",
    }
    made = garden(tmp_path, notes)
    (item,) = [li for li in made["sources/film.md"].each("li") if "id" in li.attributes]
    hrefs = [a.attributes["href"] for a in made["topics/see.md"].each("a")]
    assert f"../sources/film.md#{item.attributes['id']}" in hrefs and item.text == "two"


def test_an_export_has_a_place_for_the_link_and_shows_no_id(tmp_path: Path) -> None:
    notes = {
        "steps.md": "# Steps\n\nBefore.\n\n- one ^first\n- two ^second\n",
        "see.md": "# See\n\n[[steps#^second]]\n",
    }
    made = build_garden(gardens.write(tmp_path, notes), options({}))
    texts = exported(context(made, workings=False)).texts
    assert "(steps.md#second)" in texts["topics/see.md"]
    assert texts["topics/steps.md"].count('<a id="second"></a>') == 1
    assert "first" not in texts["topics/steps.md"] and "^" not in texts["topics/steps.md"]
