"""Random gardens of which a random part is private, with a word of its own in every place."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from searching import folded
from syntopic.configuration import Options

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "äöüßàéèêçñåøæœ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "中文汉字学习数据矩阵向量概率统计函数导数极限",
    "あいうえおかきくけこさしすせそたちつてと",
)
LONGEST_TEXT = 6
POOL = 90


@dataclass(frozen=True, slots=True)
class Planned:
    """A garden's files below its folder, and the words that must appear or must not."""

    files: dict[str, str | bytes]
    options: Options
    private: tuple[str, ...]
    public: tuple[str, ...]


@dataclass
class _Plan:
    """What has been written so far; words are taken from one pool, so each has one place."""

    draw: st.DrawFn
    words: list[str]
    files: dict[str, str | bytes] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)

    def word(self, hidden: bool) -> str:
        taken = self.words.pop()
        (self.private if hidden else self.public).append(taken)
        return taken


def _pool(seed: int) -> list[str]:
    """Words of which none is part of another, whatever is done to their case and form."""
    chance = random.Random(seed)
    words: list[str] = []
    while len(words) < POOL:
        letters = chance.choice(ALPHABETS)
        word = "".join(chance.choices(letters, k=chance.randint(7, 10)))
        plain = folded(word)
        if not any(plain in folded(one) or folded(one) in plain for one in words):
            words.append(word)
    return words


PLACES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("private", lambda path: f"private/{path}"),
    ("deep", lambda path: f"course/Private/{path}"),
    ("underscore", lambda path: f"_x/{path}"),
    ("hidden", lambda path: f".x/{path}"),
    ("excluded", lambda path: f"old/{path}"),
    ("source", lambda path: f"inner/{path}"),
)
LINES = (
    *("draft: true", "Draft: yes", "draft:", "draft: soon", "private: true", "publish: false"),
    *("published: 'no'", "dg-publish: false", "public: never", "draft: false\nprivate: 1"),
)
FORMATS = ("md", "qmd", "ipynb", "py")
CONCEPTS = ("Gradient", "Matrix", "Limit")


def _body(plan: _Plan, hidden: bool, name: str) -> str:
    """Blocks with a word in each; comments hide theirs in public notes, too."""
    blocks = []
    for kind in plan.draw(
        st.lists(st.sampled_from(sorted(BLOCKS)), max_size=LONGEST_TEXT, unique=True)
    ):
        blocks.append(BLOCKS[kind](plan, hidden, name))
    blocks.append(f"The end of it is {plan.word(hidden)}.")
    return "\n\n".join(blocks)


def _comment(plan: _Plan, hidden: bool, name: str) -> str:
    form = plan.draw(st.sampled_from(("%%{}%%", "<!-- {} -->", "%%\n{}\n%%", "%%\n\n## {}\n\n%%")))
    return f"Seen. {form.format(plan.word(True))}"


def _picture(plan: _Plan, hidden: bool, name: str) -> str:
    """A picture beside the note, and in a private note one that only it shows."""
    word = plan.word(hidden)
    plan.files[f"course/{word}.dat"] = f"picture {word}".encode()
    return f"See [a file](../course/{word}.dat) there."


def _paragraph(plan: _Plan, hidden: bool, name: str) -> str:
    return f"A paragraph that speaks of {plan.word(hidden)} in [[Matrix]]."


BLOCKS: dict[str, Callable[[_Plan, bool, str], str]] = {
    "paragraph": _paragraph,
    "heading": lambda p, h, n: f"## Own heading {p.word(h)}\n\nBelow it.",
    "list": lambda p, h, n: f"- one {p.word(h)}\n- two",
    "card": lambda p, h, n: f"Q: What is {p.word(h)}?\nA: It.",
    "symbol": lambda p, h, n: (
        f"$$y = mx$$\n\n- $m$ is the slope of {p.word(h)}\n- $x$ is what goes in"
    ),
    "code": lambda p, h, n: f"```python\nprint('{p.word(h)}')\n```",
    "quote": lambda p, h, n: f"> [!tip] Title {p.word(h)}\n> text",
    "comment": _comment,
    "picture": _picture,
    "footnote": lambda p, h, n: f"Noted[^a].\n\n[^a]: Below {p.word(h)}.",
    "embed": lambda p, h, n: f"![[{n}]] beside {p.word(h)}",
}


