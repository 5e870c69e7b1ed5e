"""``publish``: build, audit, show what changes for readers, push the site and nothing else."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from syntopic.cli.audit_report import tell_findings
from syntopic.cli.auditing import audited
from syntopic.cli.branch import Branch, fetched, pushed, trees
from syntopic.cli.documented import Documented
from syntopic.cli.engines import run
from syntopic.cli.git import GitError
from syntopic.cli.opening import Place, config_file, find, opened, run_mode
from syntopic.cli.publishing_checks import (
    check_branch,
    check_names,
    expected,
    git_refusal,
    site_settings,
)
from syntopic.cli.publishing_words import done, kept, settings, shown, subject
from syntopic.cli.refusal import Refusal
from syntopic.cli.target import target
from syntopic.cli.terminal import command, console
from syntopic.garden import addresses
from syntopic.publishing.addresses import accepted, refreshed, write_record
from syntopic.publishing.deploying import Hosted, changes_between, colab


@click.command(
    cls=Documented,
    examples=[
        "syntopic publish --dry-run",
        "syntopic publish",
        "syntopic publish --to https://github.com/YOU/NAME.git",
    ],
)
@click.option(
    "--to",
    "--remote",
    "to",
    metavar="REMOTE",
    help="A remote of this repository, or the address of any.  [default: origin]",
)
@click.option("--branch", metavar="NAME", help="The branch for the site.  [default: gh-pages]")
@click.option("--message", metavar="TEXT", help="The message of the commit.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop there.")
@click.option("--force", is_flag=True, help="Replace what is on the branch, whatever it is.")
@click.option("--no-history", is_flag=True, help="Forget earlier versions of the site.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@run_mode
@config_file
def publish(
    to: str | None,
    branch: str | None,
    message: str | None,
    dry_run: bool,
    force: bool,
    no_history: bool,
    yes: bool,
    mode: str | None,
    config: Path,
) -> None:
    """Publish the site: put what it shows, and nothing else, where readers find it.

    It builds the site here, looks for anything private in it, shows what changes for a reader, and
    asks. Then it pushes the built site alone to the branch gh-pages, which GitHub Pages shows. Your
    notes, your branches and your files stay as they are, and need not be on GitHub at all.
    """
    place = find(config, mode)
    interactive = sys.stdin.isatty()
    if not (interactive or yes or dry_run):
        look = command("publish", "--dry-run")
        raise Refusal(f"nobody can be asked here; look first with {look}, then say --yes")
    site = site_settings(place)
    chosen = target(
        place,
        to or str(site.get("remote_name") or "origin"),
        branch or str(site.get("remote_branch") or "gh-pages"),
    )
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as folder:
        try:
            now = fetched(chosen, place.root, Path(folder), interactive=interactive)
            check_branch(place, now, force=force)
            hosting = expected(place, site, now)
            built = _built(place, Path(folder) / "site", now, hosting, mode)
            changes = changes_between(*trees(now, built))
            click.echo()
            click.echo(shown(changes, first=not now.commit, whole=dry_run))
            anyway = force or (no_history and bool(now.commit))
            if not dry_run and (changes or anyway):
                _ask(yes)
                text = message or subject(changes, first=not now.commit)
                pushed(now, built, text, history=not no_history)
                click.echo(done(chosen, hosting, first=not now.commit))
                if not now.commit:
                    click.echo(settings(site, hosting, to, branch), nl=False)
                if changes.of("gone") and not no_history:
                    click.echo(kept(chosen))
                _record(place)
        except GitError as error:
            raise git_refusal(chosen, error) from error


def _built(place: Place, folder: Path, now: Branch, hosting: Hosted, mode: str | None) -> Path:
    """The site as it will be published, built strictly and audited."""
    asked = ("build", "--strict", "--site-dir", str(folder))
    notebooks = colab(now.target.address, now.target.branch)
    code = run(place, *asked, site_url=hosting.address, colab=notebooks, mode=mode)
    if code:
        click.echo("syntopic: the build found what has to be mended first; nothing was published")
        click.echo("The lines above that begin with WARNING or ERROR say what, and how.")
        sys.exit(1)
    kept: dict[str, str] = {}
    if "CNAME" in now.files and not (folder / "CNAME").exists():
        (folder / "CNAME").write_bytes(now.read("CNAME"))
        kept["CNAME"] = f"the branch {now.target.branch}: the domain of the site"
    check_names(folder)
    _audit(place, folder, kept)
    return folder


def _audit(place: Place, folder: Path, kept: dict[str, str]) -> None:
    """Ends everything where the audit objects; what it only points out is told before the question.

    ``kept`` are the files that are not from the build, with where they come from.
    """
    report = audited(place, folder, kept)
    tell_findings(console(), report, place, folder)
    if report.errors:
        click.echo("\nsyntopic: the audit found what must not be published; nothing was published.")
        click.echo(f"To look closer:\n  {command('build')}\n  {command('audit', '--words')}")
        sys.exit(1)


def _ask(yes: bool) -> None:
    if not yes and not click.confirm("Publish this?", default=True):
        click.echo("Nothing was published.")
        sys.exit(1)


def _record(place: Place) -> None:
    """Remembers the addresses that readers have now."""
    garden = opened(place)
    standing = addresses(garden, place.notes)
    if standing.record is None:
        record = refreshed(None, standing.now, standing.withheld)
    else:
        record = accepted(standing.record, standing.comparison, standing.now, standing.withheld)
    if record != standing.record:
        file = write_record(place.notes, record).relative_to(place.notes)
        click.echo(f"Remembered the addresses in {place.shown(file)}; keep it with your notes.")
