"""``check-links``: whether the addresses on the web that the notes name still answer."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from syntopic.checking import (
    NO_LOOKUP,
    NO_SERVER,
    Answer,
    Limits,
    Remembered,
    Verdict,
    ask_all,
    asker,
    host_of,
    is_at_home,
)
from syntopic.checking import read as remembered
from syntopic.checking import write as remember
from syntopic.cli.documented import Documented
from syntopic.cli.opening import Command, cache_of, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import console, count
from syntopic.cli.web_addresses import (
    Written,
    private_addresses,
    public_addresses,
)
from syntopic.garden import Garden

FILE = "links.json"
"""What addresses answered, below the cache folder."""

AT_HOME = Answer(Verdict.BROKEN, "only your own machine or network can open it; nobody was asked")

_WITNESSES = 3
"""Servers that answered lately and are asked whether the machine has a network at all."""

_TITLES = {
    Verdict.BROKEN: ("is broken", "are broken", ""),
    Verdict.MOVED: ("has moved", "have moved", " for good: write the new one"),
    Verdict.UNSURE: ("is not certain", "are not certain", ": look for yourself"),
}


class Finite(click.FloatRange):
    """A number in a range; "nan" compares with nothing, so it would be in any."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; a usage error for any other text."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is no number of days or seconds.", param, ctx)
        return number


