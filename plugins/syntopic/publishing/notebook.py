"""The code of a topic page as a notebook that opens and runs anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from syntopic.linking import topic_page
from syntopic.model import Block, Claim, NotePath, Snippet, Source, Topic

LANGUAGE = "python"
"""A notebook has one kernel; notes in other languages are left out of it."""


def notebook_path(topic: Topic) -> str:
    """Where the notebook stands on the site."""
    return topic_page(topic.concept).removesuffix(".md") + ".ipynb"


def has_notebook(topic: Topic) -> bool:
    """Whether the page shows code that ran."""
    return any(_shown(claim) for claim in _claims(topic))


def notebook(
    topic: Topic,
    sessions: Mapping[NotePath, Sequence[Snippet]],
    sources: Mapping[str, Source],
    page_url: str = "",
) -> str:
    """The notebook as JSON text: one section per note, each in a namespace of its own.

    ``sessions`` are all public snippets of each note. A section begins with ``%reset -f``; code of
    the same note that stands before the snippets shown, but on another page, is in one cell tagged
    ``setup``. Cell ids are counted, so that equal notes give equal bytes.
    """
    cells = [new_markdown_cell(_head(topic, page_url))]
    for claim in _claims(topic):
        snippets = _shown(claim)
        if not snippets:
            continue
        note = claim.note.note
        cells.append(new_markdown_cell(f"## {_named(claim, sources)}"))
        cells.append(new_code_cell("%reset -f"))
        setup = [s.code for s in _before(snippets[0], sessions.get(note.path, ()))]
        if setup:
            cells.append(new_code_cell("\n\n".join(setup), metadata={"tags": ["setup"]}))
        cells += (_cell(snippet) for snippet in snippets)
    for number, cell in enumerate(cells):
        cell["id"] = f"{topic.concept.slug.encode('ascii', 'ignore').decode()[:40]}-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": LANGUAGE}
    made = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(nbformat.writes(made)) + "\n"


def _claims(topic: Topic) -> Iterator[Claim]:
    if topic.synthesis is not None:
        yield topic.synthesis
    yield from topic.claims


def _shown(claim: Claim) -> tuple[Snippet, ...]:
    blocks = (part for part in claim.content if isinstance(part, Block))
    snippets = (block.snippet for block in blocks if block.snippet is not None)
    return tuple(s for s in snippets if s.runs and s.language == LANGUAGE)


def _before(first: Snippet, session: Sequence[Snippet]) -> tuple[Snippet, ...]:
    return tuple(
        s for s in session if s.ordinal < first.ordinal and s.runs and s.language == LANGUAGE
    )


def _cell(snippet: Snippet) -> nbformat.NotebookNode:
    tags = ["raises-exception"] if snippet.may_raise else []
    made: nbformat.NotebookNode = new_code_cell(snippet.code, metadata={"tags": tags})
    return made


def _head(topic: Topic, page_url: str) -> str:
    link = f"\n\nFrom <{page_url}>." if page_url else ""
    return f"# {topic.concept.name}{link}"


def _named(claim: Claim, sources: Mapping[str, Source]) -> str:
    note = claim.note.note
    if note.synthesis:
        return "Synthesis"
    source = sources.get(note.source)
    name = source.title if source is not None else note.path
    return f"{name}, {note.locator}" if note.locator else name
