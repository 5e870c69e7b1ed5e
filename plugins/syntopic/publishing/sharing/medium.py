"""Medium: a page to copy from, since its editor reads neither Markdown nor TeX nor tables.

Pasted pictures get lost on the way (embedded ones always, others often), so each is a file to be
uploaded, and the pasted text has a line in its place.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from urllib.parse import quote, unquote

from syntopic.markdown.tex import Macros
from syntopic.model import Topic
from syntopic.publishing.formula_images import formula_image
from syntopic.publishing.plain.dialects import Dialect
from syntopic.publishing.plain.text import escaped, link
from syntopic.publishing.plain.view import joined
from syntopic.publishing.sharing import words
from syntopic.publishing.sharing.articles import Reader, article
from syntopic.publishing.sharing.devto import alert
from syntopic.publishing.sharing.markdown import ending
from syntopic.publishing.sharing.medium_page import page
from syntopic.publishing.sharing.medium_story import Draw, Slot, story
from syntopic.publishing.sharing.pictures import FOLDER
from syntopic.publishing.sharing.values import Article, Image, Shared
from syntopic.publishing.values import Site
from syntopic.rendering import Context

COLUMN = 680
"""Pixels of Medium's column; a narrower formula would be enlarged to it."""

_FORMULA = "formula:"
_MARKUP = re.compile(r"[\\`*_\[\]~$]")


def medium(topic: Topic, context: Context, site: Site, notes: bool) -> Shared:
    """A page that shows the story much as Medium will, with a button that copies it."""
    reader = Reader(_dialect(context.macros), uploads=True, pixels=True)
    found = article(topic, context, site, reader, notes)
    label, draw = context.language.label, _drawing(found, context.macros)
    told = story(found.body, label, draw)
    last = story(ending(found, context), label, draw)
    told = replace(told, html=f"{told.html}\n{last.html}")
    images = tuple(slot.image for slot in told.slots)
    steps = _steps(found, images)
    shown = page(found, told, steps, context.language.code)
    return Shared({"story.html": shown}, images, steps, found.told, found.attachments)


def _drawing(found: Article, macros: Macros) -> Draw:
    by_name = {image.name: image for image in found.images}

    def draw(number: int, src: str, alt: str) -> Slot | None:
        if src.startswith(_FORMULA):
            tex = unquote(src.removeprefix(_FORMULA))
            drawn = formula_image(tex, True, macros, least_width=COLUMN)
            name = f"{FOLDER}/{number:02}-formula.png"
            return Slot(Image(name, drawn.png), alt) if drawn is not None else None
        image = by_name.get(unquote(src))
        if image is None:
            return None
        name = f"{FOLDER}/{number:02}-{posixpath.basename(image.name)}"
        return Slot(replace(image, name=name), alt)

    return draw


def _dialect(macros: Macros) -> Dialect:
    def inline(formula: str, *_: object) -> str:
        return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", words.marked(formula, macros))

    return Dialect(
        inline=inline,
        heading=lambda formula, *_: escaped(words.plain(formula, macros)),
        line_display=inline,
        block=lambda formula: (
            "!" + link(escaped(words.plain(formula, macros)), _FORMULA + quote(formula, safe=""))
        ),
        folded=lambda summary, text, unfolded: joined((f"**{summary}**", text)),
        alert=alert,
        told=False,
    )


def _steps(found: Article, images: tuple[Image, ...]) -> tuple[str, ...]:
    count = len(images)
    upload = (
        "Pictures do not come along when pasting. In place of each line that begins with ▸ "
        f"({count} in all), upload the file that it names: + and the camera. Its description, for "
        "those who do not see it, stands below the picture in story.html."
        if images
        else "There is no picture to upload."
    )
    return (
        'Open story.html in a browser, press "Copy the story", and paste into a new story.',
        upload,
        "Say where it comes from: Story settings, Advanced settings, customize the canonical link, "
        f"and enter {found.url}",
    )
