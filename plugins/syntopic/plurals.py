"""The singular of an English word, as far as names of concepts need it."""

from __future__ import annotations

# A wrong singular joins or splits two concepts, so what the rules below get wrong and what people
# write about data, mathematics and computing is listed. Words that end in "-ics" are subjects
# (statistics is not a statistic) unless they stand here.
_IRREGULAR = {
    "analyses": "analysis",
    "axes": "axis",
    "bases": "basis",
    "biases": "bias",
    "aliases": "alias",
    "gases": "gas",
    "canvases": "canvas",
    "lenses": "lens",
    "statuses": "status",
    "viruses": "virus",
    "focuses": "focus",
    "indices": "index",
    "appendices": "appendix",
    "codices": "codex",
    "simplices": "simplex",
    "caches": "cache",
    "niches": "niche",
    "movies": "movie",
    "cookies": "cookie",
    "leaves": "leaf",
    "halves": "half",
    "shelves": "shelf",
    "heroes": "hero",
    "echoes": "echo",
    "quizzes": "quiz",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "maxima": "maximum",
    "minima": "minimum",
    "optima": "optimum",
    "extrema": "extremum",
    "formulae": "formula",
    "moduli": "modulus",
    "foci": "focus",
    "radii": "radius",
    "stimuli": "stimulus",
    "metrics": "metric",
    "topics": "topic",
    "heuristics": "heuristic",
    "characteristics": "characteristic",
}
_UNCHANGED = frozenset(
    {
        *("alias", "always", "atlas", "bayes", "bias", "canvas", "chaos", "cosmos", "gas", "keras"),
        *("kudos", "lens", "news", "odds", "pandas", "series", "species"),
    }
)
_ENDINGS = (  # the first that fits: ending, what replaces it
    ("trices", "trix"),
    ("rtices", "rtex"),
    ("heses", "hesis"),
    ("lyses", "lysis"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ics", "ics"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
)


def plurals(word: str) -> tuple[str, ...]:
    """Return what may be the plural of a lower-case English word or name, the usual form first.

    Some are forms that nobody writes; every form that ``singular`` knows is among them.
    """
    forms = [f"{word}s", f"{word}es"]
    if word.endswith("y"):
        forms.append(f"{word[:-1]}ies")
    forms += (word.removesuffix(s) + p for p, s in _IRREGULAR.items() if word.endswith(s))
    forms += (word.removesuffix(s) + p for p, s in _ENDINGS if p != s and word.endswith(s))
    return tuple(dict.fromkeys(forms))


def singular(word: str) -> str:
    """Return the singular of a lower-case English word, or the word when it has none."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _UNCHANGED or not word.endswith("s"):
        return word
    for ending, replacement in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word[-2].isalpha() else word
