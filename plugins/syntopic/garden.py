"""The whole pipeline: read → parse → gather → merge → execute → link → render."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from syntopic.card_names import card_name_problems
from syntopic.configuration import Options
from syntopic.execution import Result, run_sessions
from syntopic.execution.portable import portable
from syntopic.garden_code import asked_sessions, sessions
from syntopic.garden_memory import (
    GardenMemory,
    content_problems,
    file_problems,
    gathered,
    parsed,
    topics,
)
from syntopic.linking import Links, link, topic_page, without_attachments
from syntopic.linking.graph import Edges, edges
from syntopic.linking.order import Order, learning_order
from syntopic.linking.paths import Paths, learning_paths
from syntopic.linking.related import Related, related
from syntopic.linking.web import web_of
from syntopic.markdown.tex import usable
from syntopic.merging import Records, unsettled, with_changes
from syntopic.model import (
    BlockId,
    Gathering,
    NotePath,
    ParsedNote,
    Problem,
    Severity,
    Snippet,
    Topic,
)
from syntopic.parsing.card_ids import card_ids
from syntopic.publishing.addresses.standing import Standing, standing
from syntopic.publishing.blog import date_problems
from syntopic.publishing.notebook import has_notebook, notebook_of, notebook_path
from syntopic.publishing.values import page_url
from syntopic.reading import Reading, read_garden
from syntopic.records import read_records
from syntopic.rendering import Context, Page, render
from syntopic.rendering.identity import Same
from syntopic.rendering.tracing import noted

if TYPE_CHECKING:
    from syntopic.execution.live import LiveSessions

Progress = Callable[[NotePath, str], None]


@dataclass(frozen=True, slots=True)
class Garden:
    """Everything that one build knows; the values of all stages."""

    options: Options
    reading: Reading
    notes: tuple[ParsedNote, ...]
    gathering: Gathering
    records: Records
    topics: tuple[Topic, ...]
    results: dict[NotePath, Result]
    links: Links
    problems: tuple[Problem, ...]
    portable: dict[NotePath, tuple[Snippet, ...]]
    order: Order
    paths: Paths
    related: dict[str, tuple[Related, ...]]
    edges: Edges
    standing: Standing | None = None
    # Made once for all who ask; another garden made of this one begins anew.
    _views: dict[bool, Context] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that strict fails on."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


def build_garden(
    notes: Path,
    options: Options,
    *,
    cache: Path | None = None,
    font: Path | None = None,
    drafts: bool = False,
    progress: Progress = lambda path, state: None,
    done: Callable[[str], object] = lambda step: None,
    live: LiveSessions | None = None,
    memory: GardenMemory | None = None,
) -> Garden:
    """Takes the garden from files to topics with outputs and links.

    ``notes`` is the folder of the notes. Without a ``cache`` folder no code runs. For a preview,
    ``drafts`` shows the drafts of syntheses, and ``live`` runs what takes long while pages are
    shown. ``progress`` is told of notes whose code runs, ``done`` which steps have been taken.
    With the ``memory`` of the same garden only what has changed since is made anew; the garden is
    the same without it. Nothing is written but the cache, and bad input never raises: it is a
    problem of the result.
    """
    memory = memory or GardenMemory()
    memory.begin()
    reading = read_garden(notes, replace(options.reading, drafts=drafts), memory.reading)
    done(f"read {len(reading.notes)} notes")
    taken, parse_problems = parsed(reading.notes, memory)
    done(f"took {len(taken)} notes apart")
    words = options.words
    gathering = gathered(taken, reading, options, memory)
    records, record_problems = read_records(notes, {one.path for one in reading.private})
    memory.tells_private = any(problem.private for problem in record_problems)
    noted = {
        gathered.concept.name: gathered
        for gathered in gathering.concepts
        if gathered.claims or gathered.synthesis is not None
    }
    order = learning_order([gathered.concept for gathered in gathering.concepts], noted)
    told = [noted[name] for name in order.concepts if name in noted]
    plain = topics(told, records, options, memory)
    whole = tuple(map(with_changes, plain, told, repeat(records), repeat(words)))
    done(f"merged {len(whole)} topics")
    asked, asked_problems = asked_sessions(taken, reading.closed, notes)
    run = live.run if live is not None else partial(run_sessions, all_there_are=True)
    results: dict[NotePath, Result] = {}
    run_problems: tuple[Problem, ...] = ()
    if cache is not None:
        results, run_problems = run(asked, options.execution, cache, font, progress)
    alone, alone_problems = portable(sessions(taken), results, notes)
    hidden = {path: () for path in reading.closed} | {p.path: p.names for p in reading.private}
    links = link(
        plain,
        gathering.leftovers,
        reading.attachments,
        hidden,
        tuple(gathered.concept for gathered in gathering.concepts),
        language=words.code,
        autolink=options.autolink,
        memory=memory.linking,
    )
    done(f"linked {len(whole)} topics")
    withheld = file_problems(notes, links.used, memory)
    links = without_attachments(links, {problem.origin.path for problem in withheld})
    web = web_of(plain, links.bonds, memory.linking)
    found = (
        *reading.problems,
        *parse_problems,
        *content_problems(taken, options, memory),
        *card_name_problems(notes, taken, reading.private, memory.cards),
        *date_problems(taken),
        *gathering.problems,
        *record_problems,
        *asked_problems,
        *run_problems,
        *alone_problems,
        *links.problems,
        *order.problems,
        *withheld,
        *unsettled(whole),
    )
    garden = Garden(
        options,
        reading,
        taken,
        gathering,
        records,
        whole,
        results,
        links,
        found,
        alone,
        order,
        learning_paths(order, noted, [area.name for area in reading.syllabus.areas]),
        related(web, words, memory.linking),
        edges(plain, order.know_first, links.outgoing, memory.linking.process.edges),
    )
    memory.forget()
    found_at = standing(notes, context(garden, workings=False), options.exclude)
    problems = ordered((*found, *found_at.problems))
    return replace(garden, problems=problems, standing=found_at)


def pages(
    garden: Garden, *, workings: bool, memory: GardenMemory | None = None
) -> tuple[Page, ...]:
    """All generated pages; ``workings`` adds what only the author should see.

    With the ``memory`` with which the garden was built only what has changed since is made anew.
    """
    return render(context(garden, workings=workings), memory.pages if memory else None)


def context(garden: Garden, *, workings: bool, tags_page: str = "", colab: str = "") -> Context:
    """The garden as rendering reads it.

    ``tags_page`` is the page that lists posts by tag, ``colab`` where Google Colab opens notebooks.
    """
    if workings not in garden._views:
        garden._views[workings] = _context(garden, workings)
    view = garden._views[workings]
    return replace(view, tags_page=tags_page, colab=colab) if tags_page or colab else view


def _context(garden: Garden, workings: bool) -> Context:
    return Context(
        sources={source.key: source for source in garden.reading.sources},
        topics={topic.concept.name: _seen(topic, workings) for topic in garden.topics},
        leftovers=garden.gathering.leftovers,
        syllabus=garden.reading.syllabus,
        links=garden.links,
        results=garden.results,
        language=garden.options.words,
        problems=tuple(p for p in garden.problems if not p.private),
        notes={note.note.path: note for note in garden.notes},
        sessions=sessions(garden.notes),
        notebooks={
            topic.concept.name: notebook_path(topic)
            for topic in garden.topics
            if has_notebook(topic, garden.portable)
        },
        portable=garden.portable,
        macros=usable(tuple(garden.options.macros.items())),
        workings=workings,
        order=garden.order,
        paths=garden.paths,
        related=garden.related,
        cards=_cards(Same(garden.notes)),
        synonyms=garden.options.synonyms,
        edges=garden.edges,
    )


@lru_cache(maxsize=1)
def _cards(notes: Same[tuple[ParsedNote, ...]]) -> dict[BlockId, str]:
    """What cards are called, found once for each garden."""
    return card_ids(notes.value)


def _seen(topic: Topic, workings: bool) -> Topic:
    """A topic as its readers may see it: what its synthesis was written against is the author's."""
    return topic if workings or topic.changes is None else replace(topic, changes=None)


def addresses(garden: Garden, notes: Path) -> Standing:
    """The garden's addresses beside those that are recorded in its notes folder."""
    found = garden.standing
    return found or standing(notes, context(garden, workings=False), garden.options.exclude)


def notebooks(
    garden: Garden,
    site_url: str = "",
    *,
    folders: bool = True,
    memory: GardenMemory | None = None,
) -> dict[str, str]:
    """The downloadable notebooks: file below the site's root → text.

    Each names its page below ``site_url``, which is a folder or a file.
    """
    made: dict[str, str] = {}
    kept = memory.notebooks if memory else None
    with noted(context(garden, workings=False), kept) as view:
        for topic in garden.topics:
            if has_notebook(topic, garden.portable):
                page = page_url(topic_page(topic.concept), folders=folders)
                url = f"{site_url.rstrip('/')}/{page}" if site_url else ""
                made[notebook_path(topic)] = notebook_of(view, topic.concept.name, url)
    return made


def ordered(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems by file and line, each once."""
    place = sorted(
        dict.fromkeys(problems),
        key=lambda p: (p.origin.path, p.origin.first_line, p.code, p.message),
    )
    return tuple(place)
