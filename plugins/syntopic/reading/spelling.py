"""Names that are one name on some machines and two on others."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from syntopic.model import Problem
from syntopic.reading.findings import error


def case_clashes(paths: Iterable[str]) -> Iterator[Problem]:
    """Report files and folders whose names differ by case or Unicode form only.

    Most laptops keep only one of them, web servers tell them apart.
    """
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        steps = path.split("/")
        for depth in range(1, len(steps) + 1):
            name = "/".join(steps[:depth])
            spellings[_folded(name)].setdefault(name, path)
    for folded, names in spellings.items():
        above = folded.rpartition("/")[0]
        if len(names) > 1 and len(spellings.get(above, "x")) == 1:
            first, *others = names
            yield from (_clash(first, other, names[other]) for other in others)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _clash(first: str, other: str, path: str) -> Problem:
    message = f"“{other}” and “{first}” differ by case only; many machines can keep just one."
    return error("names-differ-by-case", path, 1, message, "Rename one of them.")
