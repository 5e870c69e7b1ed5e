"""``accept-urls``: where readers of old addresses go."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.known_addresses import known_address, old_address
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import command, count
from syntopic.garden import Garden, addresses
from syntopic.publishing.addresses import (
    Comparison,
    PageAddress,
    Record,
    accepted,
    refreshed,
    write_record,
)
from syntopic.publishing.addresses.accepting import forgotten, redirected
from syntopic.publishing.addresses.standing import Standing


@click.command(
    "accept-urls",
    cls=Documented,
    examples=["syntopic accept-urls", "syntopic accept-urls topics/slope/ --to topics/derivative/"],
)
@click.argument("old", metavar="[ADDRESS]", required=False)
@click.option("--to", metavar="ADDRESS", help="Where the old address leads from now on.")
@click.option("--gone", is_flag=True, help="Forget old addresses whose pages are gone.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@config_file
def accept_urls(old: str | None, to: str | None, gone: bool, yes: bool, config: Path) -> None:
    """Accept that published pages have other addresses now; the old ones lead to them.

    It shows what has changed and asks about pages that are simply gone. With an ADDRESS it is about
    that one alone: --to says where it leads, --gone forgets it. What is decided is kept in the
    folder .syntopic of your notes.
    """
    place = find(config)
    garden = opened(place)
    standing = _standing(place, garden)
    if old is not None or to is not None:
        _one(place, garden, standing, old, to, gone)
    else:
        _all(place, garden, standing, gone, yes or not sys.stdin.isatty())


def _standing(place: Place, garden: Garden) -> Standing:
    standing = addresses(garden, place.notes)
    if any(problem.code == "record-unreadable" for problem in standing.problems):
        file = place.shown(standing.problems[0].origin.path)
        raise Refusal(f"{file} cannot be read; restore it from git, or delete it to begin anew")
    return standing


def _one(
    place: Place, garden: Garden, standing: Standing, old: str | None, to: str | None, gone: bool
) -> None:
    """One address as its author says, whatever else has changed."""
    record = standing.record or refreshed(None, standing.now, standing.withheld)
    if old is None:
        told = command("accept-urls", "OLD", "--to", to or "NEW")
        raise Refusal(f"say which address leads there: {told}")
    url = old_address(place, garden, old)
    if to is None and not gone:
        told = command("accept-urls", url, "--to", "NEW")
        raise Refusal(f"say where {url} leads: {told}; or forget it with --gone")
    if to is None:
        if url not in record.redirects and url not in {page.url for page in record.pages}:
            raise Refusal(f"{url} is not among the recorded addresses; there is nothing to forget")
        _write(place, forgotten(record, url))
        click.echo(f"Forgotten: {url}")
        return
    new = known_address(place, garden, to)
    _write(place, redirected(record, url, new))
    click.echo(f"{url} leads to {new} from the next build on.")


def _all(place: Place, garden: Garden, standing: Standing, gone: bool, silent: bool) -> None:
    record, found = standing.record, standing.comparison
    if record is None:
        click.echo("Nothing was recorded so far; from now on these addresses are to stay.")
        _write(place, refreshed(None, standing.now, standing.withheld))
        return
    _tell(found)
    chosen = _chosen(place, garden, found, gone, silent)
    after = accepted(record, found, standing.now, standing.withheld, chosen)
    if after == record:
        click.echo("Every published address is where it was.")
    elif not silent and found.moved and not click.confirm("Is that so?", default=True):
        click.echo("Nothing was written.")
        sys.exit(1)
    else:
        _write(place, after)


def _chosen(
    place: Place, garden: Garden, found: Comparison, gone: bool, silent: bool
) -> Mapping[str, str]:
    """Where pages without a successor lead; the author is asked, or has to have said it."""
    if not found.open or gone:
        return {}
    if silent:
        first = found.open[0].url
        raise Refusal(
            f"of {count(len(found.open), 'page')} it is not clear where they went "
            f"({', '.join(page.url for page in found.open)}): forget them all with "
            f"{command('accept-urls', '--gone')}, or say where each leads, such as "
            f"{command('accept-urls', first, '--to', 'ADDRESS')}"
        )
    answers = ((old.url, _asked(place, garden, old)) for old in found.open)
    return {old: new for old, new in answers if new is not None}


def _asked(place: Place, garden: Garden, old: PageAddress) -> str | None:
    question = f'Where should "{old.name}" ({old.url}) lead? An address, or nothing to forget it'
    while answer := click.prompt(question, default="", show_default=False).strip():
        try:
            return known_address(place, garden, answer)
        except Refusal as error:
            click.echo(error.message)
    return None


def _tell(found: Comparison) -> None:
    for move in found.moved:
        note = "  (the old address is another page now)" if move.taken else ""
        click.echo(f"  moved    {move.old.name}: {move.old.url} → {move.new.url}{note}")
    for old in found.gone:
        click.echo(f"  gone     {old.name}: {old.url}")
    for old, pages in found.ambiguous:
        click.echo(f"  unclear  {old.name}: {old.url} → {' or '.join(p.url for p in pages)}?")
    if found.withdrawn:
        told = count(len(found.withdrawn), "page")
        click.echo(f"  private  {told}: the old address is forgotten, and nothing leads from it")
    moved = {move.new.url for move in found.moved}
    for page in (one for one in found.new if one.url not in moved):
        click.echo(f"  new      {page.name}: {page.url}")


def _write(place: Place, record: Record) -> None:
    file = place.shown(write_record(place.notes, record).relative_to(place.notes))
    told = [count(len(record.pages), "page"), count(len(record.redirects), "redirect")]
    click.echo(f"Wrote {file}: {', '.join(told)}. Commit it together with your notes.")
