"""The names that look most like one that nothing has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 3
"""Names that a hint proposes; with more of them nobody would read any."""

ALIKE = 0.5
"""From this share of common groups of three letters on (Dice), two names look like one."""

_GROUPS = 6
"""Groups by which names are looked for: the rarest ones tell most."""

_COMPARED = 60
"""Names that are compared; more would only share what many names have."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their groups of three letters: comparing each with each would take ever longer."""

    shown: tuple[str, ...]
    groups: tuple[frozenset[str], ...]
    by_group: dict[str, tuple[int, ...]]

    def nearest(self, written: str) -> tuple[str, ...]:
        """Up to three names that look like what is written, the most similar first."""
        wanted = _groups(written)
        scored = ((_alike(wanted, self.groups[n]), self.shown[n]) for n in self._like(wanted))
        best = sorted((-score, name) for score, name in scored if score >= ALIKE)
        return tuple(dict.fromkeys(name for _, name in best))[:MOST]

    def _like(self, wanted: frozenset[str]) -> Iterable[int]:
        known = (found for group in sorted(wanted) if (found := self.by_group.get(group)))
        rarest = sorted(known, key=lambda found: (len(found), found[0]))[:_GROUPS]
        chosen: dict[int, None] = {}
        for found in rarest:
            if len(chosen) < _COMPARED:
                chosen.update(dict.fromkeys(found[:_COMPARED]))
        return chosen


def names_of(names: Iterable[str]) -> Names:
    """The index of some names."""
    shown = tuple(dict.fromkeys(names))
    groups = tuple(map(_groups, shown))
    by_group: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(groups):
        for group in own:
            by_group[group].append(number)
    return Names(shown, groups, {group: tuple(found) for group, found in by_group.items()})


def _groups(name: str) -> frozenset[str]:
    padded = f"  {name.strip().casefold()} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))
