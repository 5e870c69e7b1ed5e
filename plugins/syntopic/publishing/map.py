"""What the map of the garden is drawn from: a script that sets one value.

A script, since browsers load those from a folder on disk too, where they fetch no files.
"""

from __future__ import annotations

import json
from typing import Any

from syntopic.linking import topic_page
from syntopic.model import Topic
from syntopic.publishing.values import page_url
from syntopic.rendering import Context
from syntopic.rendering.map import garden_graph
from syntopic.rendering.overview import areas

MAP_SCRIPT = "garden-map.js"
"""The file's name, beside the script that draws the map."""

LABELS = {
    "name": "map-name",
    "around": "map-around-name",
    "keys": "map-keys",
    "search": "map-search",
    "whole": "map-whole",
    "areas": "areas",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "zoom-fit": "zoom-fit",
    "source": "source",
    "sources": "sources",
    "know-first": "know-first",
    "leads-to": "leads-to",
    "linked-with": "linked-with",
}
"""What the drawing says, by the name it has there."""


def map_script(context: Context, *, folders: bool) -> str:
    """The script; empty where there is no map. ``folders`` tells whether each page is a folder.

    Areas stand in the order of the garden; concepts are told by their places.
    """
    if not context.edges:
        return ""
    garden = garden_graph(context)
    label = context.language.label
    named = [area for area, _ in areas(context)]
    told = {
        "areas": [area or label("other-topics") for area in named],
        "concepts": [_concept(topic, named, context, folders) for topic in garden.topics],
        "needs": garden.needs,
        "links": garden.links,
        "labels": {name: label(key) for name, key in LABELS.items()},
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"window.syntopicGarden = {written};\n"


def _concept(topic: Topic, named: list[str], context: Context, folders: bool) -> list[Any]:
    concept = topic.concept
    return [
        concept.name,
        page_url(topic_page(concept), folders=folders),
        named.index(concept.area),
        len(context.sources_of(topic)),
        list(concept.aliases),
    ]
