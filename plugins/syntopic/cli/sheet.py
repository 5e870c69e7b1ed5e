"""``sheet``: the cheat sheet of an area or a role."""

from __future__ import annotations

import posixpath
from pathlib import Path

import click

from syntopic.cli.chromium import printed
from syntopic.cli.documented import Documented
from syntopic.cli.opening import config_file, find, opened
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.terminal import command
from syntopic.configuration import load
from syntopic.garden import context
from syntopic.names import name_key
from syntopic.publishing.sheets import PAPERS, standalone
from syntopic.rendering.sheets import Sheet, plain_sheet, sheets
from syntopic.theme import FOLDER


@click.command(
    cls=Documented,
    examples=['syntopic sheet "Linear algebra"', 'syntopic sheet "ML engineer" --pdf sheet.pdf'],
)
@click.argument("name", metavar="[AREA|ROLE]", required=False, default="")
@click.option(
    "--pdf",
    "target",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    default=None,
    help="Make a PDF of it, by a Chromium that is installed.",
)
@click.option(
    "--paper",
    type=click.Choice(list(PAPERS), case_sensitive=False),
    help="The paper of the PDF; a4 if you name none.",
)
@config_file
def sheet(name: str, target: str | None, paper: str | None, config: Path) -> None:
    """Show the cheat sheet of an area of the garden, or of an interview role.

    On it stand one sentence on each concept, every formula with its meaning in one line, and the
    pitfalls. It is printed as Markdown; without a name, all sheets are listed. Sheets are pages of
    the site, too.
    """
    if paper and target is None:
        told = command("sheet", name or "AREA", "--pdf", "--paper", paper)
        raise Refusal(f"--paper goes with --pdf: {told}")
    place = find(config)
    view = context(opened(place), workings=False)
    known = sheets(view)
    if not name:
        if target is not None:
            raise Refusal(_unnamed(known))
        for one in known:
            click.echo(one.name)
        return
    found = _called(name, known)
    if target is None:
        click.echo(plain_sheet(found, view.language), nl=False)
        return
    file = Path(target or posixpath.basename(found.page).removesuffix(".md") + ".pdf")
    _check(file, found.name)
    site, _ = load(config)
    url, folders = str(site.get("site_url") or ""), site.get("use_directory_urls") is not False
    page = standalone(found, view, (paper or "a4").lower(), FOLDER, url, folders)
    made = printed(page)
    file.write_bytes(made)
    click.echo(f"Wrote {file.as_posix()}")


def _check(file: Path, name: str) -> None:
    if file.suffix.lower() != ".pdf":
        told = command("sheet", name, "--pdf", file.with_suffix(".pdf").as_posix())
        raise Refusal(f"a PDF ends in .pdf: {told}")
    if not file.parent.is_dir():
        raise Refusal(f"there is no folder {file.parent.as_posix()}; create it first")
    if file.exists() and not _is_pdf(file):
        raise Refusal(f"{file.as_posix()} is there already, and no PDF; name another file")


def _unnamed(known: tuple[Sheet, ...]) -> str:
    example = f', such as: syntopic sheet "{known[0].name}" --pdf' if known else ""
    return f"name the sheet in front of --pdf{example}"


def _called(name: str, known: tuple[Sheet, ...]) -> Sheet:
    """The sheet of a name: an area's before a role's."""
    found = next((one for one in known if name_key(one.name) == name_key(name)), None)
    if found is not None:
        return found
    if not known:
        raise Refusal("no area or role has anything for a cheat sheet yet")
    near = closest(name, [one.name for one in known])
    instead = f"did you mean {either(near)}?" if near else "all of them: syntopic sheet"
    raise Refusal(f'no area or role is called "{name}"; {instead}')


def _is_pdf(file: Path) -> bool:
    return file.is_file() and file.read_bytes()[:5] == b"%PDF-"
