"""``new``: a note, a source, a synthesis. What is there already is never overwritten."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from syntopic.cli.beginnings import begun_note, begun_synthesis, missing
from syntopic.cli.documented import Documented, DocumentedGroup
from syntopic.cli.lookup import concept_called, known_concept, known_source, names
from syntopic.cli.opening import Place, config_file, find, opened
from syntopic.cli.refusal import Refusal, closest, either
from syntopic.cli.source_files import add_sources, register_of, take_over
from syntopic.cli.terminal import command
from syntopic.cli.yaml_text import create_file
from syntopic.garden import Garden
from syntopic.merging import record
from syntopic.model import OWN_KEY, Source
from syntopic.names import name_key, slug
from syntopic.reading.kinds import may_be_note
from syntopic.reading.placing import SYNTHESIS_FOLDER
from syntopic.records import write_synthesis

_FOLDER = re.compile(r"[^\W_][\w .,()-]*")  # one that is hidden or private holds no notes


@click.group(
    cls=DocumentedGroup,
    examples=['syntopic new note "Chain rule" --source mml-book', "syntopic new synthesis Vectors"],
)
def new() -> None:
    """Begin a note, a source or a synthesis.

    Each writes one small file (or adds one entry) and never touches what is there already.
    """


@new.command(
    cls=Documented,
    examples=[
        'syntopic new note "Chain rule" --source mml-book',
        'syntopic new note "Chain rule" --source mml-book/ch05',
    ],
)
@click.argument("concept")
@click.option(
    "--source",
    metavar="KEY[/FOLDER]",
    default=OWN_KEY,
    help="The source you take it from, and the folder in it that says where.",
)
@click.option("--new", "is_new", is_flag=True, help="It is new, even if its name looks like one.")
@config_file
def note(concept: str, source: str, is_new: bool, config: Path) -> None:
    """Begin a note on CONCEPT from a source.

    It has what your other notes have: a place in the source, a date, headings; first those of what
    nobody has said yet of CONCEPT. Fill in what you have; what you leave alone never appears on the
    site. Without --source it is a note of your own.
    """
    place = find(config)
    garden = opened(place)
    from_source, inside = _source_of(garden, source)
    given = ("--source", source) if from_source else ()
    name = _name_of(garden, concept, is_new, given)
    folder = _folder_of(place, from_source) if from_source else _own_folder(garden, name)
    folder += "".join(f"{part}/" for part in inside)
    topic = next((topic for topic in garden.topics if topic.concept.name == name), None)
    today = date.today().isoformat()
    text = begun_note(garden, name, from_source, "/".join(inside), topic, today)
    _write(place, f"{folder}{slug(name)}.md", text)
    if gaps := missing(topic):
        wanted = ", ".join(garden.options.words.facet(facet).lower() for facet in gaps)
        click.echo(f"Nobody has said yet, so it comes first: {wanted}")
    if concept_called(garden, name) is None:
        click.echo(f'"{name}" is new here. To give it a place in your learning order, add it to')
        click.echo(f"{place.shown('syllabus.yml')}.")


@new.command(
    cls=Documented,
    examples=[
        'syntopic new source mml-book --title "Mathematics for Machine Learning"',
        "syntopic new source --from library.bib",
    ],
)
@click.argument("key", required=False)
@click.option("--title", help="Its title, as on the cover.")
@click.option(
    "--from",
    "library",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add what a BibTeX file (.bib) or a CSL JSON file (.json) lists; with KEY, that alone.",
)
@config_file
def source(key: str | None, title: str | None, library: Path | None, config: Path) -> None:
    """Add a source to sources.yml.

    KEY becomes the name of the folder with its notes. With --from, add all sources that a file
    lists with titles, authors, years and addresses. What is in sources.yml already stays as it is.
    """
    place = find(config)
    if library is not None:
        if title:
            raise Refusal("--from takes titles from the file; leave out --title")
        take_over(place, library, key)
        return
    if not key:
        raise Refusal(
            "name the source, such as: "
            f"{command('new', 'source', 'mml-book', '--title', 'Mathematics for Machine Learning')}"
            f"; or take sources from a file: {command('new', 'source', '--from', 'library.bib')}"
        )
    _check_key(key)
    title = " ".join((title or re.sub(r"[-_.]+", " ", key).strip().capitalize()).split())
    _check_unknown(opened(place), key, title)
    add_sources(place, [Source(key=key, title=title, short=title)])
    click.echo(f"Added to {place.shown(register_of(place).name)}: {title} ({key})")
    click.echo(f"Next: {command('new', 'note', 'CONCEPT', '--source', key)}")


@new.command(cls=Documented, examples=["syntopic new synthesis Eigenvectors"])
@click.argument("concept")
@config_file
def synthesis(concept: str, config: Path) -> None:
    """Begin your own words on CONCEPT.

    What your notes say today is remembered. With its date it is a post once something stands in it;
    what you leave alone never appears. When a note changes later, "syntopic status" tells you, and
    "syntopic changed" shows how.
    """
    place = find(config)
    garden = opened(place)
    gathered = known_concept(garden, concept)
    name = gathered.concept.name
    if gathered.synthesis is not None:
        there = place.shown(gathered.synthesis.note.note.path)
        raise Refusal(f'the synthesis of "{name}" is there already: {there}')
    if not gathered.passages:
        raise Refusal(
            f'nothing is noted about "{name}" yet; a synthesis brings notes together, so begin '
            f"with: {command('new', 'note', name, '--source', 'KEY')}"
        )
    text = begun_synthesis(garden, name, date.today().isoformat())
    _write(place, f"{SYNTHESIS_FOLDER}/{slug(name)}.md", text)
    kept = write_synthesis(place.notes, name, record(gathered.passages))
    click.echo(f"Remembered what it is written against in {_below(place, kept)}")
    for told in dict.fromkeys(passage.note.path for passage in gathered.passages):
        click.echo(f"  read  {place.shown(told)}")


def _write(place: Place, path: str, text: str) -> None:
    try:
        create_file(place.notes / path, text)
    except FileExistsError as error:
        raise Refusal(f"{place.shown(path)} is there already; go on writing in it") from error
    click.echo(f"Wrote {place.shown(path)}")
    if place.options.publish == "opt-in":
        click.echo("It stays private until its front matter says  publish: true")


def _source_of(garden: Garden, typed: str) -> tuple[Source | None, tuple[str, ...]]:
    """The source that is meant, and the folders in it: of "mml-book/ch05" the chapter."""
    key, _, below = typed.partition("/")
    try:
        return known_source(garden, typed), ()
    except Refusal:
        if not below.strip("/"):
            raise
    source, inside = known_source(garden, key), tuple(below.strip("/").split("/"))
    if source is None:
        raise Refusal(f'"{typed}": only a source has places in it; leave out "/{below}"')
    if not all(map(_FOLDER.fullmatch, inside)) or not may_be_note(f"{'/'.join(inside)}/a.md"):
        raise Refusal(f'"{below}" can be no folder of notes; one that says where is such as ch05')
    return source, inside


def _name_of(garden: Garden, name: str, is_new: bool, given: tuple[str, ...]) -> str:
    """The concept's own name; a name of no concept is a new one unless it looks like another."""
    name = " ".join(name.split())
    if not name_key(name) or not any(letter.isalnum() for letter in name):
        raise Refusal('a concept needs a name, such as  syntopic new note "Chain rule"')
    found = concept_called(garden, name)
    if found is not None:
        return found.concept.name
    near = closest(name, names(garden))
    if near and not is_new:
        raise Refusal(
            f'no concept is called "{name}"; did you mean {either(near)}? '
            f"If it is a new one: {command('new', 'note', name, *given, '--new')}"
        )
    return name


