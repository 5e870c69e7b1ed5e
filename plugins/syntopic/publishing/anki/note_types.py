"""The two note types that our cards have in Anki: their fields, their two faces, their look.

Anki knows a note type by its number. A field that is added later makes it another one for Anki, and
nothing of what somebody has imported would be updated any more; hence the spare fields, which no
package fills. Whoever changes anything here gives ``CHANGED`` a later moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import genanki

from syntopic.model import Asking
from syntopic.publishing.anki.values import MOMENT, AnkiNote

CHANGED: Final = MOMENT
"""Seconds: when faces or look were changed last; Anki takes over later ones only."""

SIDES: Final = "Syntopic question"
GAPS: Final = "Syntopic gaps"
# Nobody else's: Anki gives the millisecond in which a note type is made.
_NUMBERS: Final = {SIDES: 1_593_417_206_113, GAPS: 1_593_417_206_114}

_FOUND: Final = ("Topic", "Area", "Source", "Link", "Id")
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

# Colours have a contrast of at least 4.5 to 1 on the paper of code, in both modes.
_LOOK: Final = """\
.card { --ink: #242424; --quiet: #62605b; --paper: #fdfcfa; --soft: #f3f1ec; --line: #dcd8d0;
  --word: #7a3e9d; --name: #1f5fa8; --text: #3d6b1f; --number: #9a4a10; --aside: #6a6862;
  --gap: #1f5fa8; --marked: #fbeaa8;
  max-width: 40em; margin: 0 auto; padding: 1em; text-align: left; color: var(--ink);
  background: var(--paper); font: 20px/1.5 Charter, "Source Serif 4", Georgia, serif; }
.card.nightMode, .card.night_mode { --ink: #e4e2dd; --quiet: #a9a69f; --paper: #1f2022;
  --soft: #2a2b2e; --line: #45464a; --word: #cfa3ea; --name: #8ab8f0; --text: #a8cf86;
  --number: #eab07c; --aside: #a5a29a; --gap: #8ab8f0; --marked: #5c5020; }
.card p { margin: .6em 0; }
.card pre { padding: .7em .9em; overflow-x: auto; border-radius: 4px; background: var(--soft);
  font-size: 16px; line-height: 1.45; }
.card code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85em; }
.card pre code { font-size: inherit; }
.card img { max-width: 100%; height: auto; }
.card table { border-collapse: collapse; }
.card th, .card td { padding: .25em .7em; border-bottom: 1px solid var(--line); }
.card blockquote { margin: .6em 0; padding-left: .9em; border-left: 3px solid var(--line); }
.card mark { color: inherit; background: var(--marked); }
.card hr { height: 1px; margin: 1em 0; border: 0; background: var(--line); }
.card footer { margin-top: 1.6em; color: var(--quiet); font: 14px/1.4 system-ui, sans-serif; }
.card a { color: inherit; }
.card .cloze { color: var(--gap); font-weight: 600; }
.card :is(.k, .kc, .kd, .kn, .kp, .kr, .kt, .ow) { color: var(--word); }
.card :is(.nf, .fm, .nc, .nn, .nd, .nb, .bp, .ne, .nt) { color: var(--name); }
.card :is(.s, .s1, .s2, .sa, .sb, .sc, .sd, .se, .sh, .si, .sr, .ss) { color: var(--text); }
.card :is(.m, .mb, .mf, .mh, .mi, .mo, .il) { color: var(--number); }
.card :is(.c, .c1, .ch, .cm, .cp, .cs) { color: var(--aside); font-style: italic; }
"""


def note_types() -> dict[str, Any]:
    """Both, by name."""
    return {name: _note_type(name) for name in (SIDES, GAPS)}


def type_of(note: AnkiNote) -> str:
    """The name of a note's type."""
    return GAPS if note.has_gaps else SIDES


def fields_of(note: AnkiNote, escape: Callable[[str], str]) -> list[str]:
    """A note's fields in the order of its type; ``escape`` makes HTML of a name."""
    found = [escape(text) for text in (note.topic, note.area, note.source, note.url, note.id)]
    both = "yes" if note.asking is Asking.BOTH else ""
    sides = [note.question] if note.has_gaps else [note.question, note.answer, both]
    return [*sides, *found, *("" for _ in _SPARE)]


def _note_type(name: str) -> Any:
    return genanki.Model(
        _NUMBERS[name],
        name,
        fields=[{"name": field} for field in _FIELDS[name]],
        templates=[dict(face) for face in _FACES[name]],
        css=_LOOK,
        model_type=genanki.Model.CLOZE if name == GAPS else genanki.Model.FRONT_BACK,
    )
