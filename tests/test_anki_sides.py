"""What stands on a card in Anki: formulas, gaps, code, pictures, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gardens import PIXEL, write
from syntopic.configuration import Options, options
from syntopic.garden import build_garden, context
from syntopic.markdown.tree import Element, read
from syntopic.model import Asking
from syntopic.publishing.anki import AnkiNote, collected
from syntopic.publishing.anki.gaps import with_gaps
from syntopic.publishing.anki.look import LOOK
from syntopic.publishing.values import Site

SITE = Site("G", "https://me.example/garden/")


def cards(
    folder: Path, files: dict[str, str | bytes], site: Site = SITE, chosen: Options | None = None
) -> dict[str, AnkiNote]:
    """The cards of a garden of these notes, by their ids."""
    write(folder, files)
    view = context(build_garden(folder, chosen or Options()), workings=False)
    return {card.id: card for card in collected(view, site, folder)}


def card(
    folder: Path, text: str, more: dict[str, str | bytes] | None = None, site: Site = SITE
) -> AnkiNote:
    """The one card of a note about vectors."""
    (made,) = cards(folder, {"a/vector.md": f"# Vector\n\n{text}\n", **(more or {})}, site).values()
    return made


def asked(folder: Path, answer: str, **more: object) -> str:
    return card(folder, f"Q: Why? ^why\nA: {answer}", **more).answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "html"),
    [
        ("Plain **bold** and *soft*.", "Plain <strong>bold</strong> and <em>soft</em>."),
        ("It is $x<y$.", r"It is \(x&lt; y\)."),
        ("So ($a$), right", r"So (\(a\)), right"),
        ("$$x_1 = 2$$", r"<div>\[x_1 = 2\]</div>"),
        ("A ==marked== word", "A <mark>marked</mark> word"),
        ("Costs $5 and $6.", "Costs $5 and $6."),
        ("Use `a < b`.", "Use <code>a &lt; b</code>."),
        ("See [[Matrix]] and [[Matrix|rows]].", "See Matrix and rows."),
        ("See [[Nothing yet]].", "See Nothing yet."),
        ("[A](https://a.example/?x=1&y=2)", '<a href="https://a.example/?x=1&amp;y=2">A</a>'),
        ("[M](../matrix.md)", '<a href="https://me.example/garden/topics/matrix/">M</a>'),
        ("Fact.[^1] So.\n\n[^1]: Told elsewhere.", "Fact. So."),
        ("Fact.^[Told here.]", "Fact."),
        ("{{c1::no gap}}", "{{c1::no gap}}"),
        ("<script>alert(1)</script>Safe", "Safe"),
        (r"$$\text{if $x$ holds}$$", r"<div>\[{\text{if }x\text{ holds}}\]</div>"),
        (r"\(a\) or \[b\]", r"\(a\) or \[b\]"),
    ],
)
def test_answers_read_in_anki_as_on_the_site(tmp_path: Path, answer: str, html: str) -> None:
    assert asked(tmp_path, answer, more={"matrix.md": "# Matrix\n\nRows.\n"}) == html


def test_what_leads_into_the_garden_is_text_where_the_site_has_no_address(tmp_path: Path) -> None:
    more = {"matrix.md": "# Matrix\n\nRows.\n"}
    told = card(tmp_path, "Q: Why? ^why\nA: [M](../matrix.md)", more, Site("G", ""))
    assert (told.answer, told.url) == ("M", "")


def test_a_card_leads_back_to_its_place_on_the_site(tmp_path: Path) -> None:
    made = cards(tmp_path, {"vector.md": "# Vector\n\nQ: Why? ^why\nA: So.\n\nQ: And?\nA: Yes.\n"})
    named, bare = made.values()
    assert named.url == "https://me.example/garden/topics/vector/#why"
    assert bare.url == f"https://me.example/garden/topics/vector/#card-{bare.id}"
    assert (named.named, bare.named) == (True, False)


def test_several_paragraphs_lists_and_tables_stay_what_they_are(tmp_path: Path) -> None:
    told = asked(tmp_path, "One.\n\n  Two.\n\n  - a\n  - b $x$\n")
    assert "<p>One.</p>" in told
    assert re.search(r"<li>(<p>)?b \\\(x\\\)", told)


def test_code_keeps_its_colours_and_nothing_of_the_site(tmp_path: Path) -> None:
    told = asked(tmp_path, "\n    ```python\n    def f(x):  # why\n        return 2\n    ```")
    assert told.startswith('<pre><code><span class="k">def</span> <span class="nf">f</span>(x):')
    assert '<span class="c1"># why</span>' in told
    assert set(re.findall(r'class="([^"]*)"', told)) <= {"k", "nf", "c1", "mi"}


def test_pictures_come_along_once_and_by_what_they_show(tmp_path: Path) -> None:
    text = "Q: Which? ^why\nA: ![a dot](dot.png) and ![[dot.png]]"
    made = card(tmp_path, text, {"a/dot.png": PIXEL})
    (file,) = made.media
    assert file.content == PIXEL
    assert re.fullmatch(r"syntopic-dot-[0-9a-f]{12}\.png", file.name)
    assert made.answer.count(f'src="{file.name}"') == 2
    assert 'alt="a dot"' in made.answer


def test_sound_is_played_by_anki(tmp_path: Path) -> None:
    made = card(tmp_path, "Q: Which? ^why\nA: ![[tone.mp3]]", {"a/tone.mp3": b"ID3"})
    assert made.answer == f"[sound:{made.media[0].name}]"


def test_the_authors_own_commands_are_written_out(tmp_path: Path) -> None:
    chosen = options({"macros": {"R": r"\mathbb{R}", "set": r"\{#1\}"}})
    files: dict[str, str | bytes] = {"v.md": "# V\n\nQ: Why? ^why\nA: $x \\in \\R, \\set{1}$\n"}
    told = cards(tmp_path, files, chosen=chosen)["why"].answer
    assert r"\mathbb{R}" in told
    assert r"\{1\}" in told
    assert r"\R" not in told


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A ==vector== has ==two== parts.", "A {{c1::vector}} has {{c2::two}} parts."),
        ("It is ==$x^{2^{3}}$==.", r"It is {{c1::\(x^{2^{3} }\)}}."),
        ("In ==$\\frac{1}{\\frac{2}{3}}$== way", r"In {{c1::\(\frac{1}{\frac{2}{3} }\)}} way"),
        ("Outside $x^{2^{3}}$ is ==left==.", r"Outside \(x^{2^{3}}\) is {{c1::left}}."),
        ("C++ has ==`std::vector`==.", "C++ has {{c1::<code>std:<!-- -->:vector</code>}}."),
        (
            "Jinja says ==`{{ x }}`==.",
            "Jinja says {{c1::<code>{{ x }<!-- -->}</code>}}.",
        ),
        ("Ends ==in }==", "Ends {{c1::in }<!-- -->}}"),
        ("Code `{{c1::x}}` is ==none==", "Code <code>{<!-- -->{c1::x}}</code> is {{c1::none}}"),
        ("A ==**strong** one==", "A {{c1::<strong>strong</strong> one}}"),
    ],
)
def test_gaps_are_those_of_anki_whatever_stands_in_them(
    tmp_path: Path, text: str, html: str
) -> None:
    made = card(tmp_path, f"C: {text} ^gap")
    assert made.asking is Asking.GAPS
    assert (made.question, made.answer) == (html, "")


PIECES = st.text(st.sampled_from("{}:c1 <a&\\$"), max_size=12)


@given(PIECES, PIECES, PIECES)
def test_anki_finds_the_gap_that_is_meant_in_any_text(before: str, gap: str, behind: str) -> None:
    made = with_gaps([before, Element("mark", (), (f"x{gap}",)), behind])
    found = re.findall(r"\{\{c\d+::(.*?)\}\}", made, re.DOTALL)
    assert len(found) == 1
    assert "::" not in found[0]
    assert "".join(part for part in read(found[0]) if isinstance(part, str)) == f"x{gap}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as the Web Content Accessibility Guidelines define it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        lit = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("rule", [0, 1], ids=["day", "night"])
def test_all_words_on_a_card_can_be_read_by_day_and_by_night(rule: int) -> None:
    named = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", LOOK.split("}")[rule]))
    papers = {name: named[name] for name in ("paper", "soft", "marked")}
    for name in named.keys() - papers - {"line"}:
        on = papers if name == "ink" else {"paper": papers["paper"], "soft": papers["soft"]}
        for paper, colour in on.items():
            assert contrast(named[name], colour) >= 4.5, (name, paper)
