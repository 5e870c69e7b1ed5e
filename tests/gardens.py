"""Gardens for tests: values made by hand, folders of real files, and wild random ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from syntopic.gathering import gather
from syntopic.languages import language
from syntopic.linking import Links, link
from syntopic.markdown.forms import FORM, content, opening
from syntopic.merging import Records, merge
from syntopic.model import (
    OWN_KEY,
    FrontMatter,
    Gathered,
    Gathering,
    Note,
    NotePath,
    ParsedNote,
    Source,
    Syllabus,
    SyllabusConcept,
    Topic,
)
from syntopic.model.notes import Area
from syntopic.parsing import parse_note

PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdac`\0"
    b"\0\0\2\0\1\xe5'\xde\xfc\0\0\0\0IEND\xaeB`\x82"
)
"""The smallest image that is one: what only calls itself an image is not published."""

ENGLISH = language("en")
BOOK, COURSE, VIDEO = (
    Source("book", "The Book", "Book"),
    Source("course", "The Course", "Course"),
    Source("video", "The Video", "Video"),
)
SOURCES = (BOOK, COURSE, VIDEO)


def note(path: str, text: str, **front: Any) -> ParsedNote:
    """A parsed note; its first folder is its source, ``synthesis/`` as always."""
    folder = path.split("/")[0] if "/" in path else ""
    known = folder in {source.key for source in SOURCES}
    lines = tuple(range(1, 2 + text.count("\n")))
    value = Note(NotePath(path), "md", text, lines, FrontMatter(**front))
    value = replace(value, source=folder if known else OWN_KEY, synthesis=folder == "synthesis")
    return parse_note(value)[0]


def syllabus(**concepts: Mapping[str, Any] | None) -> Syllabus:
    """One area with these concepts, in order; underscores in names are spaces."""
    named = (
        SyllabusConcept(name.replace("_", " "), **(more or {})) for name, more in concepts.items()
    )
    return Syllabus((Area("Maths", tuple(named)),))


def gathered(
    *notes: ParsedNote, known: Syllabus | None = None, sources: Sequence[Source] = SOURCES
) -> Gathering:
    """What gathering makes of notes."""
    return gather(notes, sources, known or Syllabus(), ENGLISH)


def concept(garden: Gathering, name: str) -> Gathered:
    """The concept of a name; there is exactly one."""
    (found,) = [g for g in garden.concepts if g.concept.name == name]
    return found


def topics(garden: Gathering, records: Records | None = None) -> tuple[Topic, ...]:
    """The topics of a garden, as a build makes them."""
    return tuple(
        merge(g, records or Records(), ENGLISH)
        for g in garden.concepts
        if g.claims or g.synthesis is not None
    )


def topic(*notes: ParsedNote, records: Records | None = None) -> Topic:
    """The only topic of some notes."""
    (found,) = topics(gathered(*notes), records)
    return found


def linked(
    *notes: ParsedNote,
    attachments: Iterable[str] = (),
    private: Iterable[str] | Mapping[str, tuple[str, ...]] = (),
) -> Links:
    """The links of a garden of notes."""
    garden = gathered(*notes)
    files = tuple(NotePath(path) for path in attachments)
    names = private if isinstance(private, Mapping) else dict.fromkeys(private, ())
    hidden = {NotePath(path): said for path, said in names.items()}
    return link(topics(garden), garden.leftovers, files, hidden)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, in the order given; the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def readable(markdown: str) -> str:
    """Generated Markdown with its private forms spelled out: ``⟦open div class="a"⟧``."""

    def spelled(form: re.Match[str]) -> str:
        kind, payload = form["kind"], form["payload"] or ""
        if kind == "open":
            opened = opening(payload)
            attributes = (f'{name}="{value}"' for name, value in opened.attributes)
            return f"⟦open {' '.join((opened.tag, *attributes))}⟧"
        return f"⟦{kind} {content(payload)}⟧" if payload else f"⟦{kind}⟧"

    return FORM.sub(spelled, markdown)


# --- random gardens ---------------------------------------------------------------------------

_NAMES = (
    "Gradient",
    "gradients",
    "4.2 Gradient",
    "Matrix",
    "Bayes' theorem",
    "SGD",
    "Lecture 3: Matrix",
)
_SENTENCES = (
    "A gradient points in the direction of the steepest ascent of a function.",
    "The gradient points in the direction of steepest ascent of the function.",
    "The gradient points in the direction of the steepest descent of a function.",
    "Sampling with replacement keeps every draw independent of the others.",
    "Sampling without replacement keeps every draw independent of the others.",
    "The learning rate of 0.1 made the loss of the model explode.",
    "The learning rate of 0.3 made the loss of the model explode.",
    "A matrix is a table of numbers that moves every vector at once.",
    "A matrix is a table of numbers which moves every vector at once, see [[Gradient]].",
    "Rows times columns.",
    "See ![a picture](p.png) and [[matrix#Rows|the rows]] ^abc-1",
    "Short ==mark== of `code` and $x_1$ here.",
)
_HEADINGS = (
    "Definition", "Intuition", "Gotchas", "Formula", "Code", "Example", "Interview questions",
    "History of it", "Gradient", "Matrix", "SGD", "Week 4", "", "Proof *idea*",
)  # fmt: skip
_FORMULAS = (
    "$$f'(x) = 2x$$",
    "$$f'(x) = 2 x.$$\n\n- $x$ is the input\n- $f$ is the function",
    "$$\nf'(x) = 3x\n$$\n\nIn words: the slope is three times $x$.\n\nwhere $x$ is the place.",
    "$y = mx + b$\n\n- $m$ is the slope\n- $b$: the intercept",
    "$$y = wx + b$$\n\nIn words: a line.\n\n- $w$ is the slope",
)
_OTHERS = (
    "```python\nprint(1)\n```",
    "```python exec label=lead\nplot()\n```",
    "Q: What is it?\nA: A slope. ^q1",
    "C: The gradient is ==a vector==.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> Quoted words of somebody else.",
    "> [!tip] Try it\n> on paper",
    "!!! note\n    Indented words.\n\n    More of them.",
    "![figure](p.png)",
    "term\n: its meaning",
    "<div>\n<b>bold</b>\n</div>",
    "A footnote[^1].\n\n[^1]: Its text.",
    "---",
)
_WILD = (
    "word ¦Q: ¦A: ¦C: ==x==¦*¦_¦`¦```¦# ¦## ¦- ¦1. ¦2) ¦* ¦+ ¦> ¦[¦]¦(¦)¦\n¦\n\n¦\n\n\n¦    ¦  ¦ "
    "¦\t¦<div>¦</div>¦<!--¦-->¦---¦===¦[a]: /u 'T'¦[a]¦](¦!¦é¦$¦$$¦$x$¦[[¦]]¦^id-1¦\n\n^id-2\n\n¦"
    "!!! n¦> [!note]- t¦: ¦: def¦[^1]¦[^1]: ¦- [ ] ¦\\¦In words: ¦where $x$ is the y¦\n    - "
).split("¦")


def _list(items: Iterable[str], mark: str, gap: str) -> str:
    return gap.join(f"{mark} {item}" for item in items)


_sentence = st.sampled_from(_SENTENCES)
_lists = st.builds(
    _list,
    st.lists(
        st.one_of(_sentence, st.builds("{}\n  - {}".format, _sentence, _sentence)),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(("-", "*", "1.")),
    st.sampled_from(("\n", "\n\n")),
)
_headings = st.builds(lambda n, h: f"{'#' * n} {h}", st.integers(1, 4), st.sampled_from(_HEADINGS))
_pieces = st.one_of(
    _sentence,
    st.lists(_sentence, min_size=2, max_size=3).map(" ".join),
    _lists,
    _headings,
    _headings,
    st.sampled_from(_FORMULAS),
    st.sampled_from(_OTHERS),
    st.lists(st.sampled_from(_WILD), max_size=12).map("".join),
)
TEXTS = st.lists(_pieces, max_size=9).map("\n\n".join)


@st.composite
def notes(draw: st.DrawFn) -> ParsedNote:
    """A note of some source: on one concept, on listed ones, or a lecture with several."""
    folder = draw(
        st.sampled_from(("book", "book/ch2", "book/ch10", "course", "video", "mine", "synthesis"))
    )
    kind = draw(st.sampled_from(("title", "front", "concept", "listed", "lecture")))
    name = draw(st.sampled_from(_NAMES))
    text = draw(TEXTS)
    front: dict[str, Any] = {}
    if kind == "title":
        text = f"# {name}\n\n{text}"
    elif kind == "front":
        front["title"] = name
    elif kind == "concept":
        front["concept"] = name
    elif kind == "listed":
        front["concept_headings"] = ("Gradient", "Matrix")
    stem = {"lecture": "week-2", "title": "a", "front": "B"}.get(kind, "c")
    number = draw(st.integers(1, 11))
    return note(f"{folder}/{number}/{stem}.md", text, **front)


gardens = st.lists(notes(), min_size=1, max_size=5, unique_by=lambda n: n.note.path)


@st.composite
def _overlapping(draw: st.DrawFn) -> list[ParsedNote]:
    """Notes of several sources that say much the same of one concept, mostly in lists."""
    texts = st.lists(st.one_of(_lists, _lists, _sentence, st.sampled_from(_FORMULAS)), min_size=1)
    keys = draw(st.sampled_from((("book", "course"), ("book", "course", "video", "synthesis"))))
    return [
        note(f"{key}/g.md", "\n\n<!-- -->\n\n".join(draw(texts)), concept="Gradient")
        for key in keys
    ]


overlapping = _overlapping()