def _folder_of(place: Place, source: Source) -> str:
    """The source's folder with a slash: one that is there under any of its names, else its key."""
    known = {name_key(one) for one in (source.key, source.title, source.short)}
    there = sorted(f.name for f in place.notes.iterdir() if f.is_dir())
    named = [name for name in there if name_key(name) in known]
    return f"{source.key if source.key in named else next(iter(named), source.key)}/"


def _own_folder(garden: Garden, name: str) -> str:
    found = concept_called(garden, name)
    area = found.concept.area if found else ""
    return f"{slug(area)}/" if area else ""


def _check_key(key: str) -> None:
    good = slug(re.sub(r"[^\w.-]+", "-", key)).strip("-._")
    if not re.fullmatch(r"\w(?:[\w.-]*\w)?", key) or key.startswith("_"):
        advice = f", such as {good}" if good else ""
        raise Refusal(f'"{key}" is no key: a key is letters, digits and hyphens{advice}')
    if key.casefold() in (OWN_KEY, "private", SYNTHESIS_FOLDER):
        raise Refusal(f'"{key}" has a meaning of its own; try {key}-notes')


def _check_unknown(garden: Garden, key: str, title: str) -> None:
    for known in garden.reading.sources:
        taken = {name_key(one) for one in (known.key, known.title, known.short)}
        if name_key(key) in taken or name_key(title) in taken:
            raise Refusal(f"{known.title} ({known.key}) is in sources.yml already")


def _below(place: Place, file: Path) -> str:
    return place.shown(file.relative_to(place.notes))
