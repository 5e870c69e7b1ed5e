"""Medians of all rounds, as a table with ratios, and the goals beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.execution.contenders import (
    COLD,
    FLOOR,
    KERNEL_EACH,
    NO_RUN,
    ONE_CHANGED,
    OTHER_SITES,
    OUR_SITE,
    UNCHANGED,
    WITH,
    WITHOUT,
)
from benchmarks.measuring.accounting import Used

ALONE = ", running alone"
"""What running adds to the same work without code."""

Round = Mapping[str, Used]


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that is to cost at most ``most`` times as much CPU as something else."""

    what: str
    beside: str
    most: float


GOALS = (
    Goal(COLD, KERNEL_EACH, 0.30),
    # Not our site with and without: there the social cards get their figures in between.
    *(Goal(COLD + ALONE, name + ALONE, 0.25) for name in OTHER_SITES[:2]),
    Goal(UNCHANGED, KERNEL_EACH, 0.02),
)
COMPARED = (
    (COLD + ALONE, KERNEL_EACH),
    (UNCHANGED + ALONE, KERNEL_EACH),
    (ONE_CHANGED + ALONE, KERNEL_EACH),
    (COLD, FLOOR),
    (COLD + ALONE, FLOOR),
    *((OUR_SITE + ALONE, name + ALONE) for name in OTHER_SITES),
    *((OUR_SITE + WITH, name + WITH) for name in OTHER_SITES),
)
"""Ratios to be stated, without a goal that fails."""

AIM = 2
"""How many times the floor running the notes for the first time is to cost, if it can be done."""


def report(rounds: Sequence[Round]) -> tuple[list[str], bool]:
    """The lines to print, and whether all goals that were measured are met."""
    whole = [_with_differences(one) for one in rounds]
    names = [name for name in whole[0] if all(name in one for one in whole)]
    middle = {name: _middle([one[name] for one in whole]) for name in names}
    spread = {name: [one[name].cpu for one in whole] for name in names}
    lines = [*_rows(middle, spread), "", *_goals(middle), "", *_stated(middle)]
    return lines, all(_ratio(middle, g.what, g.beside) <= g.most for g in _measured(middle))


def _with_differences(one: Round) -> dict[str, Used]:
    pairs = [(name, name, NO_RUN) for name in (COLD, UNCHANGED, ONE_CHANGED)]
    pairs += [(site, site + WITH, site + WITHOUT) for site in (OUR_SITE, *OTHER_SITES)]
    after = {
        whole: (name + ALONE, _difference(one[whole], one[without]))
        for name, whole, without in pairs
        if whole in one
    }
    told: dict[str, Used] = {}
    for name, used in one.items():
        told[name] = used
        if name in after:
            told.update([after[name]])
    return told


def _difference(whole: Used, without: Used) -> Used:
    return Used(whole.cpu - without.cpu, whole.wall - without.wall, 0)


def _middle(all_used: Sequence[Used]) -> Used:
    return Used(
        median(used.cpu for used in all_used),
        median(used.wall for used in all_used),
        int(median(used.peak for used in all_used)),
        max(used.left for used in all_used),
    )


def _rows(middle: Round, spread: Mapping[str, Sequence[float]]) -> Iterator[str]:
    yield (
        f"{'':<42}{'CPU s':>8}{'from–to':>15}{'seconds':>9}{'peak MiB':>10}{'× nbclient':>12}"
        f"{'× floor':>9}"
    )
    for name, used in middle.items():
        extent = f"{min(spread[name]):.1f}–{max(spread[name]):.1f}"
        peak = str(used.peak >> 20) if used.peak else ""
        ratios = (used.cpu / middle[beside].cpu for beside in (KERNEL_EACH, FLOOR))
        left = f"  left {used.left} processes behind" if used.left else ""
        yield (
            f"{name:<42}{used.cpu:>8.2f}{extent:>15}{used.wall:>9.1f}{peak:>10}"
            "{:>12.3f}{:>9.2f}".format(*ratios)
            + left
        )


def _goals(middle: Round) -> Iterator[str]:
    for goal in _measured(middle):
        ratio = _ratio(middle, goal.what, goal.beside)
        verdict = "met" if ratio <= goal.most else "MISSED"
        yield f"{verdict:<7} {ratio:6.3f} × (at most {goal.most})  {goal.what} / {goal.beside}"


def _stated(middle: Round) -> Iterator[str]:
    for what, beside in COMPARED:
        if what in middle and beside in middle:
            aim = f" (aim: {AIM})" if (what, beside) == (COLD, FLOOR) else ""
            yield f"{'stated':<7} {_ratio(middle, what, beside):6.3f} ×{aim}  {what} / {beside}"


def _measured(middle: Round) -> list[Goal]:
    return [goal for goal in GOALS if goal.what in middle and goal.beside in middle]


def _ratio(middle: Round, what: str, beside: str) -> float:
    return middle[what].cpu / middle[beside].cpu