def _front(plan: _Plan, hidden: bool, line: str) -> str:
    """Front matter; what no page shows is private in every note."""
    rows = [line] if line else []
    if plan.draw(st.booleans()):
        rows.append(f"aliases: [{plan.word(hidden)}]")
    if plan.draw(st.booleans()):
        rows.append(f"mood: {plan.word(True)}")
    if plan.draw(st.booleans()):
        rows.append(f"title: {plan.word(hidden)}")
    elif plan.draw(st.booleans()):
        rows.append(f"concept: {plan.draw(st.sampled_from(CONCEPTS))}")
    return "\n".join(rows)


def _written(kind: str, front: str, body: str) -> str:
    """A note in a format."""
    head = f"---\n{front}\n---\n" if front else ""
    if kind == "ipynb":
        cells: list[dict[str, Any]] = [{"cell_type": "markdown", "source": body, "metadata": {}}]
        if front:
            cells.insert(0, {"cell_type": "raw", "source": head.strip(), "metadata": {}})
        book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(book)
    if kind == "py":
        # In a script a row "# %%" would begin a cell, and end no comment.
        told = ("so. %%" if row == "%%" else row for row in body.splitlines())
        rows = [*head.splitlines(), "%% [markdown]", *told]
        return "".join(f"# {row}\n" for row in rows)
    return f"{head}{body}\n"


@st.composite
def gardens(draw: st.DrawFn, *, broken: bool = True) -> Planned:
    """A garden: some notes private by a mechanism each, all others public."""
    plan = _Plan(draw, _pool(draw(st.integers(0, 10**6))))
    opt_in = draw(st.booleans())
    names = []
    for number in range(draw(st.integers(2, 6))):
        hidden = draw(st.booleans())
        names.append(_note(plan, number, hidden, opt_in, broken))
    plan.files["course/public.md"] = _written(
        "md",
        "publish: true\ntitle: Public",
        "A public note.\n\n" + "\n\n".join(f"[[{name}]] ![[{name}|it]]" for name in names),
    )
    plan.files["sources.yml"] = (
        f"- key: course\n- key: inner\n  title: {plan.word(True)}\n  private: true\n"
        f"- key: book # {plan.word(True)}\n  mood: {plan.word(True)}\n"
    )
    plan.files["syllabus.yml"] = (
        f"areas:\n  - name: Maths\n    concepts:\n      - Gradient # {plan.word(True)}\n"
        f"      - {{name: {plan.word(True)}, private: true}}\n"
    )
    options = Options(exclude=("old",), publish="opt-in" if opt_in else "all")
    return Planned(plan.files, options, tuple(plan.private), tuple(plan.public))


def _note(plan: _Plan, number: int, hidden: bool, opt_in: bool, broken: bool) -> str:
    """Write one note; what other notes may call it, which is no secret."""
    draw = plan.draw
    kind = draw(st.sampled_from(FORMATS))
    folder = draw(st.sampled_from(("course", "book/ch1", "own", "synthesis")))
    stem = f"n{number}"
    path = f"{folder}/{stem}"
    line = "publish: true" if opt_in else draw(st.sampled_from(("", "draft: false")))
    wrong = ""
    if hidden:
        how = draw(st.sampled_from(("place", "line", *(("unsaid",) if opt_in else ()), "broken")))
        if how == "place":
            path = draw(st.sampled_from(PLACES))[1](f"{plan.word(True)}/{stem}")
        elif how == "line":
            line = f"{line}\n{draw(st.sampled_from(LINES))}".strip()
        elif how == "unsaid":
            line = draw(st.sampled_from(("", "draft: false", "publish:", "publish: 2024-01-01")))
        elif broken:
            wrong = "mood: [\n"
        else:
            line = "draft: true"
    front = _front(plan, hidden, line)
    if hidden and draw(st.booleans()):
        path = f"{path}-{plan.word(True)}"
    plan.files[f"{path}.{kind}"] = _written(
        kind, f"{front}\n{wrong}".strip(), _body(plan, hidden, stem)
    )
    return stem
