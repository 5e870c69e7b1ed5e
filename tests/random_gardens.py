"""Gardens that change at random, a step at a time, in every way that may matter to what is kept."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gardens
from syntopic.configuration import Options, options

CONCEPTS = ("Slope", "Vector space", "PCA", "Gradient descent", "Limit", "Dot product")
ALIASES = ("steepness", "GD", "linear space", "principal axes", "inner product")
FOLDERS = ("", "book/", "book/ch2/", "course/week 1/", "misc/", "synthesis/")
STEMS = ("one", "two", "slope", "pca", "Week 3", "limits", "vectors")
HIDDEN = ("private/{}.md", "_{}.md", "attic/{}.md", "shut/{}.md")
FACETS = ("Intuition", "Formula", "Example", "Pitfalls", "In plain English", "Own words", "Code")
FILES = ("book/fig.png", "fig.png", "misc/data.csv", "misc/tool.py", "attachments/a.svg")

CLAIMS = (
    "The gradient points in the direction in which the function grows fastest of all.",
    "The gradient never points in the direction in which the function grows fastest of all.",
    "The gradient points in the direction in which the function shrinks fastest of all.",
    "It takes 3 steps to the end.",
    "It takes 30 steps to the end.",
)

SOURCES = (
    "",
    "- key: book\n  title: The Book\n- key: course\n  title: The Course\n",
    "- key: course\n  title: The Course\n- key: book\n  title: The Book zq7zq\n  private: true\n",
    "- key: course\n  title: The Course\n- key: book\n  title: The Book\n",
    "- key: book\n  title: Another Book\n  url: https://example.org/b\n- key: misc\n",
    "- key: [broken\n",
)
SYLLABI = (
    "",
    "areas:\n- name: Algebra\n  concepts: [Vector space, {name: PCA, requires: [Vector space]}]\n",
    "areas:\n- name: Algebra\n  concepts: [PCA, {name: Dot product, aliases: [inner product]}]\n"
    "- name: Calculus\n  concepts: [Slope, Limit, {name: Gradient descent, requires: [Slope]}]\n"
    "roles:\n  Engineer: [PCA, Calculus, Week 3, limits]\ngoal: Engineer\n",
    "areas:\n- name: Calculus\n  concepts: [Limit, {name: Slope, aliases: [zq5zq], draft: yes}]\n",
    "areas:\n- name: Hidden\n  private: true\n  concepts: [Secret zq6zq]\n",
)
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"exclude": ["shut/*"]},
    {"exclude": ["shut/*", "misc/*"], "autolink": False},
    {"publish": "opt-in"},
    {"headings": {"Own words": "intuition"}, "quoted_share": 5},
    {"macros": {"vect": "\\mathbf{#1}", "bad": "{"}},
    {"macros": {"vect": "\\vec{#1}"}},
    {"language": "de"},
    {"execute": True},
    {"execute": ["book"]},
)


@dataclass
class Chance:
    """Draws what is written; every text that is written has a word of its own."""

    random: random.Random
    words: int = 0

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.words += 1
        return f"zq{self.random.getrandbits(40):010x}{self.words}zq"

    def one(self, of: Any) -> Any:
        """One of several."""
        return self.random.choice(of)

    def often(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share


def paragraph(chance: Chance) -> str:
    said = (
        lambda: f"This is about {chance.one(CONCEPTS)} and {chance.word()}.",
        lambda: f"See [[{chance.one(CONCEPTS)}]] for {chance.word()}, or {chance.one(ALIASES)}.",
        lambda: f"As in [[{chance.one(STEMS)}#{chance.one(FACETS)}|there]]: {chance.word()}.",
        lambda: f"A [link](../{chance.one(STEMS)}.md) to {chance.word()} and [[^c1]].",
        lambda: f"Missing [[{chance.one(('Nobody', 'private one', 'shut'))}]] of {chance.word()}.",
        lambda: f"Said %%{chance.word()}%% and seen <!-- {chance.word()} --> once[^1].",
    )
    return " ".join(chance.one(said)() for _ in range(chance.one((1, 1, 2, 3))))


def block(chance: Chance) -> str:
    made: tuple[Callable[[], str], ...] = (
        lambda: paragraph(chance),
        lambda: paragraph(chance),
        lambda: f"## {chance.one(FACETS)}\n\n{paragraph(chance)}",
        lambda: f"# {chance.one(CONCEPTS)}\n\n{paragraph(chance)}",
        lambda: f"### {chance.word()}\n\n{paragraph(chance)}",
        lambda: (
            f"$$y = {chance.one('mab')}x + \\vect{{b}}$$\n\n- $x$ is {chance.word()}\n- $y$: out"
        ),
        lambda: f"$$ {chance.one((chr(92) + 'frac{1', 'x^2', 'a_b'))} $$",
        lambda: (
            f"Q: What is {chance.word()}?\nA: {chance.one(CONCEPTS)}.{chance.one(('', ' ^c1'))}"
        ),
        lambda: f"C: A ==slope== is {chance.word()}.",
        lambda: f"- one {chance.word()} ^i1\n- two {chance.one(CONCEPTS)}",
        lambda: f"> {' '.join(['quoted'] * 120)} {chance.word()}",
        lambda: f"![[{chance.one((*CONCEPTS, *STEMS))}]]",
        lambda: f"![[{chance.one(STEMS)}#{chance.one(FACETS)}]]",
        lambda: f"![a picture](fig.png) and ![[a.svg]] and [data](data.csv) {chance.word()}",
        lambda: f"[^1]: A footnote on {chance.word()}.",
        lambda: f"```python\nimport tool\nprint('{chance.word()}')\n```",
        lambda: f"```python exec\nopen('data.csv')\n{chance.one('xy')} = 1\n```",
        lambda: f"| a | b |\n| - | - |\n| {chance.one(CONCEPTS)} | {chance.word()} |",
        lambda: str(chance.one(CLAIMS)),
    )
    return str(chance.one(made)())


def front(chance: Chance) -> str:
    said: tuple[Callable[[], str], ...] = (
        lambda: f"title: {chance.one((*CONCEPTS, *STEMS))}",
        lambda: f"concept: {chance.one(CONCEPTS)}",
        lambda: f"concept: [{chance.one(CONCEPTS)}, {chance.one(CONCEPTS)}]",
        lambda: f"aliases: [{chance.one(ALIASES)}, {chance.word()}]",
        lambda: f"requires: [{chance.one(CONCEPTS)}]",
        lambda: f"related: [{chance.one(CONCEPTS)}]",
        lambda: f"tags: [{chance.one(('calculus', 'algebra'))}]",
        lambda: f"source: {chance.one(('book', 'The Course', 'nowhere'))}",
        lambda: f"created: 2024-0{chance.one('1234')}-01\nupdated: 2025-01-0{chance.one('1234')}",
        lambda: f"description: In short {chance.word()}",
        lambda: f"area: {chance.one(('Algebra', 'Other'))}",
        lambda: "autolink: true",
        lambda: "picture: fig.png",
        lambda: "enough: true",
        lambda: "publish: true",
        lambda: f"draft: {chance.one(('true', 'false', 'maybe'))}",
        lambda: "private: true",
        lambda: "x: [broken",
    )
    weights = [4, 5, 2, 3, 2, 2, 1, 2, 2, 1, 1, 1, 1, 1, 2, 2, 1, 0.3]
    chosen: list[Callable[[], str]] = chance.random.choices(said, weights, k=2)
    lines = {line.split(":")[0]: line for line in (one() for one in chosen)}
    return "---\n" + "\n".join(lines.values()) + "\n---\n\n" if chance.often(0.7) else ""


def note(chance: Chance) -> str:
    blocks = (block(chance) for _ in range(chance.one((0, 1, 2, 3, 5))))
    return front(chance) + "\n\n".join((*blocks, f"The end is {chance.word()}.")) + "\n"


def notebook(chance: Chance) -> str:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": note(chance)},
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": 1,
            "source": f"print('{chance.word()}')",
            "outputs": [{"output_type": "stream", "name": "stdout", "text": chance.word()}],
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def path(chance: Chance) -> str:
    """Where a note may stand; some places are private, always or by the options."""
    if chance.often(0.15):
        return str(chance.one(HIDDEN)).format(chance.one(STEMS))
    ending = chance.random.choices((".md", ".qmd", ".ipynb", ".py"), (10, 1, 1, 1))[0]
    return f"{chance.one(FOLDERS)}{chance.one(STEMS)}{ending}"


def content(chance: Chance, at: str) -> str:
    if at.endswith(".ipynb"):
        return notebook(chance)
    if at.endswith(".py"):
        return f"# %% [markdown]\n# {paragraph(chance)}\n\n# %%\nx = '{chance.word()}'\n"
    return note(chance)


@dataclass
class RandomGarden:
    """A folder of notes that changes, and the options with which it is built."""

    folder: Path
    chance: Chance
    files: dict[str, str | bytes] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    before: list[tuple[str, str | bytes]] = field(default_factory=list)
    differences: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: Path, seed: int) -> RandomGarden:
        made = cls(folder, Chance(random.Random(seed)))
        made.put("sources.yml", SOURCES[1])
        made.put("syllabus.yml", SYLLABI[2])
        for _ in range(made.chance.random.randint(6, 11)):
            made.add()
        for at in ("book/gd.md", "course/gd.md"):
            said = "\n\n".join(made.chance.random.sample(CLAIMS, 3))
            made.put(at, f"# Gradient descent\n\n{said}\n")
        for at in FILES[:3]:
            made.put(at, gardens.PIXEL if at.endswith("png") else f"1,{made.chance.word()}\n")
        return made

    @property
    def options(self) -> Options:
        return options(self.settings)

    @property
    def notes(self) -> list[str]:
        endings = (".md", ".qmd", ".ipynb", ".py")
        return [at for at in self.files if at.endswith(endings) and at not in FILES]

    def put(self, at: str, content: str | bytes) -> None:
        file = self.folder / at
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.files[at] = content
        self.before.append((at, content))

    def drop(self, at: str) -> None:
        (self.folder / at).unlink()
        del self.files[at]

    def step(self) -> str:
        """Changes something; what was done, in words."""
        ways = (
            *(self.rewrite, self.rewrite, self.append, self.append, self.one_word, self.one_word),
            *(self.add, self.add, self.delete, self.move, self.toggle, self.toggle, self.again),
            *(self.sources, self.sources, self.syllabus, self.set_options, self.set_options),
            *(self.file, self.file, self.nothing, self.settle, self.settle, self.settle),
        )
        way = self.chance.one(ways)
        if not self.notes:
            way = self.add
        return f"{way.__name__} {way() or ''}"

    def add(self) -> str:
        at = path(self.chance)
        self.put(at, content(self.chance, at))
        return at

    def rewrite(self) -> str:
        at: str = self.chance.one(self.notes)
        self.put(at, content(self.chance, at))
        return at

    def append(self) -> str:
        at: str = self.chance.one(self.notes)
        if at.endswith((".md", ".qmd")):
            told = str(self.files[at])
            self.put(at, f"{told}\n{block(self.chance)}\n")
        return at

    def one_word(self) -> str:
        at: str = self.chance.one(self.notes)
        told = str(self.files[at])
        old, new = self.chance.one(
            (("is", "was"), ("\n\n", "\n\n\n"), ("Slope", "Limit"), ("a", "e"))
        )
        self.put(at, told.replace(old, new, 1))
        return f"{at} {old!r} {new!r}"

    def delete(self) -> str:
        at: str = self.chance.one(self.notes)
        self.drop(at)
        return at

    def move(self) -> str:
        at: str = self.chance.one(self.notes)
        to = path(self.chance)
        if to.rsplit(".", 1)[1] == at.rsplit(".", 1)[1] and to != at:
            told = self.files[at]
            self.drop(at)
            self.put(to, told)
        return f"{at} {to}"

    def toggle(self) -> str:
        at: str = self.chance.one(self.notes)
        told = str(self.files[at])
        if at.endswith(".md"):
            line = self.chance.one(("draft: true", "private: true", "publish: false"))
            opening = f"---\n{line}\n"
            hidden = told.startswith(opening)
            shown = told.replace(opening, "---\n", 1) if hidden else f"{opening}---\n\n{told}"
            self.put(
                at,
                shown
                if hidden or not told.startswith("---")
                else told.replace("---\n", opening, 1),
            )
        return at

    def again(self) -> str:
        """A file as it was at some time before."""
        at, told = self.chance.one(self.before)
        self.put(at, told)
        return str(at)

    def sources(self) -> None:
        self.put("sources.yml", self.chance.one(SOURCES))

    def syllabus(self) -> None:
        self.put("syllabus.yml", self.chance.one(SYLLABI))

    def set_options(self) -> str:
        self.settings = self.chance.one(SETTINGS)
        return str(self.settings)

    def file(self) -> str:
        at: str = self.chance.one(FILES)
        if at in self.files and self.chance.often(0.5):
            self.drop(at)
        elif at.endswith("png"):
            self.put(at, self.chance.one((gardens.PIXEL, gardens.PIXEL[:40], gardens.PIXEL[:-1])))
        elif at.endswith("svg"):
            self.put(at, "<svg xmlns='http://www.w3.org/2000/svg'/>")
        else:
            self.put(at, f"x = '{self.chance.word()}'\n")
        return at

    def nothing(self) -> None:
        pass

    def settle(self) -> None:
        ids = [one for one in sorted(self.differences) if self.chance.often(0.7)]
        said = ("no-conflict: true", f"reason: {self.chance.word()}")
        told = "".join(f"- id: {one}\n  {self.chance.one(said)}\n" for one in ids)
        self.put(".syntopic/settled.yml", told)
