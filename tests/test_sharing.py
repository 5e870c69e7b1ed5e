"""A synthesis goes to other places in the form that each accepts, and nothing else goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import pytest
import yaml
from cmarkgfm.cmark import Options as Cmark
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gardens import write
from syntopic.configuration import Options, load
from syntopic.garden import build_garden, context
from syntopic.publishing.macros import expanded
from syntopic.publishing.sharing import PLACES, NothingToShare, Shared, fingerprint, fitted
from syntopic.publishing.sharing.devto import (
    LONGEST_TAG,
    LONGEST_TITLE,
    MOST_TAGS,
    front_matter,
    tags,
)
from syntopic.publishing.sharing.linkedin import LONGEST, hashtags
from syntopic.publishing.sharing.linkedin import MOST_TAGS as MOST_HASHTAGS
from syntopic.publishing.sharing.trees import Element, tree
from syntopic.publishing.sharing.values import Article
from syntopic.publishing.values import Site
from syntopic.rendering import Context
from test_privacy import BROKEN, CANARY, PRIVATE, PUBLIC

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "sharing"
SITE = Site("My garden", "https://me.example/garden/")
MACROS = {"R": r"\mathbb{R}", "norm": r"\lVert #1 \rVert"}
FILES = {
    "medium": "story.html",
    "devto": "post.md",
    "linkedin": "post.txt",
    "markdown": "gradient.md",
}
SHOWN = ("Bayes' theorem", "Gradient descent", "Principal component analysis")


@pytest.fixture(scope="module")
def gradient(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shared]:
    """The golden synthesis, which has a bit of everything, as each place gets it."""
    cache = tmp_path_factory.mktemp("cache")
    options = replace(Options(), macros=MACROS)
    view = context(build_garden(GOLDEN / "garden", options, cache=cache), workings=False)
    return {
        name: place.write(view.topics["Gradient"], view, SITE, False)
        for name, place in PLACES.items()
    }


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The sample garden with its code run, into the cache that the checkout has, if it has one."""
    _, options = load(ROOT / "mkdocs.yml")
    known = ROOT / ".cache" / "syntopic"
    cache = known if known.is_dir() else tmp_path_factory.mktemp("cache")
    return context(build_garden(ROOT / "notes", options, cache=cache), workings=False)


def of(notes: Mapping[str, str | bytes], folder: Path, name: str = "X") -> dict[str, Shared]:
    """What each place gets of a concept; no code runs."""
    view = context(build_garden(write(folder, notes), Options()), workings=False)
    return {key: p.write(view.topics[name], view, SITE, True) for key, p in PLACES.items()}


def main(shared: Shared) -> str:
    (text,) = shared.texts.values()
    return text


# Golden files: read by eye, then kept


@pytest.mark.parametrize("place", [*PLACES])
def test_each_place_gets_what_it_accepts(gradient: dict[str, Shared], place: str) -> None:
    expected = (GOLDEN / "places" / f"{place}-{FILES[place]}").read_text("utf-8")
    assert gradient[place].texts == {FILES[place]: expected}


def test_pictures_come_along_in_a_format_that_the_place_takes(gradient: dict[str, Shared]) -> None:
    names = {place: [image.name for image in shared.images] for place, shared in gradient.items()}
    assert names == {
        "medium": [
            "images/01-synthesis-hill.png",
            "images/02-formula.png",
            "images/03-book-drawing.png",
        ],
        "devto": [],
        "linkedin": [],
        "markdown": ["images/synthesis-hill.png", "images/book-drawing.svg"],
    }
    drawing = (GOLDEN / "garden" / "book" / "drawing.svg").read_bytes()
    made = fitted("images/03-book-drawing.png", drawing)
    with Image.open(BytesIO(made)) as picture:
        assert picture.format == "PNG"
        assert picture.size == (180, 90)
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert fitted("images/book-drawing.svg", drawing) == drawing
    assert fitted("images/broken.png", b"no picture") == b"no picture"


