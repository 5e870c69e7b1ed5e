"""The names that look most like one that nothing has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 3
"""Names that a hint proposes; with more of them nobody would read any."""

ALIKE = 0.7
"""From this share of equal letters on, two names look like slips of one another."""

_COMPARED = 12
"""Names whose letters are compared one by one: those that share most groups of three."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their groups of three letters: comparing each with each would take ever longer."""

    shown: tuple[str, ...]
    folded: tuple[str, ...]
    groups: dict[str, tuple[int, ...]]

    def nearest(self, written: str) -> tuple[str, ...]:
        """Up to three names that look like what is written, the most similar first."""
        wanted = written.strip().casefold()
        groups = _groups(wanted)
        shared = Counter(n for group in groups for n in self.groups.get(group, ()))
        ranked = sorted(
            shared, key=lambda n: (-shared[n] / (len(groups) + len(self.folded[n])), self.shown[n])
        )
        scored = ((_alike(wanted, self.folded[n]), self.shown[n]) for n in ranked[:_COMPARED])
        best = sorted((-score, name) for score, name in scored if score >= ALIKE)
        return tuple(dict.fromkeys(name for _, name in best))[:MOST]


def names_of(names: Iterable[str]) -> Names:
    """The index of some names."""
    shown = tuple(dict.fromkeys(names))
    folded = tuple(name.casefold() for name in shown)
    groups: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(folded):
        for group in _groups(name):
            groups[group].append(number)
    return Names(shown, folded, {group: tuple(found) for group, found in groups.items()})


def _groups(name: str) -> frozenset[str]:
    padded = f"  {name} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def _alike(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b).ratio()
