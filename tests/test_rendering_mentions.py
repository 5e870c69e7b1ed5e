"""Mentions on pages: they change nothing but links, and stand where linking has found them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from gardens import note
from rendered import Element, garden, read
from syntopic.linking import Links, link
from syntopic.model import ParsedNote, Syllabus
from syntopic.rendering.context import Context
from syntopic.rendering.topic import topic
from test_rewriting_trees import _site

SOURCES = "- {key: book, title: The Book}\n- {key: film, title: The Film}\n"
OTHERS = {
    "book/gradient-descent.md": "---\naliases: [GD]\n---\n# Gradient descent\n\nx",
    "book/rank.md": "---\nautolink: true\n---\n# Rank\n\nx",
    "book/cross-entropy.md": "# Cross-entropy\n\nx",
}


def page(folder: Path, text: str, **more: str) -> Element:
    notes = {"sources.yml": SOURCES, **OTHERS, "book/new.md": f"# New\n\n{text}", **more}
    return garden(folder, notes)["topics/new.md"]


def links(page: Element) -> list[tuple[str, str]]:
    return [(a.text, a.attributes["href"]) for a in page.each("a.mention")]


def test_a_named_topic_is_one_step_away(tmp_path: Path) -> None:
    found = page(tmp_path, "Here gradient\ndescent and *GD* and ranks.")
    assert links(found) == [("gradient descent", "gradient-descent.md"), ("ranks", "rank.md")]


def test_a_reading_and_an_item_that_is_alone_on_the_page_are_linked(tmp_path: Path) -> None:
    text = "$$x$$\n\nIn words: gradient descent.\n\n## More\n\n- x\n- gradient descent\n- x"
    assert len(links(page(tmp_path, text))) == 2


def test_of_two_items_that_say_the_same_the_right_one_is_linked(tmp_path: Path) -> None:
    found = page(tmp_path, "- `gradient descent`\n- gradient descent\n- gradient descent")
    assert [len(item.all("a")) for item in found.one("section.passage").each("li")] == [0, 1, 0]


def test_items_that_another_source_says_as_well_take_no_link_along(tmp_path: Path) -> None:
    said = "Every single draw is independent of all the others that were made before it."
    one, two = f"- {said}", f"- {said}\n- And gradient descent is another matter."
    film = {"film/new.md": f"# New\n\n{two}"}
    notes = {"sources.yml": SOURCES, **OTHERS, "book/new.md": f"# New\n\n{one}", **film}
    assert links(garden(tmp_path, notes)["topics/new.md"]) == [
        ("gradient descent", "gradient-descent.md")
    ]


def test_a_text_of_no_concept_is_linked_on_the_page_of_its_source(tmp_path: Path) -> None:
    notes = {"sources.yml": SOURCES, **OTHERS, "film/week 2.md": "Left over: gradient descent."}
    found = garden(tmp_path, notes)["sources/film.md"]
    assert links(found) == [("gradient descent", "../topics/gradient-descent.md")]


def test_backlinks_tell_who_names_a_topic_with_the_very_words_marked(tmp_path: Path) -> None:
    text = "`GD` or $GD$ or some GD.\n\n## By hand\n\nA [[Rank]]."
    notes = {"sources.yml": SOURCES, **OTHERS, "book/new.md": f"# New\n\n{text}"}
    found = garden(tmp_path, notes)["topics/gradient-descent.md"].one("dl.backlinks")
    (sentence,) = found.all("dd")
    assert sentence.text == "GD or GD or some GD."
    before, marked = sentence.children[-3:-1]
    assert isinstance(before, str) and before.endswith("or some ")
    assert isinstance(marked, Element) and marked.tag == "mark"


def test_of_a_word_that_stands_twice_the_one_with_the_link_is_marked(tmp_path: Path) -> None:
    notes = {**OTHERS, "book/new.md": "# New\n\nA $r$ rank is a [[Rank|rank $r$]] here."}
    (sentence,) = garden(tmp_path, notes)["topics/rank.md"].one("dl.backlinks").all("dd")
    assert sentence.one("mark").text == "rank r"
    assert sentence.text == "A r rank is a rank r here."


def test_pages_that_many_link_to_show_the_first_and_fold_the_others(tmp_path: Path) -> None:
    many = {f"film/t{n:02}.md": f"# Topic {n}\n\nIt uses gradient descent." for n in range(20)}
    many["film/z.md"] = "# Zero\n\nIt uses [[gradient descent]]."
    found = garden(tmp_path, {"sources.yml": SOURCES, **OTHERS, **many})
    foot = found["topics/gradient-descent.md"]
    seen, folded = foot.all("dl.backlinks")
    assert (len(seen.all("dt")), len(folded.all("dt"))) == (12, 9)
    assert seen.says("dt")[0] == "Zero", "who writes a link comes before who names"
    assert "9 more pages" in foot.text


def test_the_option_turns_all_of_them_off(tmp_path: Path) -> None:
    notes = {**OTHERS, "book/new.md": "# New\n\ngradient descent"}
    for found in garden(tmp_path, notes, autolink=False).values():
        assert links(found) == []


# --- whatever is written ------------------------------------------------------------------------

_OTHERS = (
    note("book/gradient-descent.md", "# Gradient descent\n\nx", aliases=("GD",)),
    note("book/rank.md", "# Rank\n\nx", autolink=True),
    note("book/cross-entropy.md", "# Cross-entropy\n\nx"),
)
_NAMES = ("gradient descent", "Gradient\ndescent", "GD", "ranks", "cross-entropy", "rank")
_AROUND = (
    "{}¦{}¦see {}, {}¦`{}`¦${}$¦$${}$$¦[{}](https://a.b)¦[[Rank|{}]]¦*{}*¦**{}**s¦~~{}~~ {}¦=={}=="
    "¦<b>{}</b>¦<code>{}</code>¦<a href='x'>{}</a>¦![{}](p)¦({})¦x-{}¦{}-based¦{}^[{}]¦`{}¦$ {}"
    "¦[[{}¦[{}]¦#{}¦\\{}¦&amp;{}¦!{}¦{}{}"
).split("¦")
_BLOCKS = (
    "{}¦{}\n{}¦- {}\n- {}\n  - {}¦1. {}\n\n2. {}¦> {}¦> [!note] {}\n> {}¦# {}¦### {}¦```\n{}\n```"
    '¦    {}¦| {} |\n|---|\n| {} |¦!!! tip "{}"\n    {}¦Q: {}\nA: {}¦C: =={}==¦{}\n:   {}'
    "¦<div>{}</div>¦In words: {}¦$$x$$\n\nIn words: {}¦x[^1]\n\n[^1]: {}¦- [ ] {}¦{} ^id-1"
    '¦*[GD]: {}¦=== "{}"\n    {}¦```python exec\n{}\n```'
).split("¦")


def _filled(shape: str, parts: list[str]) -> str:
    for part in parts:
        shape = shape.replace("{}", part, 1)
    return shape.replace("{}", "x")


_words = st.sampled_from(_NAMES)
_inlines = st.builds(_filled, st.sampled_from(_AROUND), st.lists(_words, max_size=2))
_runs = st.lists(_inlines, max_size=4).map(" ".join)
_texts = st.lists(
    st.builds(_filled, st.sampled_from(_BLOCKS), st.lists(_runs, max_size=3)), max_size=6
).map("\n\n".join)


def _page(notes: list[ParsedNote], *, autolink: bool) -> tuple[Element, Links]:
    """The page of the topic that all notes are about, and the links of the garden."""
    found = gardens.gathered(*notes, *_OTHERS)
    made = gardens.topics(found)
    links = link(made, found.leftovers, (), autolink=autolink)
    sources = {source.key: source for source in gardens.SOURCES}
    topics = {one.concept.name: one for one in made}
    view = Context(sources, topics, found.leftovers, Syllabus(), links, {}, gardens.ENGLISH)
    return read(_site().reset().convert(topic(topics["New"], view).markdown)), links


def _told(element: Element) -> list[tuple[str, ...]]:
    """An element's tags, attributes and words in order, links that nobody wrote left out."""
    told: list[tuple[str, ...]] = []
    for child in element.children:
        if isinstance(child, str):
            told.append(("text", child))
        elif "mention" in child.classes:
            told += _told(child)
        else:
            told.append((child.tag, *(f"{k}={v}" for k, v in child.attributes.items())))
            told += [*_told(child), ("end", child.tag)]
    joined: list[tuple[str, ...]] = []
    for event in told:
        if joined and event[0] == joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + event[1])
        else:
            joined.append(event)
    return joined


_NEVER_IN = frozenset(
    ("a", "code", "pre", "math", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figure", "label")
)


def _inside(element: Element, around: frozenset[str] = frozenset()) -> Iterator[frozenset[str]]:
    """What stands around each link that nobody wrote."""
    for child in element.children:
        if isinstance(child, Element):
            if "mention" in child.classes:
                yield around
            yield from _inside(child, around | {child.tag})


@settings(max_examples=80)
@given(_texts, _texts)
def test_linking_changes_nothing_but_links_and_links_nothing_in_code_or_formulas(
    text: str, other: str
) -> None:
    notes = [note("book/new.md", f"# New\n\n{text}\n\nx"), note("film/new.md", f"# New\n\n{other}")]
    shown, found = _page(notes, autolink=True)
    plain, none = _page(notes, autolink=False)
    assert none.marks == {}
    chosen = [m.text.split() for m in found.mentions if m.linked and m.page == "topics/new.md"]
    assert sorted(a.text.split() for a in shown.each("a.mention")) == sorted(chosen)
    assert all(around.isdisjoint(_NEVER_IN) for around in _inside(shown))
    passages = shown.each("section.passage"), plain.each("section.passage")
    assert all(_told(one) == _told(same) for one, same in zip(*passages, strict=True))
