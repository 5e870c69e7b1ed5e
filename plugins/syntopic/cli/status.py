"""``status``: what is wrong, and at most three things to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from syntopic.cli.blanks import blanks
from syntopic.cli.differing import endings, sides
from syntopic.cli.documented import Documented
from syntopic.cli.lookalikes import Lookalike, lookalikes
from syntopic.cli.lookup import topic_called
from syntopic.cli.missing import missing
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.report import report
from syntopic.cli.steps import Step, next_steps, steps_for
from syntopic.cli.suggestions import suggestions
from syntopic.cli.terminal import command, console, count, step
from syntopic.garden import Garden, ordered
from syntopic.linking.report import is_of_links, link_report
from syntopic.model import Problem, Severity, Topic
from syntopic.reading import Withheld


@click.command(
    cls=Documented,
    examples=["syntopic status", "syntopic status --all", 'syntopic status --concept "Chain rule"'],
)
@click.option("--all", "everything", is_flag=True, help="Every gap and every hint, too.")
@click.option("--concept", metavar="NAME", help="What is missing on one concept, as Markdown.")
@click.option("--json", "as_json", is_flag=True, help="The same for other programs.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there is an error.")
@config_file
def status(
    everything: bool, concept: str | None, as_json: bool, strict: bool, config: Path
) -> None:
    """What to do next; before that, what is wrong.

    It names at most three steps towards the goal in your syllabus.yml, in learning order, each
    with the command that begins it. Everything else can wait until you ask for it with --all. No
    code is run.

    --concept prints what is missing on one concept, ready to paste into a note. --json prints
    version, problems (code, severity, path, line, message, fix), coverage (concept, facet, source
    keys), stale (concept: note, line, kind), private (path, why) and next (concept, step,
    command); paths are as seen from mkdocs.yml.
    """
    if sum((everything, bool(concept), as_json)) > 1:
        raise Refusal("choose one of --all, --concept and --json")
    place = find(config)
    garden = opened(place)
    if concept is not None:
        missing = blanks(topic_called(garden, concept), place)
        click.echo(missing or "Nothing is missing here.", err=not missing)
    elif as_json:
        click.echo(report(place, garden, next_steps(garden)))
    else:
        _tell(console(), place, garden, everything)
    if strict and garden.errors:
        sys.exit(1)


def _tell(out: Console, place: Place, garden: Garden, everything: bool) -> None:
    _problems(out, place, [p for p in garden.errors if not is_of_links(p)], "error")
    _links(out, place, garden, Severity.ERROR, "Links")
    _lookalikes(out, lookalikes(garden.gathering.concepts, garden.options.words.opposites))
    _stale(out, garden.topics)
    if everything:
        _everything(out, place, garden)
        _suggested(out, place, garden)
        _links(out, place, garden, Severity.HINT, "Hints on links")
        hints = (p for p in _hints(garden) if not is_of_links(p))
        _problems(out, place, ordered((*hints, *missing(garden))), "hint")
        _private(out, place, garden.reading.private)
    else:
        _next(out, garden)
        if withheld := garden.reading.withheld:
            private = f"{count(withheld, 'note')} private; which and why: syntopic status --all"
            out.print(Text(f"\n{private}", "dim"))


def _problems(out: Console, place: Place, found: Sequence[Problem], kind: str) -> None:
    if found:
        out.print(_title(count(len(found), kind)))
        _listed(out, place, found)


def _listed(out: Console, place: Place, found: Iterable[Problem]) -> None:
    for problem in found:
        where = f"{place.shown(problem.origin.path)}:{problem.origin.first_line}"
        message = problem.told(place.shown)
        out.print(Text.assemble("  ", (where, "bold"), f"  {message}"))
        out.print(Text(f"      {problem.fix}  [{problem.code}]", "dim"))
    out.print()


def _links(out: Console, place: Place, garden: Garden, severity: Severity, title: str) -> None:
    """What is wrong with links, counted and note by note."""
    found = link_report(garden.problems, severity)
    if found.notes:
        out.print(_title(f"{title}: {found.counts}"))
        _listed(out, place, found.problems)


def _lookalikes(out: Console, pairs: Sequence[Lookalike]) -> None:
    if pairs:
        out.print(_title("Concepts that look like one"))
    for pair in pairs:
        text = f'"{pair.keep}" and "{pair.other}": {pair.why}'
        out.print(step(text, command("same", pair.keep, pair.other)))
    if pairs:
        out.print()


def _stale(out: Console, topics: Iterable[Topic]) -> None:
    stale = [topic for topic in topics if topic.changes]
    if stale:
        out.print(_title("Your notes have moved on since you wrote"))
    for topic in stale:
        name = topic.concept.name
        text = f"the synthesis of {name}: {count(len(topic.changes or ()), 'change')}"
        out.print(step(text, command("changed", name)))
    if stale:
        out.print()


def _private(out: Console, place: Place, private: Sequence[Withheld]) -> None:
    if private:
        out.print(_title(f"{count(len(private), 'note')} private"))
    for one in private:
        out.print(Text.assemble("  ", (place.shown(one.path), "bold"), f"  {one.why.value}"))


def _next(out: Console, garden: Garden) -> None:
    steps = _not_stale(garden, next_steps(garden))
    goal = garden.reading.syllabus.goal
    towards = f", towards {goal}" if goal else ""
    if not garden.notes and garden.reading.private:
        out.print(_title("None of your notes is public yet."))
    elif not garden.gathering.concepts:
        typed = command("new", "note", "CONCEPT", "--source", "KEY")
        out.print(step("Your garden is empty still; begin with one note:", typed))
    elif steps:
        out.print(_title(f"Next{towards}"))
        for one in steps:
            out.print(step(one.text, one.command))
    else:
        out.print(Text(f"Nothing is left to do{towards}. Well done.", "bold green"))
    hints = len(_hints(garden))
    if hints:
        out.print(Text(f"\n{count(hints, 'hint')} for a rainy day: syntopic status --all", "dim"))


def _not_stale(garden: Garden, steps: Sequence[Step]) -> Sequence[Step]:
    """Without what is told above already."""
    stale = {command("changed", topic.concept.name) for topic in garden.topics if topic.changes}
    return [one for one in steps if one.command not in stale]


def _everything(out: Console, place: Place, garden: Garden) -> None:
    topics = {topic.concept.name: topic for topic in garden.topics}
    steps = _not_stale(
        garden,
        [
            one
            for gathered in garden.gathering.concepts
            for one in steps_for(garden, gathered, topics.get(gathered.concept.name))
        ],
    )
    if steps:
        out.print(_title("All that could be done"))
    for one in steps:
        out.print(step(one.text, one.command) if one.differs is None else _differs(place, one))
    if steps:
        out.print()


def _differs(place: Place, one: Step) -> Text:
    """What is to be judged, both sentences, and the two ways to end it."""
    assert one.differs is not None
    why, not_so = endings(one.differs)
    return Text.assemble(
        f"  {one.text}\n",
        *(f"      {side}\n" for side in sides(place, one.differs)),
        *("      if they do, say why: ", (why, "cyan"), "\n"),
        *("      if they do not:      ", (not_so, "cyan")),
    )


def _suggested(out: Console, place: Place, garden: Garden) -> None:
    """Requirements that nobody has written, to be judged."""
    found = tuple(suggestions(place, garden))
    if found:
        out.print(_title("What may come first; write it down if it does"))
    for reason, written in found:
        out.print(step(reason, written))
    if found:
        out.print()


def _hints(garden: Garden) -> list[Problem]:
    """What the steps do not say already."""
    told = ("concept-without-notes", "sources-differ")
    return [p for p in garden.problems if p.severity is Severity.HINT and p.code not in told]


def _title(text: str) -> Text:
    return Text(text, "bold")
