"""``init``: a new garden, or one around notes that are there already."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.github import repository, workflow, workflow_path
from syntopic.cli.github_steps import steps
from syntopic.cli.layout import Layout, has_plugin, survey
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import command, count
from syntopic.cli.yaml_text import create_file, written
from syntopic.model import OWN_KEY
from syntopic.names import slug
from syntopic.reading.kinds import may_be_note
from syntopic.skeletons import skeleton

WHY = "I learn the math behind machine learning, in my own words."
SOURCE = "My first source"
_EXAMPLE = "slope-of-a-line.md"
_WHAT_IS_SHOWN = """
All of them are on the site, but for what is private: folders called private, and notes that say
draft: true. A diary, say, you keep out with  exclude  in mkdocs.yml. What stays private, and why:
  syntopic status --all"""
"""Told to those whose notes were not written to be read by others."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the author says about a new garden; ``source`` is empty for none yet."""

    title: str
    why: str
    source: str


@click.command(
    cls=Documented,
    examples=[
        "syntopic init my-garden",
        'syntopic init ~/vault --title "What I know" --yes',
        "syntopic init --github-pages",
    ],
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("."))
@click.option("--title", help="What the garden is called.")
@click.option("--why", help="Why you study this: the first words on your site.")
@click.option("--source", help="The first book, course or video you take notes from.")
@click.option("--github-pages", is_flag=True, help="Publish it with GitHub Pages, too.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def init(
    folder: Path,
    title: str | None,
    why: str | None,
    source: str | None,
    github_pages: bool,
    yes: bool,
) -> None:
    """Start a garden in FOLDER (this one, if you name none).

    It asks three things and writes a small garden with one example note. In a folder that
    already holds notes, such as an Obsidian vault, it adds what is missing around them: your
    files stay as they are, byte for byte.

    With --github-pages it also adds what publishes the site from GitHub, to a garden that you
    have, too, and says step by step what you do there.
    """
    layout = survey(folder)
    is_garden = github_pages and _is_garden(folder)
    silent = yes or is_garden or not sys.stdin.isatty()
    files = planned(layout, _asked(folder, layout, title, why, source, silent))
    if is_garden:
        files = {".gitignore": files[".gitignore"]}
    kept = repository(folder) if github_pages else None
    if kept:
        files[workflow_path(folder, kept)] = workflow(folder, layout, kept)
    made = [path for path in files if not (folder / path).exists()]
    for path in made:
        create_file(folder / path, files[path])
    if layout.notes_dir != "." and not is_garden:
        (folder / layout.notes_dir).mkdir(exist_ok=True)
    _tell(folder, layout, made, [path for path in files if path not in made])
    if kept:
        click.echo("\n".join(steps(folder, layout, kept)))


def planned(layout: Layout, answers: Answers) -> dict[str, str]:
    """The files that a garden should have, by path, with what they hold if they are new.

    Somebody who has notes gets no example, and a register only of a source that they named.
    """
    at = "" if layout.notes_dir == "." else f"{layout.notes_dir}/"
    title = written(answers.title)
    key = source_key(answers.source)
    files = {
        "mkdocs.yml": skeleton(
            "mkdocs.yml",
            title=title,
            notes_dir=layout.notes_dir,
            exclude=_excluded(layout),
            example=_example(layout),
        ),
        ".gitignore": skeleton("gitignore", private=f"{at}private/"),
        f"{layout.pages}/index.md": skeleton(
            "index.md", title=answers.title, why=answers.why and f"{answers.why}\n\n"
        ),
    }
    if answers.source:
        register = skeleton("sources.yml", key=written(key), title=written(answers.source))
        files[f"{at}sources.yml"] = register
    if not layout.count:
        files[f"{at}syllabus.yml"] = skeleton("syllabus.yml")
        files[f"{at}{key}/{_EXAMPLE}"] = skeleton(_EXAMPLE)
    return files


def source_key(title: str) -> str:
    """The key of a source, made of its title: a folder's name that no folder rule hides."""
    key = re.sub(r"[^\w.-]+", "-", slug(title)).strip("-._") or "source"
    reserved = key in ("private", "synthesis", OWN_KEY) or not may_be_note(f"{key}/note.md")
    return f"{key}-source" if reserved else key


