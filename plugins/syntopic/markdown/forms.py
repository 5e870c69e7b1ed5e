"""Structure inside Markdown text, written so that nothing in a note can imitate or break it.

A form is a private line (or, for the inline forms, a private piece of a line) that
``syntopic.markdown.containers`` turns into elements. It starts with U+FDD0 and ends with U+FDD1,
two code points that Unicode promises never to give a character; between them stand letters, digits,
``+``, ``/`` and ``-`` only, so that no rule of Markdown finds anything in it. Text that comes
from outside goes through ``without_forms`` once, and can then never contain one.

A block form stands alone: a blank line before it and after it, indented like the text around it
(inside a list item, by the item's indentation).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

START: Final = "\ufdd0"
END: Final = "\ufdd1"

FORM: Final = re.compile(
    START + r"(?P<kind>open|close|element|raw|inline-element|inline-raw)"
    r"(?::(?P<payload>[A-Za-z0-9+/]*))?" + END
)
"""One form, wherever it stands."""

_NEVER_IN_TEXT = re.compile(f"[{START}{END}\x02\x03]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:._-]*\Z")


@dataclass(frozen=True, slots=True)
class Opening:
    """What an ``open`` form says: the element's tag and its attributes, in the order given."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


def open_(tag: str, **attributes: str | bool | None) -> str:
    """Return the line that opens the element ``tag``; ``close()`` ends it, nesting is allowed.

    A trailing underscore of a name is dropped and other underscores become hyphens
    (``class_="a"``, ``data_note="b"``). ``True`` writes an attribute without value, ``False`` and
    ``None`` leave it out. ValueError when the tag or a name is not a name.
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return open_with(tag, named)


def open_with(tag: str, attributes: Mapping[str, str | bool | None]) -> str:
    """Like ``open_`` for attribute names that are no Python names; they are taken as written."""
    for name in (tag, *attributes):
        if not _NAME.match(name):
            raise ValueError(f"not a name of an element or attribute: {name!r}")
    kept = {
        name: "" if value is True else _clean(value)
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    return _form("open", json.dumps([tag, kept], ensure_ascii=False))


def close() -> str:
    """Return the line that closes the element opened last."""
    return f"{START}close{END}"


def element(xhtml: str) -> str:
    """Return the line that puts in our own markup as elements.

    Its ``a href`` and ``img src`` are resolved like those of Markdown links; its texts are not read
    as Markdown. Only for markup from our templates: unclosed tags are closed, nothing is stripped.
    """
    return _form("element", _clean(xhtml))


def raw(html: str) -> str:
    """Return the line that puts in a piece of HTML unchanged (a figure, a note's own HTML block).

    A note's HTML goes through ``syntopic.markdown.html.balanced`` first.
    """
    return _form("raw", _clean(html))


def inline_element(xhtml: str) -> str:
    """Return ``element`` for use inside a paragraph, heading, list item or table cell."""
    return _form("inline-element", _clean(xhtml))


def inline_raw(html: str) -> str:
    """Return ``raw`` for use inside a paragraph, heading, list item or table cell."""
    return _form("inline-raw", _clean(html))


def without_forms(text: str) -> str:
    """Return ``text`` without the four code points that would let it imitate a form."""
    return _NEVER_IN_TEXT.sub("", text)


def opening(payload: str) -> Opening:
    """Return what an ``open`` form says; an unreadable one is a plain ``div``."""
    try:
        tag, attributes = json.loads(content(payload))
    except ValueError:
        return Opening("div")
    return Opening(tag, tuple(attributes.items()))


def content(payload: str) -> str:
    """Return the text that a form carries; an unreadable payload is shown as it stands."""
    try:
        return base64.b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return payload


def _form(kind: str, text: str) -> str:
    # Padding is left out because "==" marks text in this dialect.
    payload = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii").rstrip("=")
    return f"{START}{kind}:{payload}{END}"


def _clean(text: str) -> str:
    # Python-Markdown puts its placeholders between U+0002 and U+0003.
    return text.replace("\x02", "").replace("\x03", "")
