"""Whichever filter fails, the audit alone still finds what got out.

Each place where a build decides what is private is switched off, one at a time; the site is built
by the real engine all the same, and the audit, which knows nothing of these places, has to name the
private file and the file of the site that shows it.
"""

from __future__ import annotations

import html
import importlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from canary_garden import Planted, Way, word, write
from canary_ways import WAYS, note
from syntopic.auditing import Report
from syntopic.cli.auditing import audited
from syntopic.cli.opening import find
from syntopic.publishing.addresses import Withheld
from syntopic.publishing.cards import Card
from syntopic.publishing.cards.making import card_image
from syntopic.reading.comments import Shown
from syntopic.reading.front_matter import Split
from syntopic.reading.tree import Found, Tree

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the engine's own

UNSAID = Way(
    "a note that says nothing of publishing",
    note("unsaid.md", "# Unsaid\n\nThe QWORD.\n"),
    (("# Unsaid", "---\npublish: true\n---\n# Unsaid"),),
)
KNOWN = {one.way.name: one for one in (*WAYS, Planted(UNSAID, word(len(WAYS))))}
READER = "notes/reader/reader.md"

Patch = tuple[str, Callable[[Any], Any]]
"""A name in a module, as ``module:name``, and what makes another value of it."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A filter that fails: ``patches`` switch it off, and the words of ``ways`` get out.

    ``options`` are those of the plugin; ``inside`` lets the notes lie in the folder of pages.
    """

    name: str
    patches: tuple[Patch, ...]
    ways: tuple[str, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    inside: bool = False

    @property
    def planted(self) -> tuple[Planted, ...]:
        """The ways with their words."""
        return tuple(KNOWN[name] for name in self.ways)


def always(value: Any) -> Callable[[Any], Any]:
    """Another value, whatever it was."""
    return lambda original: value


def answering(value: Any) -> Callable[[Any], Any]:
    """A function that answers the same to everything."""
    return lambda original: lambda *_, **__: value


def given_back(original: Any) -> Any:
    """A function that gives back what it is given."""
    return lambda value, *_, **__: value


def unsplit(original: Any) -> Any:
    """Front matter that cannot be read is taken for text."""

    def split(rows: tuple[str, ...]) -> Split:
        found = original(rows)
        return Split() if found.broken else found

    return split


def whole_tree(original: Any) -> Any:
    """All files, hidden ones too, and none of them private."""

    def tree(folder: Path, exclude: tuple[str, ...], *again: Any) -> Tree:
        found = (
            Path(above, name).relative_to(folder.resolve()).as_posix()
            for above, _, names in os.walk(folder.resolve())
            for name in names
        )
        return Tree(tuple(Found(path, False) for path in sorted(found)), ())

    return tree


def all_used(original: Any) -> Any:
    """Every file beside the notes counts as shown by a page."""

    def link(topics: Any, leftovers: Any, attachments: Any, *more: Any, **named: Any) -> Any:
        found = original(topics, leftovers, attachments, *more, **named)
        return replace(found, used=tuple(attachments))

    return link


def everything_readable(original: Any) -> Any:
    """Code gets a copy of all files of its folder."""
    return lambda folder, *_, **__: tuple(
        sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    )


def with_fields(original: Any) -> Any:
    """The manifest tells all that front matter says."""
    return lambda garden, **_: json.dumps([repr(note.note.front) for note in garden.notes])


def with_drafts(original: Any) -> Any:
    """A build that takes itself for a preview."""
    return lambda *args, **named: original(*args, **{**named, "drafts": True})


def open_links(original: Any) -> Any:
    """A link counts for itself, wherever it leads."""
    return lambda root, path, exclude, private: iter([Found(path, private)])


def as_post(original: Any) -> Any:
    """A post written by hand is shown, whatever it says."""
    return lambda *args: replace(original(*args), withheld="", draft=False)


def told_changes(original: Any) -> Any:
    """The page lists what has changed with the text that was there before."""
    from syntopic.rendering.html import el

    def changes(topic: Any, context: Any) -> Any:
        yield from (el("li", change.old) for change in topic.changes or ())

    return changes


def with_all_texts(original: Any) -> Any:
    """The deck asks what every note says, whether a page shows it or not."""
    from syntopic.review.values import Recalled

    def deck(context: Any, pages: Any, *memory: Any) -> Any:
        texts = [html.escape(file.read_text("utf-8")) for file in Path.cwd().rglob("notes/d8*.md")]
        asked = (Recalled("x", 0, 0, f"<p>{text}</p>", "", -1, "") for text in texts)
        found = original(context, pages, *memory)
        return replace(found, cards=(*found.cards, *asked))

    return deck


READING = "syntopic.reading"
PLUGIN = "syntopic.mkdocs_plugin"

MUTATIONS = (
    Mutation(
        "what says draft or private is published",
        ((f"{READING}.privacy:_DRAFT", always(())),),
        (
            *("the title of a draft", "the file name of a draft", "an alias of a draft"),
            *("a note with draft: maybe", "a note with private: true", "the area of a draft"),
            *("the folder of nothing but drafts", "a card of a draft", "a symbol of a draft"),
            *("a link from a draft, with the sentence around it", "what a draft requires"),
            *("a draft of a synthesis", "a draft of a post, with its tag and description"),
            *("a notebook that is a draft", "a percent script that is a draft"),
            *("a Quarto note that is a draft", "a MyST note that is a draft"),
            *("a draft that a public note embeds", "the locator of a draft"),
            *("a draft that a public note embeds in a paragraph of its own",),
            *("a draft behind a public note that another one embeds",),
        ),
    ),
    Mutation(
        "what says publish: false is published",
        ((f"{READING}.privacy:_PUBLISH", always(())),),
        (
            *("a note with publish: false", "a note with published: never"),
            *("a note with public: no", "a note with dg-publish: false"),
        ),
    ),
    Mutation(
        "a build takes itself for a preview",
        ((f"{PLUGIN}:build_garden", with_drafts),),
        ("a draft of a synthesis", "a draft of a post, with its tag and description"),
    ),
    Mutation(
        "with opt-in, notes are published that do not say so",
        ((f"{READING}.privacy:_opts_in", answering(True)),),
        (UNSAID.name,),
        {"publish": "opt-in"},
    ),
    Mutation(
        "exclude fits nothing",
        ((f"{READING}.tree:excluded", answering(False)),),
        ("an excluded folder", "an excluded name"),
    ),
    Mutation(
        "no place is private",
        ((f"{READING}:read_tree", whole_tree),),
        (
            *("a note in private/", "a note in a private folder deep down"),
            *("a note whose name begins with an underscore", "a hidden file", "a hidden folder"),
            *("a folder whose name begins with an underscore",),
            *("a file in a private place that a public note names",),
        ),
    ),
    Mutation(
        "links lead into private places",
        ((f"{READING}.tree:_link", open_links),),
        ("a symbolic link to a file in a private place",),
    ),
    Mutation(
        "front matter that cannot be read is taken for text",
        ((f"{READING}.notes:split_front_matter", unsplit),),
        (
            "a note whose front matter never closes",
            "a note whose front matter is no YAML",
            "the name of a note that cannot be read",
        ),
    ),
    Mutation(
        "comments are text",
        ((f"{READING}.notes:without_comments", lambda _: lambda rows, cells=(): Shown(rows)),),
        (
            *("a comment in a line", "a comment with a heading and code in it"),
            *("a comment that never ends", "a comment in a heading", "a comment in a list"),
            *("a comment in a table", "a comment in a callout", "a comment in a footnote"),
            *("a comment in an alternative text", "a comment in the title of a link"),
            *("a comment in a card", "a comment in a symbol"),
            *("a picture that only a comment shows",),
            *("a hidden cell of a notebook with what it printed",),
            *("a comment in a synthesis that is shared elsewhere",),
        ),
    ),
    Mutation(
        "comments in values of front matter are text",
        (
            (f"{READING}.yaml_nodes:_HIDDEN", always(re.compile("(?!)"))),
            (f"{READING}.yaml_nodes:_HIDDEN_IN_ROW", always(re.compile("(?!)"))),
        ),
        ("a comment in front matter",),
    ),
    Mutation(
        "comments in captions are text",
        (("syntopic.parsing.snippets:shown_value", given_back),),
        ("a comment in a caption",),
    ),
    Mutation(
        "the manifest tells what no page shows",
        ((f"{PLUGIN}.adding:manifest", with_fields),),
        ("a key of front matter that no page shows",),
    ),
    Mutation(
        "the deck asks what no page shows",
        ((f"{PLUGIN}.review:deck", with_all_texts),),
        ("a card of a draft", "the name of a card of a draft, and its answer's address"),
    ),
    Mutation(
        "all files beside the notes are copied",
        (("syntopic.garden:link", all_used),),
        ("a picture that only a draft shows", "a file that no page uses"),
    ),
    Mutation(
        "images keep what they say of their author and place",
        ((f"{PLUGIN}.images:needs_cleaning", answering(False)),),
        (
            *("the metadata of a PNG", "the metadata of a photograph", "the metadata of a drawing"),
            "the metadata of a picture in a page written by hand",
        ),
    ),
    Mutation(
        "code may read what is private",
        (("syntopic.garden_code:_below", answering(frozenset())),),
        (
            "a table that only a draft names, in a folder that public code lists",
            "the script of a draft in another language",
            "a table whose name begins with an underscore",
            "an excluded table",
            "a draft that public code imports",
        ),
    ),
    Mutation(
        "code gets a copy of everything",
        (("syntopic.execution.running:readable", everything_readable),),
        (
            "what an editor left beside a draft",
            "a table in a private place that public code looks for",
        ),
    ),
    Mutation(
        "files that only private notes name are public",
        ((f"{READING}.closed:only_named_in", answering(())),),
        ("a table that only a draft names, in a folder that public code lists",),
    ),
    Mutation(
        "private sources are shown",
        ((f"{READING}.sources:entry_is_private", answering(False)),),
        ("a private source, with its notes",),
    ),
    Mutation(
        "private entries of the syllabus are shown",
        ((f"{READING}.syllabus:entry_is_private", answering(False)),),
        ("a private concept of the syllabus",),
    ),
    Mutation(
        "scripts without cells are public whatever they say",
        ((f"{READING}.notes:is_private", answering(False)),),
        ("a script without cells that is a draft, linked from a public note",),
    ),
    Mutation(
        "old addresses of what is private by now still lead somewhere",
        (("syntopic.publishing.addresses.standing:withheld", answering(Withheld())),),
        ("an address that a draft once had",),
    ),
    Mutation(
        "pages tell what a synthesis was written against",
        (("syntopic.rendering.workings:_changes", told_changes),),
        ("what a synthesis was written against, by now a draft",),
        {"show_workings": True},
    ),
    Mutation(
        "pages written by hand are published whatever they say",
        ((f"{PLUGIN}:without_drafts", given_back),),
        ("a page written by hand that is a draft",),
    ),
    Mutation(
        "posts written by hand are published whatever they say",
        ((f"{PLUGIN}.blog:read_post", as_post),),
        ("a post written by hand that is a draft",),
    ),
    Mutation(
        "the engine publishes the notes that lie in its folder",
        ((f"{PLUGIN}:without_notes", lambda _: lambda files, *_: files),),
        ("a note in private/", "a file that no page uses"),
        inside=True,
    ),
    Mutation(
        "pages of an earlier build stay in the site",
        (("mkdocs.utils:clean_directory", answering(None)),),
        ("a page of an earlier build",),
    ),
    Mutation(
        "footnotes of comments are shown",
        ((f"{READING}.notes:without_hidden_footnotes", lambda _: lambda _, shown: shown),),
        ("a comment that alone refers to a footnote",),
    ),
    Mutation(
        "files of withheld pages are copied",
        ((f"{PLUGIN}:without_files_of", answering(None)),),
        ("a picture that only drafts written by hand show",),
    ),
    Mutation(
        "comments in pages written by hand are kept",
        ((f"{PLUGIN}:without_comments", given_back),),
        ("a comment in a page written by hand",),
    ),
)


def built(root: Path, mutation: Mutation) -> None:
    """Build a garden with the ways of a mutation, in this process."""
    ways = mutation.planted
    place = {"notes_dir": "pages/notes"} if mutation.inside else {}
    write(root, ways, options={**mutation.options, **place})
    if not any(path.startswith("notes/reader/") for one in ways for path in one.files(False)):
        (root / READER).unlink()
    if mutation.inside:
        (root / "notes").rename(root / "pages" / "notes")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


@cache
def _drawn(card: Card) -> bytes:
    return card_image(card)


def drawn_once(card: Card) -> bytes:
    """The image of a card, which no other test of these has to draw again."""
    return _drawn(card)


def escaped(root: Path, one: Planted) -> set[str]:
    """The files of the site that show the word as it is, in their names or bytes."""
    site = root / "site"
    files = {f.relative_to(site).as_posix(): f for f in site.rglob("*") if f.is_file()}
    wanted = one.word.encode()
    return {
        name for name, file in files.items() if wanted in name.encode() + file.read_bytes().lower()
    }


def named(report: Report, one: Planted) -> set[str]:
    """The files of the site that the audit names for a private file of this way."""
    origins = {path.split("/", 1)[1] for path in one.files(False)}
    origins |= {"sources.yml"} if one.way.sources else set()
    origins |= {"syllabus.yml"} if one.way.syllabus else set()
    origins |= {f"assets/notes/{path}" for path in origins}
    findings = (finding for finding in report.errors if finding.path in origins)
    return {file for finding in findings for file in finding.files}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_audit_alone_finds_what_a_filter_lets_through(
    mutation: Mutation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # These two take longer than all the rest: no font is private, and most cards are the same.
    monkeypatch.setattr("syntopic.mkdocs_plugin.fonts.WORTH_CUTTING", 10**9)
    monkeypatch.setattr("syntopic.publishing.cards.making.card_image", drawn_once)
    for place, change in mutation.patches:
        module, name = place.split(":")
        patched = importlib.import_module(module)
        monkeypatch.setattr(patched, name, change(getattr(patched, name)))
    monkeypatch.chdir(tmp_path)
    built(tmp_path, mutation)
    report = audited(find(tmp_path / "mkdocs.yml"), tmp_path / "site")
    got_out = {one.way.name: escaped(tmp_path, one) for one in mutation.planted}
    assert {name for name, files in got_out.items() if not files} == set()
    missed = {
        one.way.name for one in mutation.planted if not named(report, one) & got_out[one.way.name]
    }
    assert missed == set()
