"""The card as shapes: ink, a title in the book face, everything else in the quiet sans."""

from __future__ import annotations

from collections.abc import Iterator

from syntopic.publishing.cards import faces
from syntopic.publishing.cards.shapes import Bar, Dot, Shape, Words
from syntopic.publishing.cards.values import HEIGHT, WIDTH, Card
from syntopic.publishing.cards.wrapping import Setting, fitted

PAPER, INK, INK_2, INK_3, RULE, ACCENT = (
    *("#fdfcf9", "#22252b", "#565c66", "#666b75"),
    *("#e6e2d8", "#1f5f8b"),
)
SOURCES = (
    *("#565c66", "#2f6db5", "#a84b24", "#37784a", "#7a4fa3", "#856419", "#1d7a80"),
    *("#b03a6a", "#5a6b1e", "#4a5bb8", "#8a5a44", "#5f6672", "#9a3fa0"),
)
"""The colours of the author's own notes and of sources, as in the style sheet."""

MARGIN = 72
COLUMN = 508
"""How wide the text is beside a picture."""

PANEL = MARGIN + COLUMN + 40
"""Where the panel with the picture begins."""

_TOP, _FOOT = 64, HEIGHT - 62
_RULE = _FOOT - 44
_LABEL = 25
_SITE = ((25, 1), (23, 1), (21, 1))
_WIDE_TITLE = ((96, 1), (84, 2), (72, 3), (64, 3), (56, 4), (50, 4))
_NARROW_TITLE = ((70, 2), (62, 3), (56, 3), (50, 4), (44, 5), (38, 5))
_WIDE_TEXT = ((34, 3), (31, 3))
_NARROW_TEXT = ((28, 3), (26, 4), (24, 4))
_TITLE_LEADING = 1.12
_TEXT_LEADING = 1.4
_BELOW_LABEL, _BELOW_TITLE = 20, 24
_MOST_DOTS, _DOT = 8, 20


def drawing(card: Card, panel: str = "") -> tuple[Shape, ...]:
    """The card without its picture, for which a panel in that colour stays free (empty: none).

    It is to be drawn on ``PAPER``.
    """
    column = COLUMN if panel else WIDTH - 2 * MARGIN
    behind = (Bar(PANEL, 0, WIDTH - PANEL, HEIGHT, panel),) if panel else ()
    return (*behind, *_body(card, column, narrow=bool(panel)), *_foot(card, column))


def _body(card: Card, column: int, *, narrow: bool) -> Iterator[Shape]:
    """Where it belongs, the title and, if there is room, a sentence: one group, a little high."""
    label = _label(card, column)
    shown = card.title if faces.readable(card.title, faces.TITLE) else card.site
    title = _set(shown, faces.TITLE, column, _NARROW_TITLE if narrow else _WIDE_TITLE)
    sizes = _NARROW_TEXT if narrow else _WIDE_TEXT
    room = _RULE - 40 - _TOP - (_LABEL + _BELOW_LABEL if label else 0)
    tall = _height(title, _TITLE_LEADING) + (_BELOW_TITLE if title else 0)
    text = _set(card.text, faces.TEXT, column, sizes)
    while text and tall + _height(text, _TEXT_LEADING) > room:
        shorter = len(text.lines) - 1
        text = _set(card.text, faces.TEXT, column, ((text.size, shorter),)) if shorter else None
    top = _TOP + max(0.0, room - tall - _height(text, _TEXT_LEADING)) * 0.46
    if label:
        yield Words(label, faces.LABEL, _LABEL, MARGIN, round(top + _LABEL * 0.8), INK_3)
        top += _LABEL + _BELOW_LABEL
    if title:
        yield from _lines(title, faces.TITLE, top, _TITLE_LEADING, INK, -0.012)
    if text:
        yield from _lines(text, faces.TEXT, top + tall, _TEXT_LEADING, INK_2, 0.0)


def _label(card: Card, column: float) -> str:
    """The area or kind, and as many facts as the line holds."""
    said = [faces.readable(one, faces.LABEL) for one in (card.label, *card.facts)]
    told = [one for one in said if one]
    while len(told) > 1 and faces.width(" · ".join(told), faces.LABEL, _LABEL) > column:
        told.pop()
    return fitted(" · ".join(told), faces.LABEL, column, ((_LABEL, 1),)).lines[0] if told else ""


def _foot(card: Card, column: int) -> Iterator[Shape]:
    """A hairline; below it whose site this is, and a dot in the colour of each source."""
    yield Bar(MARGIN, _RULE, column, 1.5, RULE)
    yield Bar(MARGIN, _RULE, 56, 3, ACCENT)
    dots = card.colours[:_MOST_DOTS]
    start = MARGIN + column - _DOT * len(dots)
    for index, colour in enumerate(dots):
        yield Dot(start + _DOT * index + 14, _FOOT - 8, SOURCES[colour % len(SOURCES)])
    if site := _set(card.site, faces.LABEL, start - MARGIN - 24, _SITE):
        yield Words(site.lines[0], faces.LABEL, site.size, MARGIN, _FOOT, INK)


def _set(text: str, face: str, column: float, sizes: tuple[tuple[int, int], ...]) -> Setting | None:
    told = faces.readable(text, face)
    return fitted(told, face, column, sizes) if told else None


def _height(setting: Setting | None, leading: float) -> float:
    return len(setting.lines) * setting.size * leading if setting else 0.0


def _lines(
    setting: Setting, face: str, top: float, leading: float, colour: str, spacing: float
) -> Iterator[Words]:
    """Lines that stand on whole pixels, where the feet of letters are sharp."""
    size = setting.size
    for index, line in enumerate(setting.lines):
        base = round(top + size * (0.86 + leading * index))
        yield Words(line, face, size, MARGIN, base, colour, spacing * size)
