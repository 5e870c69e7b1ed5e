r"""Characters written so that Python-Markdown reads them as themselves.

Entities are preferred to backslashes: they mean the same with every extension a site may have
(which characters a backslash escapes depends on the extensions), in attributes and in tables.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from syntopic.markdown.mended import mended

_SPECIAL = re.compile(
    r"(?P<backslash>[*_{}])"
    r"|(?P<entity>[\[\]<>\\`$~^|]|&(?=#?\w+;)|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|:(?=[\w+-]+:))"
    r"|(?P<space>[^\S \n])"
)
# Reading drops or mistakes these; nobody sees them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufdd0\ufdd1]")
_BREAKING = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85]+")

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n|$)")
_DOLLAR = re.compile(r"(?<!\\)((?:\\\\)*)\$")
_LINE_START = re.compile(
    r"(?P<mark>#|-|\+)|(?P<number>\d+)(?P<dot>[.)])|(?P<other>:|!!!|\?\?\?|===|///|=|%|;|@|\.)"
)
_ADDRESS = "%/:?#@!&=+,;~-._*"


def text(content: str) -> str:
    """Return plain text as Markdown, on one line; see ``line`` for what only matters in front."""
    content = _BREAKING.sub(" ", _INVISIBLE.sub("", content))
    return _SPECIAL.sub(_special, content)


def _special(match: re.Match[str]) -> str:
    if match["backslash"]:
        return "\\" + match["backslash"]
    return entity(match[0])


def entity(character: str) -> str:
    """Return the entity of one character, by name where everybody knows it."""
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "\xa0": "&nbsp;"}
    return named.get(character, f"&#{ord(character)};")


def line(markdown: str) -> str:
    """Return inline Markdown such that no block begins with its first characters."""
    markdown = markdown.strip(" \n")
    match = _LINE_START.match(markdown)
    if match is None:
        return markdown
    if match["number"]:
        return f"{match['number']}{entity(match['dot'])}{markdown[match.end() :]}"
    return entity(markdown[0]) + markdown[1:]


def attribute(value: str) -> str:
    """Return a link's title or an image's description, to stand between double quotes or so."""
    value = _BREAKING.sub(" ", _INVISIBLE.sub("", value))
    return re.sub(r"[^\w \-.,;/?!%@\u0080-\U0010ffff]|&|[_]|[^\S ]", lambda m: entity(m[0]), value)


def href(address: str) -> str:
    """Return an address for the parentheses of a link; what could end or change it, as percents."""
    address = _BREAKING.sub("", _INVISIBLE.sub("", address)).strip()
    # Percent signs stay: the address may be encoded already. Letters behind "#" stay too: an
    # anchor is compared with ids as they are written.
    place, sign, anchor = address.partition("#")
    escaped = quote(place, safe=_ADDRESS, errors="replace") + sign
    escaped += re.sub(r"[\x00-\x7f\ud800-\udfff]+", _quoted, anchor)
    return re.sub(r"&(?=#?\w+;)", "&amp;", escaped)


def _quoted(match: re.Match[str]) -> str:
    return quote(match[0], safe=_ADDRESS, errors="replace")


def tex(formula: str, *, display: bool = False, in_table: bool = False) -> str:
    r"""Return a formula on one line, without the characters that mean something before it is read.

    A comment ends with its line, so it goes; ``<`` in front of a letter would look like a tag, and
    a space changes nothing; a bar in a table would end the cell, a dollar the formula.
    """
    formula = _COMMENT.sub(r"\1 ", _INVISIBLE.sub("", formula))
    if _DOLLAR.search(formula):
        formula = _DOLLAR.sub(r"\1\$", mended(formula, display))
    formula = re.sub(r"\s+", " ", formula).strip(" ").replace("`", "\u2018")
    formula = re.sub(r"<(?=[A-Za-z/!?])", "< ", formula)
    if (len(formula) - len(formula.rstrip("\\"))) % 2:
        formula += " {}"
    formula = formula or "{}"
    if in_table:
        formula = formula.replace("\\|", "\\Vert ").replace("|", "\\vert ").strip(" ")
    return formula


def markup(content: str) -> str:
    """Return text for HTML that is put in as it stands."""
    return html.escape(_INVISIBLE.sub("", content), quote=False)