def _asked(
    folder: Path,
    layout: Layout,
    title: str | None,
    why: str | None,
    source: str | None,
    silent: bool,
) -> Answers:
    """What the options leave open is asked, or takes its default without a terminal."""
    name = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    defaults = (
        (title, "What is the garden called?", name[:1].upper() + name[1:] or "My garden"),
        # of notes that somebody has we know nothing, so no reason is put into their mouth
        (why, "Why do you study this?", "" if layout.count else WHY),
        (
            source,
            "Which source do you take notes from first?",
            "" if layout.count else SOURCE,
        ),
    )
    said = [
        given
        if given is not None
        else default
        if silent
        else click.prompt(question, default, show_default=bool(default))
        for given, question, default in defaults
    ]
    cleaned = [" ".join(str(one).split()) for one in said]
    if not cleaned[0]:
        raise Refusal('a garden needs a title, such as  --title "What I know"')
    if not layout.count:
        cleaned[2] = cleaned[2] or SOURCE
    return Answers(*cleaned)


def _excluded(layout: Layout) -> str:
    if not layout.exclude:
        return ""
    listed = ", ".join(f'"{pattern}"' for pattern in layout.exclude)
    return (
        "      # No notes: the pages above, the built site. Add what never leaves this computer,\n"
        '      # such as  Diary  or  "old/*".\n'
        f"      exclude: [{listed}]\n"
    )


def _example(layout: Layout) -> str:
    """None where the key is set already: of two, YAML takes the last."""
    text = '      # exclude: [drafts, "old/*"]        # notes that never leave this computer\n'
    return "" if layout.exclude else text


def _tell(folder: Path, layout: Layout, made: list[str], kept: list[str]) -> None:
    if layout.count:
        where = folder if layout.notes_dir == "." else folder / layout.notes_dir
        click.echo(f"{count(layout.count, 'note')} found in {where}; nothing of yours was touched.")
    for path in made:
        click.echo(f"  wrote  {(folder / path).as_posix()}")
    for path in kept:
        click.echo(f"  kept   {(folder / path).as_posix()}")
    for line in _by_hand(folder, layout, kept):
        click.echo(line)
    if layout.count and "mkdocs.yml" in made:
        click.echo(_WHAT_IS_SHOWN)
    if any(path.endswith(_EXAMPLE) for path in made):
        click.echo("\nThe example note has a card, which the page Review asks; write more of them.")
    shown = str(folder)
    go = "" if folder.resolve() == Path.cwd() else f"cd {_quoted(shown)} && "
    click.echo(f"\nNext: {go}{command('serve', '--open')}")


def _by_hand(folder: Path, layout: Layout, kept: list[str]) -> list[str]:
    """What the author has to add to files that were there, because we change none of them."""
    lines: list[str] = []
    if "mkdocs.yml" in kept and not _has_plugin(folder / "mkdocs.yml"):
        excluded = "".join(f', "{pattern}"' for pattern in layout.exclude)
        more = f", exclude: [{excluded[2:]}]" if excluded else ""
        lines += [
            "\nYour mkdocs.yml is as it was. Add to it, by hand:",
            "  theme: {name: material}",
            f"  plugins: [search, syntopic: {{notes_dir: {layout.notes_dir}{more}}}]",
        ]
    if ".gitignore" in kept:
        at = "" if layout.notes_dir == "." else f"{layout.notes_dir}/"
        present = (folder / ".gitignore").read_text("utf-8", "replace").split()
        wanted = ("site/", ".cache/", f"{at}private/")
        missing = [one for one in wanted if not {one, f"/{one}", one[:-1]} & set(present)]
        if missing:
            lines += ["\nFor git, add to .gitignore by hand:", *(f"  {one}" for one in missing)]
    return lines


def _is_garden(folder: Path) -> bool:
    config = folder / "mkdocs.yml"
    return config.is_file() and _has_plugin(config)


def _has_plugin(file: Path) -> bool:
    try:
        return has_plugin(file.read_text("utf-8"))
    except ValueError:
        return False


def _quoted(path: str) -> str:
    return command(path).removeprefix("syntopic ")
