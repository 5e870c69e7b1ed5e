"""What notes hold besides prose: formulas, code, tables, cards, callouts."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.gardens.prose import INLINE, Rng, clause, lowered, sentence
from benchmarks.gardens.words import ADJECTIVES, NOUNS, VERBS


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the letters in it: ``{0}``, ``{1}`` and so on."""

    tex: str
    letters: int


FORMULAS = (
    Formula(r"{0} = {1} {2} + {3}", 4),
    Formula(r"{0}({1}) = \sum_{{i=1}}^{{n}} {2}_i \, {1}_i", 3),
    Formula(r"\hat{{{0}}} = \arg\max_{{{0}}} \prod_{{i}} p({1}_i \mid {0})", 2),
    Formula(r"{0} \leftarrow {0} - {1} \, \nabla {2}({0})", 3),
    Formula(r"p({0} \mid {1}) = \frac{{p({1} \mid {0}) \, p({0})}}{{p({1})}}", 2),
    Formula(r"{0} = \frac{{1}}{{n}} \sum_{{i=1}}^{{n}} ({1}_i - \bar{{{1}}})^2", 2),
    Formula(r"\mathbf{{{0}}} \mathbf{{{1}}} = {2} \, \mathbf{{{1}}}", 3),
    Formula(r"{0}({1}) = \frac{{1}}{{1 + e^{{-{2} {1}}}}}", 3),
    Formula(r"\frac{{\partial {0}}}{{\partial {1}}} = \frac{{\partial {0}}}{{\partial {2}}} \,"
            r" \frac{{\partial {2}}}{{\partial {1}}}", 3),
    Formula(r"{0} = \int_{{-\infty}}^{{\infty}} {1} \, f({1}) \, \mathrm{{d}}{1}", 2),
    Formula(r"{0} = -\sum_{{{1}}} p({1}) \log p({1})", 2),
    Formula(r"\lVert {0} + {1} \rVert \leq \lVert {0} \rVert + \lVert {1} \rVert", 2),
    Formula(r"{0} = \begin{{pmatrix}} {1} & {2} \\ -{2} & {1} \end{{pmatrix}}", 3),
    Formula(r"{0}_{{t+1}} = {1} \, {0}_t + (1 - {1}) \, {2}_t", 3),
)  # fmt: skip
LETTERS = [
    *"abcdefghkmpqrstuvwxyzABCDEFGHKLMPQRSTUVWXYZ",
    *(rf"\{name}" for name in "alpha beta gamma delta theta lambda mu nu phi psi omega".split()),
]


@dataclass(frozen=True, slots=True)
class Written:
    """A formula with its letters chosen and each letter's meaning."""

    tex: str
    meanings: tuple[tuple[str, str], ...]


def written(rng: Rng) -> Written:
    """A formula, made up."""
    shape = rng.choice(FORMULAS)
    letters = rng.sample(LETTERS, shape.letters)
    meanings = tuple((one, f"the {ADJECTIVES.one(rng)} {NOUNS.one(rng)}") for one in letters)
    return Written(shape.tex.format(*letters), meanings)


def display(rng: Rng, formula: Written) -> list[str]:
    """A displayed formula, mostly with what its letters mean, in a list or a sentence."""
    blocks = [f"$$\n{formula.tex}\n$$"]
    kind = rng.random()
    if kind < 0.4:
        blocks.append("\n".join(f"- ${one}$ is {meant}" for one, meant in formula.meanings))
    elif kind < 0.8:
        named = [f"${one}$ is {meant}" for one, meant in formula.meanings]
        blocks.append(f"where {', '.join(named[:-1])} and {named[-1]}.")
    if kind < 0.15:
        blocks.append(f"In words: {lowered(clause(rng))}.")
    return blocks


def code(rng: Rng, *, runs: bool = False) -> str:
    """A Python fence of pure Python; what runs prints something and asserts something."""
    # Names with an ending, since many a noun is a word of Python.
    name, other = f"{NOUNS.one(rng)}_of", f"{NOUNS.one(rng)}_sum"
    a, b, n = rng.randint(2, 9), rng.randint(1, 9), rng.randint(5, 30)
    lines = [
        f"# {sentence(rng)}",
        f"def {name}(x: float) -> float:",
        f"    return {a} * x + {b}",
        "",
        f"{other} = sum({name}(x) for x in range({n}))",
    ]
    if runs:
        total = sum(a * x + b for x in range(n))
        lines += [f"assert {other} == {total}", f'print("{other}", {other})']
    return "\n".join([f"```python{' exec' if runs else ''}", *lines, "```"])


def table(rng: Rng) -> str:
    """A table of three columns."""
    head = [NOUNS.one(rng) for _ in range(3)]
    rows = [
        (NOUNS.one(rng), f"${rng.choice(INLINE[:5])}$", str(rng.randint(1, 99)))
        for _ in range(rng.randint(2, 6))
    ]
    lines = [head, ["---"] * 3, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def bullets(rng: Rng) -> str:
    """A list of two to six items."""
    return "\n".join(f"- {sentence(rng)}" for _ in range(rng.randint(2, 6)))


def callout(rng: Rng) -> str:
    """A note at the side, as Obsidian writes it."""
    return f"> [!{rng.choice(('note', 'tip', 'warning'))}]\n> {sentence(rng)}"


def card(rng: Rng, identity: str) -> str:
    """A question with its answer, or a sentence with a gap."""
    if rng.random() < 0.3:
        noun = NOUNS.one(rng)
        return f"C: The ==${rng.choice(INLINE)}$== of a {noun} {VERBS.one(rng)} it. ^{identity}"
    return f"Q: Why is it that {lowered(clause(rng))}?\nA: {sentence(rng)} ^{identity}"