def test_a_formula_is_a_sharp_picture_with_words_for_those_who_do_not_see_it(
    gradient: dict[str, Shared],
) -> None:
    formula = gradient["medium"].images[1]
    with Image.open(BytesIO(formula.content)) as picture:
        assert picture.size[0] >= 3 * 680
    (shown,) = (
        img
        for img in tree(main(gradient["medium"])).all("img")
        if img.attributes["src"] == formula.name
    )
    assert shown.attributes["alt"].startswith("f(x) = 1/n ∑ᵢ₌₁ⁿ")


# What is shared


def test_without_a_synthesis_there_is_nothing_to_share_unless_notes_may_go(tmp_path: Path) -> None:
    notes = {"a/x.md": "# X\n\nIn progress.\n", "sources.yml": "- {key: a, title: A}\n"}
    view = context(build_garden(write(tmp_path, notes), Options()), workings=False)
    for place in PLACES.values():
        with pytest.raises(NothingToShare, match="X"):
            place.write(view.topics["X"], view, SITE, False)
    shared = PLACES["markdown"].write(view.topics["X"], view, SITE, True)
    assert "In progress." in main(shared)
    assert "[A](https://me.example/garden/sources/a/)" in main(shared)
    assert "notes behind" not in main(shared)


def test_the_notes_behind_a_synthesis_stay_at_home(tmp_path: Path) -> None:
    notes = {
        "a/x.md": "# X\n\nA note from a book, in other words.\n\n## Pitfalls\n\nMany.\n",
        "b/y.md": "# Y\n\nSee [[X]].\n",
        "synthesis/x.md": "# X\n\nMy own words.\n",
        "sources.yml": "- {key: a, title: A, authors: [Who]}\n",
    }
    for place, shared in of(notes, tmp_path).items():
        text = main(shared)
        assert "My own words." in text
        assert not re.search(r"other words|Many|Pitfalls|\bY\b", text), place
        assert "https://me.example/garden/topics/x/" in text
        assert place == "linkedin" or "Who" in text


def test_every_link_is_absolute_and_pictures_are_files_beside_or_on_the_site(
    gradient: dict[str, Shared], sample: Context
) -> None:
    shared = list(gradient.values())
    shared += [
        p.write(sample.topics[n], sample, SITE, False) for p in PLACES.values() for n in SHOWN
    ]
    for one in shared:
        beside = {image.name for image in one.images}
        text = main(one)
        links = re.findall(r"\]\(<?([^)>\s]+)", text) + re.findall(r'(?:href|src)="([^"]+)"', text)
        assert all(
            link.startswith(("https://", "http://")) or unquote(link) in beside for link in links
        ), links
        assert [name for name in beside if name.rpartition("/")[2] not in text] == []


def test_no_private_word_is_shared_with_any_place(tmp_path: Path) -> None:
    options = replace(Options(), exclude=("left-out/", "left-out-*"))
    write(tmp_path, {**PRIVATE, **BROKEN, **PUBLIC})
    view = context(build_garden(tmp_path, options, cache=tmp_path / "cache"), workings=False)
    assert len(view.topics) > 1
    for topic in view.topics.values():
        for place in PLACES.values():
            shared = place.write(topic, view, SITE, True)
            names = (*shared.texts, *(image.name for image in shared.images))
            told = (*shared.texts.values(), *names, *shared.steps)
            assert CANARY not in " ".join((*told, *map(unquote, told))).casefold()


def test_the_same_notes_are_shared_in_the_same_bytes(
    tmp_path: Path, gradient: dict[str, Shared]
) -> None:
    files = [f for f in sorted((GOLDEN / "garden").rglob("*"), reverse=True) if f.is_file()]
    notes = {f.relative_to(GOLDEN / "garden").as_posix(): f.read_bytes() for f in files}
    options = replace(Options(), macros=MACROS)
    garden = build_garden(write(tmp_path / "n", notes), options, cache=tmp_path / "c")
    view = context(garden, workings=False)
    for name, place in PLACES.items():
        assert place.write(view.topics["Gradient"], view, SITE, False) == gradient[name]


def pixel(colour: str) -> bytes:
    """A picture of one pixel."""
    file = BytesIO()
    Image.new("RGB", (1, 1), colour).save(file, "png")
    return file.getvalue()


