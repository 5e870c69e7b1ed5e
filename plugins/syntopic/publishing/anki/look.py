"""How cards look in Anki: its note types bring their own styles, for light and for night mode."""

from __future__ import annotations

from itertools import chain
from typing import Final

_CODE: Final = {
    "word": "k kc kd kn kp kr kt ow",
    "name": "nf fm nc nn nd nb bp ne nt",
    "text": "s s1 s2 sa sb sc sd se sh si sr ss",
    "number": "m mb mf mh mi mo il",
    "aside": "c c1 ch cm cp cpf cs",
}
"""The colours of code, each with the classes by which Pygments says what a piece of code is."""

COLOURED: Final = frozenset(chain.from_iterable(names.split() for names in _CODE.values()))
"""All classes that have a colour; others need not stand on a card."""

# Colours have a contrast of at least 4.5 to 1 on the paper of code, in both modes.
_PAPER: Final = """\
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
"""

LOOK: Final = _PAPER + "".join(
    f".card :is({', '.join(f'.{name}' for name in names.split())}) {{ color: var(--{colour}); }}\n"
    for colour, names in _CODE.items()
)
"""The style sheet of both note types."""
