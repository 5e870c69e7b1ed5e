"""Whatever notes link to and embed: nothing is lost, nothing is said twice, and links are all."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from rendered import Element, rendered
from syntopic.configuration import options
from syntopic.garden import build_garden, pages

FIXED: Mapping[str, str | bytes] = {
    "b/notes.md": "# Notes of mine\n\nfixed1 here ^item-id\n\n## Part\n\nfixed2 ![[a/wild]]\n",
    "b/sharp.md": "---\ntitle: C#\naliases: [x^2]\n---\nfixed3\n\n- fixed4 ^other-id\n",
    "b/week 3.md": "# Week 3\n\nfixed5 ![[a/other#Part]]\n\n### Deep\n\nfixed6\n",
    "b/p.png": gardens.PIXEL,
    "b/talk.mp3": b"sound",
    "private/shy.md": "# Shy\n\nhush\n",
}
NAMES = (
    *("Wild", "wild", "a/wild", "b/notes", "Notes of mine", "C#", "x^2", "Nobody", "Shy", "", " "),
    *("p.png", "talk.mp3", "../b/notes", "./other", "/b/sharp", "b/week 3", "other.md", "[x]"),
)
PARTS = ("", "#Part", "#^item-id", "^item-id", "#", "#No#Part", "#^other-id", "#Deep", "|", "|300")
TARGETS = st.builds("{}{}".format, st.sampled_from(NAMES), st.sampled_from(PARTS))
LINKS = st.builds(
    "{}".format,
    st.one_of(
        TARGETS.map("[[{}]]".format),
        TARGETS.map("![[{}]]".format),
        TARGETS.map("![[{}|in words]]".format),
        TARGETS.map("[t](<{}>)".format),
        TARGETS.map("![t]({})".format),
        TARGETS.map("[t]([[{}]])".format),
        st.sampled_from(
            ("[[", "]]", "![[", "[[a|b|c]]", "[[a\nb]]", "[[a]](b)", "{{embed [[a]]}}")
        ),
    ),
)
FRAMES = (
    *("{} w", "{}", "{}\n{}", "- {}\n- w {}", "- a\n  - {}", "1. w\n\n   {}", "> {}\n> w {}"),
    *("> [!tip]- On {}\n> {}", "> [!note]\n> > [!faq] {}\n> > - {}", "| a |\n| - |\n| {} |"),
    *("## Part {}\n\nw", "## Part\n\n{}", "w[^1] {}\n\n[^1]: {}", "w^[in {}]", "Term\n: {}"),
    *("```\n{}\n```", "`{}` and $x{}$", "$$\n{}\n$$", "    {}", "!!! note\n    {}", "<b>{}</b> w"),
    *("Q: What {}?\nA: {} ^card-id", "w {} ^item-id", "%%{}%% w", "{{}}", "{} {.x}"),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A note's text, full of links, in which each word is a word of its own."""
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        frame = draw(st.sampled_from(FRAMES))
        blocks.append(re.sub(r"\{\}", lambda _: draw(LINKS), frame))
    return "\n\n".join(blocks)


def numbered(text: str, name: str) -> tuple[str, list[str]]:
    """The text with each word ``w`` made a word that is nowhere else; those words."""
    words: list[str] = []

    def word(_: re.Match[str]) -> str:
        words.append(f"{name}{len(words)}word")
        return words[-1]

    return re.sub(r"(?<![\w.])w(?!\w)", word, text), words


def built(notes: Mapping[str, str | bytes]) -> dict[str, Element]:
    with tempfile.TemporaryDirectory() as folder:
        garden = build_garden(gardens.write(Path(folder), {**FIXED, **notes}), options({}))
        return {page.src: rendered(page.markdown) for page in pages(garden, workings=False)}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(texts(), texts())
def test_no_word_is_lost_and_no_anchor_said_twice_whatever_is_linked_and_embedded(
    one: str, two: str
) -> None:
    first, words = numbered(one, "one")
    second, more = numbered(two, "two")
    made = built({"a/wild.md": f"# Wild\n\n{first}\n", "a/other.md": f"# Other\n\n{second}\n"})
    shown = " ".join(page.text for page in made.values())
    for word in (*words, *more, *(f"fixed{n}" for n in range(1, 7))):
        assert word in shown
    assert "hush" not in shown
    for page in made.values():
        ids = [element.attributes["id"] for element in page.each() if "id" in element.attributes]
        assert sorted(ids) == sorted(set(ids))
        for element in (*page.each("code"), *page.each("pre"), *page.each("math")):
            assert not [a for a in element.each("a") if "#__code" not in a.attributes["href"]]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(FRAMES), TARGETS), min_size=1, max_size=5))
def test_a_link_changes_nothing_but_that_its_words_are_a_link(
    blocks: list[tuple[str, str]],
) -> None:
    def text(link: str) -> str:
        return "\n\n".join(
            frame.replace("{}", link.replace("{}", target.split("|")[0]))
            for frame, target in blocks
            if frame[:2] not in ("``", "`{", "$$", "  ", "w^")
            and target.split("|")[0].strip("# ^")
            and "[" not in target
        )

    linked, plain = (
        built({"a/case.md": f"# Case\n\nStart.\n\n{text(link)}\n"})["topics/case.md"]
        for link in ("[[{}|its word]]", "its word")
    )
    assert passages(linked) == passages(plain)


def passages(page: Element) -> list[str]:
    return [" ".join(one.text.split()) for one in page.each("section.passage")]
