"""What stands in recorded outputs for the note that they are shown in.

Notes are moved and renamed, and two may hold the same code, so a record names none. The signs are
noncharacters: Unicode keeps them for such use, and no text holds them.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from syntopic.execution.values import Session
from syntopic.model import Output, OutputKind

NOTE = "\ufdd0.\ufdd1"
"""The note's file name; the part before the dot stands for the name without its ending."""

_STEM = NOTE.partition(".")[0]
_PREFIX = "\ufdd2"
_MARKUP = frozenset({OutputKind.SVG, OutputKind.HTML})


def figure_prefix(position: int) -> str:
    """What the ids in a snippet's figures begin with, until the note is known."""
    return f"fig-{_PREFIX}-{position}"


def named(text: str, session: Session) -> str:
    """Text with the note's own name in it."""
    if _STEM not in text:
        return text
    return text.replace(NOTE, session.name).replace(_STEM, PurePosixPath(session.name).stem)


def named_outputs(outputs: tuple[Output, ...], session: Session) -> tuple[Output, ...]:
    """Outputs with the note's own name, and with ids that no other note's figures have."""
    return tuple(_named(output, session) for output in outputs)


def _named(output: Output, session: Session) -> Output:
    text = output.text
    if _STEM not in text and _PREFIX not in text:
        return output
    if output.kind in _MARKUP:
        name, stem = escape(session.name), escape(PurePosixPath(session.name).stem)
        text = text.replace(NOTE, name).replace(_STEM, stem)
    return replace(output, text=named(text, session).replace(_PREFIX, _digest(session.path)))


def _digest(path: str) -> str:
    """The same in every build, and another one for each note."""
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
