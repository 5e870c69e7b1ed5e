"""``audit``: where each file of the site comes from, and whether anything private is in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from syntopic.auditing import Causes, Report, Wishes, read_causes
from syntopic.auditing import audit as look
from syntopic.cli.audit_report import as_json, tell
from syntopic.cli.documented import Documented
from syntopic.cli.git import environment
from syntopic.cli.opening import Place, config_file, find
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import console
from syntopic.configuration import load
from syntopic.theme import ASSETS, FOLDER, TEMPLATES

_SECRET = re.compile("TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY", re.IGNORECASE)
_SHORTEST_SECRET = 8


@click.command(
    cls=Documented, examples=["syntopic audit", "syntopic audit --list", "syntopic audit --words"]
)
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The built site, if it is not where mkdocs.yml says.",
)
@click.option("--list", "whole", is_flag=True, help="Every file with all that caused it.")
@click.option("--words", is_flag=True, help="Print the private words that were found, too.")
@click.option("--json", "for_programs", is_flag=True, help="The same for other programs.")
@config_file
def audit(
    site_dir: Path | None, whole: bool, words: bool, for_programs: bool, config: Path
) -> None:
    """Prove that only what you meant to publish is in the built site.

    It says which notes, page or program each file of the site comes from; searches everything in
    the site, packed or not, for words and files that are private; looks whether others can read
    private notes in the repository; and points out what looks like a password or tells who you are.
    It ends with exit code 1 if something must not be published as it is. Nothing is changed.

    Private words are never printed, unless you ask with --words: the log of a build may be public.
    """
    place = find(config)
    site = site_dir or place.root / str(load(place.config)[0].get("site_dir") or "site")
    if not site.is_dir():
        raise Refusal(
            f"there is no built site in {site.as_posix()}; build it first: syntopic build"
        )
    report = audited(place, site)
    if for_programs:
        click.echo(as_json(report, place, site, words=words))
    else:
        tell(console(), report, place, site, whole=whole, words=words)
    sys.exit(1 if report.errors else 0)


def audited(place: Place, site: Path, more: Mapping[str, str] | None = None) -> Report:
    """Audit a built site of a garden; nothing is written or printed.

    ``more`` are causes of files that came to the site after its build, by their path below it.
    """
    causes = read_causes(place.root / ".cache" / "syntopic")
    if causes is not None and more:
        known = {path: key for path, key in causes.hashes.items() if path not in more}
        causes = Causes({**causes.texts, **more}, known)
    return look(site, place.notes, wishes(place), causes, ask_git)


def wishes(place: Place) -> Wishes:
    """What the author wants kept private, and where public text is, as the configuration says."""
    settings, options = load(place.config)
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    templates = _templates()
    custom = [place.root / str(own)] if own else []
    return Wishes(
        exclude=options.exclude,
        opt_in=options.publish == "opt-in",
        repository_private=options.repository == "private",
        allowed=options.audit_allow,
        secrets=tuple(
            (name, value) for name, value in os.environ.items() if _is_secret(name, value)
        ),
        pages=_pages(place, settings),
        config=place.config,
        public=(*custom, *templates, TEMPLATES, FOLDER, FOLDER.parent / "languages"),
        shipped=(*(("", folder) for folder in templates), (ASSETS, FOLDER)),
    )


def _pages(place: Place, settings: Mapping[str, Any]) -> Path | None:
    folder = place.root / str(settings.get("docs_dir") or "docs")
    return folder if folder.is_dir() else None


def _is_secret(name: str, value: str) -> bool:
    """Whether a variable's name says that its value opens something; short ones are switches."""
    return len(value) >= _SHORTEST_SECRET and bool(_SECRET.search(name))


def _templates() -> tuple[Path, ...]:
    """The folder of the theme that the site is made with."""
    found = find_spec("material")
    places = (found.submodule_search_locations or ()) if found else ()
    return tuple(Path(place) / "templates" for place in places)


def ask_git(folder: Path, arguments: tuple[str, ...], given: bytes) -> tuple[int, bytes, str]:
    """Run git in a folder: its exit code, what it wrote and what it complained of."""
    done = subprocess.run(
        ["git", *arguments], input=given, capture_output=True, env=environment(), cwd=folder
    )
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")
