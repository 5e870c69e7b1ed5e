"""Medians of all rounds as a table, and the aims beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.build.rounds import COLD, EDITED, UNCHANGED, Figures
from benchmarks.build.serving import Seen
from benchmarks.build.tools import OURS, PLAIN, ZENSICAL
from benchmarks.measuring.accounting import Used

GIBIBYTE = 1 << 30
TIMES = "×"

Saves = Mapping[tuple[str, int], Seen]
"""What serving took, by tool and size."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure is to be at most: ``what`` in words, its value, and the bound, in a unit."""

    what: str
    value: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether it is so."""
        return self.value <= self.most

    def __str__(self) -> str:
        """One line of the report."""
        verdict = "met" if self.met else "MISSED"
        return f"{verdict:<7}{self.value:9.3f} {self.unit:<5} (at most {self.most:g})  {self.what}"


def middle(rounds: Sequence[Figures]) -> Figures:
    """Medians of everything."""
    return {
        key: Used(
            median(one[key].cpu for one in rounds),
            median(one[key].wall for one in rounds),
            int(median(one[key].peak for one in rounds)),
            max(one[key].left for one in rounds),
            int(median(one[key].largest for one in rounds)),
        )
        for key in rounds[0]
    }


def rows(rounds: Sequence[Figures]) -> Iterator[str]:
    """The builds as a table; memory of the whole family, and of the largest process in it."""
    yield (
        f"{'':<24}{'CPU s':>9}{'from–to':>16}{'seconds':>10}{'family MiB':>12}{'largest MiB':>13}"
        f"{f'{TIMES} own cold':>12}{f'{TIMES} MkDocs':>10}{f'{TIMES} Zensical':>12}"
    )
    figures = middle(rounds)
    for (tool, part), used in figures.items():
        spread = sorted(one[tool, part].cpu for one in rounds)
        beside = ((tool, COLD), (PLAIN, COLD), (ZENSICAL, part))
        ratios = [f"{used.cpu / figures[k].cpu:.3f}" if k in figures else "" for k in beside]
        left = f"  left {used.left} processes behind" if used.left else ""
        yield (
            f"{f'{tool}, {part}':<24}{used.cpu:>9.2f}{f'{spread[0]:.2f}–{spread[-1]:.2f}':>16}"
            f"{used.wall:>10.2f}{used.peak >> 20:>12}{used.largest >> 20:>13}"
            f"{ratios[0]:>12}{ratios[1]:>10}{ratios[2]:>12}{left}"
        )


def build_aims(figures: Figures) -> Iterator[Aim]:
    """What builds are to cost; of each pair that was measured."""
    pairs = (
        ((OURS, COLD), (PLAIN, COLD), 1.0),
        ((OURS, UNCHANGED), (OURS, COLD), 0.12),
        ((OURS, UNCHANGED), (ZENSICAL, UNCHANGED), 0.4),
        ((OURS, EDITED), (OURS, COLD), 0.15),
        ((OURS, EDITED), (ZENSICAL, EDITED), 0.5),
    )
    for one, other, most in pairs:
        if one in figures and other in figures:
            what = f"CPU of {', '.join(one)}, to {', '.join(other)}"
            yield Aim(what, figures[one].cpu / figures[other].cpu, most, TIMES)


def save_rows(saves: Saves) -> Iterator[str]:
    """What serving took, in seconds."""
    yield f"{'':<24}{'notes':>8}{'save':>9}{'from–to':>14}{'first page':>13}"
    for (tool, notes), seen in saves.items():
        spread = f"{min(seen.saves):.2f}–{max(seen.saves):.2f}"
        yield f"{tool:<24}{notes:>8}{median(seen.saves):>9.3f}{spread:>14}{seen.first:>13.2f}"


def save_aims(saves: Saves, notes: int) -> Iterator[Aim]:
    """What serving is to take: a garden of the main size, and larger and smaller ones beside it."""
    if (ours := saves.get((OURS, notes))) is None:
        return
    yield Aim(f"first page, {notes} notes, nothing changed", ours.first, 3.0, "s")
    saved = median(ours.saves)
    yield Aim(f"from save to page, {notes} notes", saved, 0.4, "s")
    if zensical := saves.get((ZENSICAL, notes)):
        what = f"from save to page, {notes} notes, to {ZENSICAL}"
        yield Aim(what, saved / median(zensical.saves), 0.5, TIMES)
    for (tool, size), seen in saves.items():
        if tool == OURS and size != notes:
            what = f"from save to page, {size} notes, to {notes} notes"
            yield Aim(what, median(seen.saves) / saved, 2.0, TIMES)


def growth_aims(small: Used, large: Used, notes: int) -> Iterator[Aim]:
    """What ten times as many notes are to cost."""
    yield Aim(f"CPU of {10 * notes} notes, cold, to {notes}", large.cpu / small.cpu, 12.0, TIMES)
    memory = max(large.peak, large.largest) / GIBIBYTE
    yield Aim(f"memory of {10 * notes} notes, cold", memory, 2.0, "GiB")


def idle_rows(used: Mapping[str, float]) -> Iterator[str]:
    """What previews cost while nobody asks for anything."""
    for tool, seconds in used.items():
        yield f"{tool + ', idle':<24}{seconds:>9.2f} CPU s a minute"
