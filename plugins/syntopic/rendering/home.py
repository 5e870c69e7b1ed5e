"""What the home page shows: areas, what was noted last, the map; all of it if none is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from syntopic.markdown.forms import element
from syntopic.model import Topic
from syntopic.rendering.context import Context, Page, href, topic_href
from syntopic.rendering.head import area_anchor, dated, when
from syntopic.rendering.html import el, joined, line
from syntopic.rendering.map import map_drawn
from syntopic.rendering.overview import TOPICS, areas
from syntopic.rendering.text import as_text

HOME = "index.md"
FIRST_TOPICS = 8
"""Topics named per area: about two lines, enough to see what the area is about."""
LAST_TOPICS = 5
"""Topics noted last: as many as one reads at a glance."""
_PLACE = re.compile(r"^<!--[ \t]*syntopic:(topics|map)[ \t]*-->[ \t]*$", re.MULTILINE)


def home_page(context: Context, title: str, description: str = "") -> Page:
    """The site's name and description, its areas with their first topics, the newest topics."""
    parts = [f"# {as_text(title)}"]
    if description:
        parts.append(element(str(el("p", description, class_="verdict"))))
    parts.append(listing(context))
    return Page(HOME, context.language.label("home"), "\n\n".join(parts) + "\n", description)


def asked_for(context: Context) -> dict[str, str]:
    """What an author's own first page can ask for, by the name that its comment says."""
    return {"topics": listing(context), "map": map_drawn(context, HOME)}


def filled_in(markdown: str, asked: Mapping[str, str]) -> str:
    """The author's own first page, with each thing where it says ``<!-- syntopic:… -->`` first."""
    left = dict(asked)
    return _PLACE.sub(lambda place: f"\n{left.pop(place[1], '')}\n", markdown)


def listing(context: Context) -> str:
    """The areas with their first topics, then the newest topics; nothing without topics."""
    if not context.topics:
        return ""
    listed = list(areas(context))
    rest = "other-topics" if len(listed) > 1 else "topics"
    cards = [_area(area, topics, rest, context) for area, topics in listed]
    parts = [element(str(el("div", *cards, class_="sources")))]
    newest = sorted(
        (topic for topic in context.topics.values() if dated(topic)), key=dated, reverse=True
    )[:LAST_TOPICS]
    if newest:
        parts.append(f"## {as_text(context.language.label('recent'))} {{#recent .facet}}")
        lines = (_newest(topic, context) for topic in newest)
        parts.append(element(str(el("ol", *lines, class_="topics"))))
    return "\n\n".join(parts)


def _area(area: str, topics: tuple[Topic, ...], rest: str, context: Context) -> Markup:
    """The card of an area; ``rest`` is the label of the topics that have none."""
    name = area or context.language.label(rest)
    anchor = area_anchor(area) if area else "area-" if rest == "other-topics" else ""
    address = href(HOME, TOPICS, anchor)
    links = [el("a", t.concept.name, href=topic_href(HOME, t)) for t in topics[:FIRST_TOPICS]]
    if len(topics) > FIRST_TOPICS:
        links.append(el("a", "…", href=address, title=name))
    title = el("a", name, href=address)
    count = el("span", str(len(topics)), class_="where")
    return el(
        "article",
        line("p", title, count, class_="topic-name"),
        el("p", joined(" · ", links), class_="taught"),
        class_="source-card",
    )


def _newest(topic: Topic, context: Context) -> Markup:
    date = dated(topic)
    link = el("a", topic.concept.name, href=topic_href(HOME, topic))
    time = el("time", when(date, context.language), datetime=date, class_="where")
    return el("li", line("p", link, time, class_="topic-name"))
