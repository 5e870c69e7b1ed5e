"""Sentences and paragraphs that say nothing, in words and shapes of real notes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.gardens.words import ADJECTIVES, ADVERBS, NOUNS, VERBS

Rng = random.Random

# %N a noun, %S a plural, %V a verb, %A an adjective, %D an adverb, %I an inline formula.
SHAPES = (
    "The %A %N %V the %N of every %A %N",
    "I %D thought that a %A %N %V the %N, but it is the other way round",
    "Think of a %N that %V the %S one by one, and %D looks back",
    "When the %N %V the %A %N, the %S stay where they are",
    "What matters is not the %N but how %D it %V the %N",
    "A %A %N is enough, because it %V what the %S have in common",
    "My picture is a %A %N with %S on it: each of them %V the %N",
    "If %I is %A, then the %N %V the %S and nothing else happens",
    "Nobody says it aloud, but the %N only %V a %A %N %D",
    "Draw the %N first, then the %S, and see which %N %V the %A one",
    "For %I the %A %N is the %N that one expects",
    "It took me a %A %N to see why the %S are %A",
    "The %N in the %N is %A, so the %N %V it %D",
    "Take away the %A %N and the %S look %D the same",
    "I have met %S for which this %V hardly a %N",
    "The proof %V a %N, takes its %N and shows that %I",
    "Compare the %N with a %N from the kitchen: it %V the %A %N as well",
    "Two %S are %A exactly when their %N %V a %N",
    "So the %N is a %N in disguise, and the %A %N %V it",
    "In practice the %S are %A and the %N %D %V them",
    "Here the %A %N costs more than the %S, which %V every %N",
    "The first %S look %A; the later ones %V the %N %D",
    "What the author calls a %N is %I in my notes, and it %V the %S",
    "A friend of mine calls %I the %N, since it %V the %A %S",
    "Whoever knows the %N knows the %S too, for each %N %V its %N",
    "On paper the %N looks %A, in code it is a %N that %V %D",
    "Imagine that the %S are %A and ask what the %N %V then",
    "There is a %N in chapter and verse, and it %V a %A %N",
    "With %I in hand the %N %V itself, and the %S follow %D",
    "From the %N to the %S it is one %A step, which %V the %N",
    "My mistake was to take the %A %N for a %N that %V %S",
    "A drawing helps: the %S on the left, the %A %N on the right, and %I between them",
    "Every exercise on the %A %N %V the same %S, until one %V a %N",
    "The word %N is unlucky, because a %N %D %V the %A %S",
    "Read the %N from right to left: the %N %V first, then the %A %N",
)
_SLOT = re.compile(r"%([NSVADI])")
_COMPILED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(_SLOT.split(shape)[::2]), tuple(_SLOT.findall(shape))) for shape in SHAPES
)
INLINE = (
    r"x_i", r"n", r"\lambda", r"f(x)", r"\mathbf{x}", r"p(x \mid y)", r"\sigma_k",
    r"w^\top x", r"\alpha", r"k < m", r"\mathbf{A}\mathbf{x}", r"\frac{x}{n}", r"\hat{y}",
    r"x \neq y", r"\log p", r"\lVert x \rVert", r"i < j", r"\mathbb{R}^n", r"\theta", r"e^{-x}",
)  # fmt: skip
_FILL: dict[str, Callable[[Rng], str]] = {
    "N": NOUNS.one,
    "S": lambda rng: NOUNS.one(rng) + "s",
    "V": VERBS.one,
    "A": ADJECTIVES.one,
    "D": ADVERBS.one,
    "I": lambda rng: f"${rng.choice(INLINE)}$",
}


def clause(rng: Rng) -> str:
    """A sentence without its full stop."""
    texts, slots = _COMPILED[int(rng.random() * len(_COMPILED))]
    parts = [texts[0]]
    for slot, text in zip(slots, texts[1:], strict=True):
        parts += (_FILL[slot](rng), text)
    words = "".join(parts)
    return words[0].upper() + words[1:]


def lowered(text: str) -> str:
    """The same as a part of a longer sentence."""
    return text if text.startswith("I ") else text[0].lower() + text[1:]


def sentence(rng: Rng, mentioned: str = "") -> str:
    """A sentence, with something that it mentions: a name or a link."""
    if not mentioned and rng.random() < 0.5:
        return f"{clause(rng)}, {rng.choice(('and', 'but', 'because'))} {lowered(clause(rng))}."
    if not mentioned:
        return clause(rng) + "."
    said = rng.choice(
        ("{}, as in {}.", "{}; compare {}.", "{}, which {} needs.", "{}, and so does {}.")
    )
    return said.format(clause(rng), mentioned)


def paragraph(rng: Rng, mentioned: Sequence[str] = ()) -> str:
    """Two to six sentences on one line, with everything that is to be mentioned in them."""
    count = max(2 + int(rng.random() * 5), len(mentioned))
    said = [*mentioned, *[""] * (count - len(mentioned))]
    rng.shuffle(said)
    return " ".join(sentence(rng, one) for one in said)


def reworded(rng: Rng, text: str, changed: int) -> str:
    """A paragraph with so many of its sentences replaced; with none, one word is another."""
    sentences = text.split(". ")
    for place in rng.sample(range(len(sentences)), min(changed, len(sentences))):
        sentences[place] = clause(rng)
    if not changed:
        sentences[0] = f"{ADVERBS.one(rng).capitalize()}, {lowered(sentences[0])}"
    return ". ".join(sentence.rstrip(".") for sentence in sentences) + "."
