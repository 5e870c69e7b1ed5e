"""The words by which explanations of formulas are known, in the languages of the notes.

The languages are read together: none of these words means something else in another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LEADS = {
    "en": ("where", "with", "here"),
    "de": ("wo", "wobei", "mit", "hier"),
    "fr": ("où", "avec", "ici"),
}
"""Words that begin a sentence which explains a formula's symbols."""

READINGS = {"en": ("in words",), "de": ("in worten",), "fr": ("en mots",)}
"""What stands before the colon of a formula's reading."""

COPULAS = {
    "en": ("is", "are"),
    "de": ("ist", "sind"),
    "fr": ("est", "sont"),
}
"""Verbs that join a symbol to its meaning, but also to a property of it ("is small")."""

NAMING = {
    "en": ("denotes", "denote", "represents", "represent", "stands for", "means", "refers to"),
    "de": ("bezeichnet", "bezeichnen", "bedeutet", "steht für", "stehen für"),
    "fr": ("désigne", "désignent", "représente", "représentent", "signifie"),
}
"""Verbs that can only join a symbol to its meaning."""

PLURALS = {
    "en": ("are", "denote", "represent", "stand for", "mean", "refer to"),
    "de": ("sind", "bezeichnen", "bedeuten", "stehen für"),
    "fr": ("sont", "désignent", "représentent", "signifient"),
}
"""Verbs that may speak of several symbols at once."""

SEVERAL = {
    "en": ("two", "three", "four"),
    "de": ("zwei", "drei", "vier"),
    "fr": ("deux", "trois", "quatre", "les", "des"),
}
"""Words that begin the name of several things."""

PLURAL_ADVERBS = {
    "en": ("always", "sometimes", "perhaps"),
    "de": ("stets", "meistens", "niemals"),
    "fr": ("toujours", "jamais", "alors"),
}
"""Words that end like a noun in the plural and are none."""

ARTICLES = {
    "en": ("the", "a", "an", "our", "its", "their", "some", "any", "each", "one"),
    "de": ("der", "die", "das", "den", "dem", "ein", "eine", "einer", "einen", "einem"),
    "fr": ("le", "la", "les", "un", "une", "des"),
}
"""Words that begin the name of a thing."""

ANDS = {"en": ("and",), "de": ("und",), "fr": ("et",)}
"""Words that join two things, or two parts of a sentence."""

ORS = {"en": ("or",), "de": ("oder",), "fr": ("ou",)}
"""Words that an unfinished sentence may end with, like those of ``ANDS``."""

THATS = {
    "en": ("such that", "so that"),
    "de": ("sodass", "so dass"),
    "fr": ("tel que", "telle que"),
}
"""Words that begin a condition, which explains no symbol."""


def words(table: Mapping[str, Sequence[str]]) -> str:
    """Return a pattern that matches any word of a table, longer ones first."""
    every = {word for language in table.values() for word in language}
    return "|".join(sorted(every, key=lambda word: (-len(word), word)))