def test_what_the_author_changes_is_noticed_and_how_it_is_drawn_is_not(tmp_path: Path) -> None:
    note = "---\ntags: [a]\n---\n# X\n\nOne word and $x$.\n\n![](p.png)\n"
    start: dict[str, str | bytes] = {
        "synthesis/x.md": note,
        "synthesis/p.png": pixel("white"),
        "a.md": "# A\n\nOther.\n",
    }

    def mark(number: int, files: Mapping[str, str | bytes], place: str = "devto") -> str:
        folder = tmp_path / str(number)
        shared = of(files, folder)[place]
        return fingerprint(shared.told, ((folder / p).read_bytes() for p in shared.attachments))

    first = mark(0, start)
    assert mark(1, start | {"a.md": "# A\n\nNew.\n"}) == first
    assert mark(2, start | {"synthesis/x.md": note.replace("word", "sentence")}) != first
    assert mark(3, start | {"synthesis/x.md": note.replace("$x$", "$y$")}) != first
    assert mark(4, start | {"synthesis/p.png": pixel("black")}) != first
    late = {"synthesis/x.md": note + "\nA word at the end.\n" + "More. " * 200}
    assert mark(5, start | late) != first
    assert mark(6, start | late, "linkedin") != mark(7, start, "linkedin")


# The shared Markdown, read by somebody else's program


@pytest.mark.parametrize("name", SHOWN)
def test_another_renderer_shows_formulas_code_outputs_pictures_and_links(
    sample: Context, name: str
) -> None:
    shared = PLACES["markdown"].write(sample.topics[name], sample, SITE, False)
    html = cmarkgfm.github_flavored_markdown_to_html(main(shared), Cmark.CMARK_OPT_UNSAFE)
    page = tree(html)
    assert [heading.text for heading in page.all("h1")] == [name]
    assert len([*page.all("h2")]) > 3
    written = " ".join(
        child.text for child in page.children if isinstance(child, Element) and child.tag == "p"
    )
    displays = re.findall(r"\$\$\n(.+?)\n\$\$", main(shared), re.DOTALL)
    assert displays
    for formula in (*displays, *re.findall(r"(?<!\$)\$([^$\n]+)\$(?!\$)", main(shared))):
        assert " ".join(formula.split()) in " ".join(written.split())  # no sign of it was Markdown
    code = [*page.all("pre")]
    assert any('lang="python"' in _opening(html, one) for one in code)
    outputs = [one for one in code if [*one.all("code")] and 'lang="text"' in _opening(html, one)]
    assert outputs
    assert any(re.search(r"\d", one.text) for one in outputs)
    images = [img.attributes for img in page.all("img")]
    assert images
    assert all(img["alt"] and img["src"] in {i.name for i in shared.images} for img in images)
    links = {a.attributes["href"] for a in page.all("a")}
    assert any(link.startswith(SITE.url) for link in links)
    assert any(not link.startswith(SITE.url) for link in links)
    assert not re.search(r"\[\[|\]\(|\{%|\*\*|ran, Python|checked, Python", written)


def _opening(html: str, block: Element) -> str:
    """The tag of a block of code as it was written."""
    first = (
        block.text.split("\n")[0].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    at = html.find(first.replace('"', "&quot;"))
    return html[html.rfind("<pre", 0, at) : at]


# dev.to

TEXTS = st.text(max_size=150) | st.sampled_from(
    [
        "yes",
        "null",
        "2020-01-01",
        "a: b",
        "- x",
        "'",
        '"',
        "# no",
        "{a}",
        "\u2028",
        "\x85",
        "½ 𝐱",
        "\\",
    ]
)


def _article(title: str, description: str, given: tuple[str, ...]) -> Article:
    return Article(
        title,
        description,
        "https://a.example/x/",
        "https://a.example/c.png",
        given,
        "",
        "",
        "",
        (),
        (),
        (),
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=6))
def test_front_matter_is_yaml_that_says_what_was_meant(
    title: str, description: str, given: list[str]
) -> None:
    written = front_matter(_article(title, description, tuple(given)))
    first, *rows, last = written.split("\n")
    assert first == last == "---"
    assert all(re.match(r"[a-z_]+: \S", row) for row in rows)
    said = yaml.safe_load("\n".join(rows))
    whole = " ".join(title.split())
    assert said["title"] == whole or (len(whole) > LONGEST_TITLE and said["title"][-1] == "…")
    assert len(said["title"]) <= LONGEST_TITLE
    assert said.get("description", "") == " ".join(description.split())
    assert said["published"] is False
    assert said["canonical_url"] == "https://a.example/x/"
    listed = [tag.strip() for tag in said["tags"].split(",")] if "tags" in said else []
    assert len(listed) <= MOST_TAGS
    assert all(re.fullmatch(rf"[a-z0-9]{{2,{LONGEST_TAG}}}", tag) for tag in listed)


