"""``mentions``: concepts that notes only name, and links in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.picking_mentions import chosen, places_typed
from syntopic.cli.refusal import Refusal, either
from syntopic.cli.reshaping.changes import carry_out, decided, show
from syntopic.cli.reshaping.mention_writing import planned
from syntopic.cli.reshaping.new_names import public_concept
from syntopic.cli.terminal import command, console, count
from syntopic.garden import Garden
from syntopic.linking import Mention, Why

WIDTH = 100
"""Characters of a sentence that are shown around a name."""

FEW = 4
"""Concepts that are named where a command is remembered."""

WHY = {
    Why.LINKED: "a link on the site",
    Why.AGAIN: "named before in its section",
    Why.SINGLE: "may mean something else",
    Why.QUIET: "in a quotation, a card or the like",
    Why.FOLDED: "not shown, since another source says the same",
}


@click.command(
    cls=Documented,
    examples=[
        "syntopic mentions",
        "syntopic mentions Rank --write",
        "syntopic mentions --at notes/mml-book/ch04/rank.md:12 --write",
    ],
)
@click.argument("concepts", metavar="[CONCEPT]...", nargs=-1)
@click.option("--at", "at", metavar="PLACE", multiple=True, help="Only in this note, or FILE:LINE.")
@click.option("--all", "everything", is_flag=True, help="Those that are links on the site, too.")
@click.option("--write", is_flag=True, help="Make links of them in the notes.")
@click.option("--dry-run", is_flag=True, help="Show what --write would change, and stop there.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def mentions(
    concepts: tuple[str, ...],
    at: tuple[str, ...],
    everything: bool,
    write: bool,
    dry_run: bool,
    yes: bool,
    config: Path,
) -> None:
    """Where notes name a concept without a link: the first place of each concept in each note.

    Names of several words, with a hyphen or in capitals are links on the site by themselves. Listed
    are the others, mostly single words: you alone know whether they mean the concept. One link in
    a note is enough, for then the word is a link in the rest of it. --all lists every mention.

    --write puts [[ ]] around what is listed, after showing each line, and changes no other byte.
    Name concepts, or places with --at, to choose. To take it back: syntopic undo
    """
    if (dry_run or yes) and not write:
        raise Refusal("--dry-run and --yes go with --write")
    place = find(config)
    garden = opened(place)
    names = {public_concept(place, garden, name).concept.name for name in concepts}
    found = chosen(garden.links.mentions, names, places_typed(place, garden, at), everything)
    places = (word for one in at for word in ("--at", one))
    typed = command("mentions", *concepts, *places, *(["--all"] if everything else []), "--write")
    if write:
        _write(place, garden, found, typed, yes=yes, dry_run=dry_run)
    elif found:
        _tell(place, garden, found, everything, typed)
    else:
        click.echo(_nothing(concepts, at))
    if not write:
        _tell_linked(garden, everything)


def _nothing(concepts: Sequence[str], at: Sequence[str]) -> str:
    if at:
        return "No name without a link stands there."
    if concepts:
        return f"No note names {either(concepts)} without a link."
    return "No name is left without a link."


def _write(
    place: Place,
    garden: Garden,
    found: Sequence[Mention],
    typed: str,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    writing = planned(place, garden, found)
    show(place, writing.changes)
    for mention, why in writing.left:
        click.echo(f"{_where(place, mention)}  {mention.text}: left as it is, for {why}")
    if not writing.changes:
        click.echo("There is nothing to write.")
        return
    links = len(found) - len(writing.left)
    question = f"Write {count(links, 'link')} into {count(len(writing.changes), 'note')}?"
    if decided(question, writing.changes, yes=yes, dry_run=dry_run):
        left = {id(mention) for mention, _ in writing.left}
        names = dict.fromkeys(one.concept for one in found if id(one) not in left)
        carry_out(place, f"{typed}  ({_few(tuple(names))})", writing.changes)


def _few(names: Sequence[str]) -> str:
    """Some names, and how many there are besides."""
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def _tell(
    place: Place, garden: Garden, found: Sequence[Mention], everything: bool, typed: str
) -> None:
    out = console()
    by_concept: dict[str, list[Mention]] = {}
    for mention in found:
        by_concept.setdefault(mention.concept, []).append(mention)
    for topic in garden.topics:
        listed = by_concept.get(topic.concept.name, ())
        if listed:
            out.print(Text(topic.concept.name, "bold"))
        for mention in listed:
            why = Text(f"  ({WHY[mention.why]})", "dim") if everything else Text()
            where = Text(f"  {_where(place, mention)}  ", "cyan")
            out.print(Text.assemble(where, _sentence(mention), why))
    if not everything:
        out.print(Text(f"\nTo make links of them: {typed}", "dim"))


def _tell_linked(garden: Garden, everything: bool) -> None:
    linked = sum(mention.linked for mention in garden.links.mentions)
    if linked and not everything:
        becomes = "becomes a link" if linked == 1 else "become links"
        text = f"{count(linked, 'mention')} more {becomes} on the site without that: --all"
        console().print(Text(text, "dim"))


def _where(place: Place, mention: Mention) -> str:
    return f"{place.shown(mention.note)}:{mention.line}"


def _sentence(mention: Mention) -> Text:
    """The sentence around a name, or as much of it as goes on a line, with the name marked."""
    sentence, at = mention.sentence
    end = at + len(" ".join(mention.text.split()))
    room = max(0, WIDTH - (end - at)) // 2
    before, after = sentence[:at], sentence[end:]
    if len(before) + len(after) > 2 * room:
        before = before if len(before) <= room else f"…{before[-room:]}"
        after = after if len(after) <= room else f"{after[:room]}…"
    return Text.assemble(before, (sentence[at:end], "bold"), after)
