"""The two note types that our cards have in Anki: their fields, their two faces, their look.

Anki knows a note type by its number. A field that is added later makes it another one for Anki, and
nothing of what somebody has imported would be updated any more; hence the spare fields, which no
package fills. Whoever changes anything here gives ``CHANGED`` a later moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from syntopic.model import Asking
from syntopic.publishing.anki.look import LOOK
from syntopic.publishing.anki.values import MOMENT, AnkiNote

CHANGED: Final = MOMENT
"""Seconds: when faces or look were changed last; Anki takes over later ones only."""

KEY: Final = "Key"
"""The field that holds a note's guid, which Anki itself does not find notes by."""

SIDES: Final = "Syntopic question"
GAPS: Final = "Syntopic gaps"
# Nobody else's: Anki gives the millisecond in which a note type is made.
_NUMBERS: Final = {SIDES: 1_593_417_206_113, GAPS: 1_593_417_206_114}

_FOUND: Final = ("Topic", "Area", "Source", "Link", "Id", KEY)
_SPARE: Final = ("Spare 1", "Spare 2", "Spare 3")
_FIELDS: Final = {
    SIDES: ("Question", "Answer", "Both ways", *_FOUND, *_SPARE),
    GAPS: ("Text", *_FOUND, *_SPARE),
}

_FOOT: Final = """
<footer>{{#Link}}<a href="{{Link}}">{{Topic}}</a>{{/Link}}{{^Link}}{{Topic}}{{/Link}}\
{{#Source}} · {{Source}}{{/Source}}</footer>"""
_RULE: Final = '\n<hr id="answer">\n'


def _face(name: str, front: str, back: str) -> dict[str, str]:
    return {"name": name, "qfmt": front, "afmt": back + _FOOT}


_FACES: Final = {
    SIDES: [
        _face("Question", "{{Question}}", "{{FrontSide}}" + _RULE + "{{Answer}}"),
        _face(
            "The other way round",
            "{{#Both ways}}{{Answer}}{{/Both ways}}",
            "{{FrontSide}}" + _RULE + "{{Question}}",
        ),
    ],
    GAPS: [_face("Gap", "{{cloze:Text}}", "{{cloze:Text}}")],
}


def note_types() -> dict[str, Any]:
    """Both, by name."""
    return {name: _note_type(name) for name in (SIDES, GAPS)}


def type_of(note: AnkiNote) -> str:
    """The name of a note's type."""
    return GAPS if note.has_gaps else SIDES


def fields_of(note: AnkiNote, escape: Callable[[str], str]) -> list[str]:
    """A note's fields in the order of its type; ``escape`` makes HTML of a name."""
    found = [
        escape(text) for text in (note.topic, note.area, note.source, note.url, note.id, note.guid)
    ]
    both = "yes" if note.asking is Asking.BOTH else ""
    sides = [note.question] if note.has_gaps else [note.question, note.answer, both]
    return [*sides, *found, *("" for _ in _SPARE)]


def _note_type(name: str) -> Any:
    import genanki  # slow to import, and needed only where cards have changed

    return genanki.Model(
        _NUMBERS[name],
        name,
        fields=[{"name": field} for field in _FIELDS[name]],
        templates=[dict(face) for face in _FACES[name]],
        css=LOOK,
        model_type=genanki.Model.CLOZE if name == GAPS else genanki.Model.FRONT_BACK,
    )