def test_tags_are_spelled_as_each_place_spells_them() -> None:
    given = ("Machine learning", "maths/Größe", "C++", "machine-learning", "PCA", "a", "x y z")
    assert tags(given) == ("machinelearning", "grosse", "pca", "xyz")
    assert hashtags(given) == ("MachineLearning", "Größe", "C")
    assert hashtags(("2020", "///")) == ()


def test_no_sign_of_a_formula_is_markdown_to_dev_to(tmp_path: Path) -> None:
    tex = r"a_1 * b_2 * c_{ij} \{x\} \, \frac{{a}}{b} <c \\ d"
    notes = {"synthesis/x.md": f"# X\n\nSee ${tex}$ here.\n\n$$\n{tex}\n$$\n"}
    text = main(of(notes, tmp_path)["devto"]).split("---\n")[2]
    found = re.findall(r"\{% katex(?: inline)? %\}\s(.*?)\s\{% endkatex %\}", text, re.DOTALL)
    assert len(found) == 2
    for formula in found:
        assert not re.search(r"\\[^A-Za-z]|\{\{|\{%|<|\*|(?<![\w}])_\S|\n\n", formula), formula


def test_braces_of_the_text_are_no_tags_to_dev_to_and_code_stays_as_it_is(tmp_path: Path) -> None:
    body = "Write {{ a }} or {% b %}, `{{ c }}`.\n\n```jinja\n{% d %} {{ e }}\n```\n"
    text = main(of({"synthesis/x.md": f"# X\n\n{body}"}, tmp_path)["devto"])
    assert "{% raw %}{{{% endraw %} a }} or {% raw %}{%{% endraw %} b %}, `{{ c }}`." in text
    assert "```jinja\n{% d %} {{ e }}\n```" in text


# LinkedIn


@pytest.mark.parametrize("name", SHOWN)
def test_a_short_text_with_the_link_and_at_most_three_tags(sample: Context, name: str) -> None:
    shared = PLACES["linkedin"].write(sample.topics[name], sample, SITE, False)
    *hook, link, tagged = main(shared).strip().split("\n\n")
    assert len(main(shared)) < LONGEST
    assert link.endswith(f"{SITE.url}topics/{sample.topics[name].concept.slug}/")
    assert 1 <= len(tagged.split()) <= MOST_HASHTAGS
    assert all(re.fullmatch(r"#\w+", tag) for tag in tagged.split())
    assert re.search(r"[.!?…]$", hook[-1])
    assert not re.search(r"[$\\*`]|\]\(", " ".join(hook))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab. $_*[](){}\n!é", max_size=1500))
def test_any_text_becomes_one_that_linkedin_takes(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    notes = {"synthesis/x.md": f"---\nconcept: X\n---\n\nBegin. {text}\n"}
    assert len(main(of(notes, folder)["linkedin"])) < LONGEST


# Macros


def test_the_authors_own_commands_are_written_out() -> None:
    macros = (*MACROS.items(), ("twice", "#1#1"), ("deep", r"\norm{\R}"), ("loop", r"\loop\loop"))
    assert expanded(r"x \in \R^2", macros) == r"x \in {\mathbb{R}}^2"
    assert expanded(r"\norm{a_{b}} \norm x", macros) == r"{\lVert a_{b} \rVert} {\lVert x \rVert}"
    assert expanded(r"\deep", macros) == r"{{\lVert {\mathbb{R}} \rVert}}"
    assert expanded(r"\Rightarrow \\R", macros) == r"\Rightarrow \\R"
    assert expanded(r"\twice{\R", macros) == r"{{\mathbb{R}}{\mathbb{R}}}"
    assert len(expanded(r"\loop", macros)) <= 10_000
    assert expanded(r"\R", ()) == r"\R"
