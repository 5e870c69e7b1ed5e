"""The code of a topic page as a notebook that runs anywhere, from its first cell to its last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from syntopic.linking import topic_page
from syntopic.model import Block, Note, NotePath, Snippet, Topic
from syntopic.rendering import Context
from syntopic.rendering.tracing import step

LANGUAGE = "python"
"""A notebook has one kernel; notes in other languages are left out of it."""

Sessions = Mapping[NotePath, Sequence[Snippet]]

_NUMBERS = re.compile(r"\b(?:numpy|scipy|pandas|sklearn|seaborn|statsmodels|matplotlib)\b")
_WITH_EVERY_NOTEBOOK = frozenset(("ipython", "ipykernel"))
_PACKAGE = re.compile(r"([A-Za-z0-9][\w.-]*) \d\S*")


def notebook_path(topic: Topic) -> str:
    """Where the notebook stands on the site."""
    return topic_page(topic.concept).removesuffix(".md") + ".ipynb"


def has_notebook(topic: Topic, portable: Sessions) -> bool:
    """Whether the page shows code of ``portable`` notes: those whose code runs anywhere."""
    return bool(_shown(topic, portable))


def notebook(topic: Topic, context: Context, page_url: str = "") -> str:
    """The notebook as JSON text: one section per note, each in a namespace of its own.

    A section begins empty and with the seeds that the outputs on the page were made with. Code of
    its note that stands on other pages, before or between what this one shows, is in cells tagged
    ``setup``. ``metadata.syntopic.environment`` says with what the page's outputs were made. Cell
    ids are counted, so that equal notes give equal bytes.
    """
    import nbformat  # slow to import, and needed only when a site is written
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    shown = _shown(topic, context.portable)
    results = (context.results.get(note.path) for note in shown)
    made = dict.fromkeys(result.environment for result in results if result is not None)
    environments = [text for text in made if text]
    cells = [new_markdown_cell(_head(topic, context, environments, page_url))]
    for note, ordinals in shown.items():
        cells.append(new_markdown_cell(f"## {_named(note, context)}"))
        for source, tags in _section(note, ordinals, context):
            cells.append(new_code_cell(source, metadata={"tags": [*tags]}))
    for number, cell in enumerate(cells):
        cell["id"] = f"{topic.concept.slug.encode('ascii', 'ignore').decode()[:40]}-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": LANGUAGE}
    told = {"kernelspec": kernel, "syntopic": {"environment": environments}}
    return str(nbformat.writes(new_notebook(cells=cells, metadata=told))) + "\n"


@step
def notebook_of(context: Context, concept: str, page_url: str) -> str:
    """The notebook of a concept's page."""
    return notebook(context.topics[concept], context, page_url)


def _shown(topic: Topic, portable: Sessions) -> dict[Note, frozenset[int]]:
    """The notes whose code the page shows, in its order, each with the ordinals of its snippets."""
    claims = (*([topic.synthesis] if topic.synthesis is not None else []), *topic.claims)
    shown: dict[Note, frozenset[int]] = {}
    for claim in claims:
        note = claim.note.note
        if note.path not in portable:
            continue
        blocks = (part for part in claim.content if isinstance(part, Block))
        found = {b.snippet.ordinal for b in blocks if b.snippet is not None and _runs(b.snippet)}
        if found:
            shown[note] = shown.get(note, frozenset()) | found
    return shown


def _runs(snippet: Snippet) -> bool:
    return snippet.runs and snippet.language == LANGUAGE


def _section(
    note: Note, shown: frozenset[int], context: Context
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The code cells of a note, each with its tags."""
    session = [snippet for snippet in context.portable[note.path] if _runs(snippet)]
    yield _beginning(session), ()
    for snippet in session:
        if snippet.ordinal <= max(shown):
            setup = () if snippet.ordinal in shown else ("setup",)
            yield snippet.code, (*setup, *(("raises-exception",) if snippet.may_raise else ()))


def _beginning(session: Sequence[Snippet]) -> str:
    """An empty namespace, and the seeds with which notes begin to run."""
    numbers = any(_NUMBERS.search(snippet.code) for snippet in session)
    lines = ["%reset -f", "import random", "random.seed(0)", "del random"]
    if numbers:
        lines += ["import numpy", "numpy.random.seed(0)", "del numpy"]
    return "\n".join(lines)


def _head(topic: Topic, context: Context, environments: Sequence[str], page_url: str) -> str:
    label = context.language.label
    parts = [f"# {topic.concept.name}"]
    if page_url:
        parts.append(label("notebook-from").format(page=f"<{page_url}>"))
    if environments:
        parts.append(label("notebook-made-with").format(environment="; ".join(environments)))
    found = {name for text in environments for name in _PACKAGE.findall(text)} - {"Python"}
    packages = sorted(found - _WITH_EVERY_NOTEBOOK)
    if packages:
        command = f"`pip install {' '.join(packages)}`"
        parts.append(label("notebook-needs").format(command=command))
    return "\n\n".join(parts)


def _named(note: Note, context: Context) -> str:
    if note.synthesis:
        return context.language.label("facet-synthesis")
    source = context.sources.get(note.source)
    name = source.title if source is not None else note.path
    return f"{name}, {note.locator}" if note.locator else name