def _number(flag: str, kind: Finite | click.IntRange, first: float, what: str) -> Command:
    return click.option(flag, type=kind, default=first, show_default=True, help=what)


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: what the command line says."""

    refresh: bool
    days: float
    limits: Limits
    at_once: int


@click.command(
    cls=Documented,
    examples=["syntopic check-links", "syntopic check-links --refresh --skip '*linkedin.com*'"],
)
@click.option("--refresh", is_flag=True, help="Ask again for what answered lately, too.")
@_number("--days", Finite(min=0), 7.0, "How long a good answer counts.")
@_number("--timeout", Finite(0, 3600, min_open=True), 20.0, "Seconds to wait for an answer.")
@_number("--at-once", click.IntRange(1, 100), 8, "How many are asked at once.")
@click.option("--skip", multiple=True, metavar="PATTERN", help="Do not ask for such addresses.")
@click.option("--private", is_flag=True, help="Ask for the addresses in private notes, too.")
@config_file
def check_links(
    refresh: bool,
    days: float,
    timeout: float,
    at_once: int,
    skip: tuple[str, ...],
    private: bool,
    config: Path,
) -> None:
    """Ask the web whether the addresses in your notes, registers and pages still answer.

    No build ever does this. Good answers count for a week, kept in .cache/syntopic; what was
    broken is asked again each time. Few questions go out at once, at most two to one server, and
    whoever wants to be left alone is.

    Addresses in private notes are asked for with --private only, since a question tells their
    server of them; the answers are told to you and kept nowhere. Exits with 1 if something is
    broken.
    """
    place = find(config)
    garden = opened(place)
    how = Asking(refresh, days, Limits(read=timeout, whole=4 * timeout + 10), at_once)
    public = _wanted(public_addresses(garden, place), skip)
    answers = _recorded(public, cache_of(place) / FILE, how)
    hidden = _wanted(private_addresses(garden, place), skip) if private else ()
    if not public and not hidden:
        click.echo("Your notes name no address on the web.")
    answers |= _asked([one.asked for one in hidden if one.asked not in answers], how)
    broken = _tell(console(), (*public, *hidden), answers)
    _tell_private(console(), garden, private)
    if broken:
        sys.exit(1)


def _wanted(found: Iterable[Written], skip: Sequence[str]) -> tuple[Written, ...]:
    return tuple(one for one in found if not any(fnmatch(one.address, s) for s in skip))


def _recorded(public: Sequence[Written], file: Path, how: Asking) -> dict[str, Answer]:
    """What public addresses answer, by what is remembered and by asking; all of it remembered."""
    addresses = dict.fromkeys(one.asked for one in public)
    known = {a: one for a, one in remembered(file).items() if a in addresses}
    now = time.time()
    fresh = {a for a, one in known.items() if not how.refresh and one.counts(now, how.days)}
    asked: dict[str, Answer] = {}
    try:
        asked.update(_each([a for a in addresses if a not in fresh], how, len(fresh)))
        if _is_offline(asked):  # or all the others are gone: ask who was there lately
            asked.update(_each(_of_other_servers([a for a in addresses if a in fresh]), how, 0))
    finally:  # also when somebody grows tired of waiting
        new = {} if _is_offline(asked) else asked
        known |= {address: Remembered(int(now), answer) for address, answer in new.items()}
        if known or file.exists():
            remember(file, known)
    if _is_offline(asked):
        raise Refusal("no server can be found; is this machine online? Nothing was recorded")
    return {**{address: known[address].answer for address in fresh}, **asked}


def _is_offline(asked: Mapping[str, Answer]) -> bool:
    """Whether the machine rather than the addresses is to blame: no name at all was found."""
    away = {host_of(a): answer for a, answer in asked.items() if answer is not AT_HOME}
    return len(away) > 1 and all(answer in (NO_SERVER, NO_LOOKUP) for answer in away.values())


def _of_other_servers(addresses: Iterable[str]) -> list[str]:
    """One address of each server, of a few servers."""
    return list({host_of(address): address for address in addresses}.values())[:_WITNESSES]


def _asked(addresses: Sequence[str], how: Asking) -> dict[str, Answer]:
    return dict(_each(addresses, how, 0))


def _each(addresses: Sequence[str], how: Asking, spared: int) -> Iterable[tuple[str, Answer]]:
    away = [address for address in addresses if not is_at_home(address)]
    yield from ((address, AT_HOME) for address in addresses if is_at_home(address))
    if not away:
        return
    servers = count(len({host_of(address) for address in away}), "server")
    lately = f"; {spared} answered lately" if spared else ""
    click.echo(f"Asking {servers} for {_addresses(len(away))}{lately}.", err=True)
    make = asker(how.limits, time.time)
    asked = ask_all(away, make, how.at_once, how.limits, time.monotonic)
    if not sys.stderr.isatty():
        yield from asked
        return
    with click.progressbar(asked, len(away), file=sys.stderr) as bar:
        yield from bar


def _tell(out: Console, written: Sequence[Written], answers: dict[str, Answer]) -> int:
    """Say what is not as it should be, by kind and by file; how many addresses are broken."""
    for verdict in _TITLES:
        found = [one for one in written if answers[one.asked].verdict is verdict]
        if found:
            out.print(Text(_title(verdict, found), "bold"))
            _by_file(out, found, answers)
            out.print()
    works = sum(answer.verdict is Verdict.WORKS for answer in answers.values())
    if answers:
        out.print(f"{_addresses(works)} {'works' if works == 1 else 'work'}.")
    return sum(answer.verdict is Verdict.BROKEN for answer in answers.values())


def _title(verdict: Verdict, found: Sequence[Written]) -> str:
    """How many addresses are so, and in how many places if one of them stands in several."""
    one, several, advice = _TITLES[verdict]
    number = len({written.asked for written in found})
    places = f", in {len(found)} places" if len(found) > number else ""
    return f"{_addresses(number)} {one if number == 1 else several}{places}{advice}"


def _by_file(out: Console, found: Sequence[Written], answers: dict[str, Answer]) -> None:
    for file in dict.fromkeys(one.file for one in found):
        for one in sorted((o for o in found if o.file == file), key=lambda o: o.line):
            answer = answers[one.asked]
            where = f"{_shown(file)}:{one.line}"
            out.print(Text.assemble("  ", (where, "bold"), f"  {one.address}"))
            out.print(Text(f"      {answer.to or answer.why}", "dim"))


def _tell_private(out: Console, garden: Garden, asked: bool) -> None:
    withheld = len(garden.reading.private)
    if withheld and not asked:
        text = f"{count(withheld, 'note')} private: nobody was asked for what they name (--private)"
        out.print(Text(text, "dim"))


def _shown(file: Path) -> str:
    """A file as the caller can open it."""
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive
        return str(file)


def _addresses(number: int) -> str:
    return f"{number} {'address' if number == 1 else 'addresses'}"
