"""A note's own HTML, made safe to put into a page.

The author's markup stays, but it cannot reach beyond its place: what is open gets closed, what
closes nothing is dropped, and what would change the page around it (scripts, event handlers, a new
base address, redirects) is dropped too. Notes are full of pasted HTML, and a pasted script would
run with the rights of every page of the site; who wants one says ``scripts=True``.
Comments are dropped as well: nobody sees them on a page, and they hold what was not meant for it.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

from syntopic.markdown.tokens import VOID, Comment, End, Start, Text, Token, tokens

_PAGE: Final = frozenset(["html", "head", "body", "frameset", "frame", "plaintext", "applet"])
_BEYOND_ITS_PLACE: Final = frozenset(("base", "meta", "link"))
_FOREIGN: Final = frozenset(("svg", "math"))
_BLOCKS: Final = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "table",
        "ul",
    )
)
_CELLS: Final = frozenset(("td", "th"))
# Which open elements a start tag closes without saying so (the HTML standard, optional tags).
_CLOSES: Final[dict[str, frozenset[str]]] = {
    **{block: frozenset(("p",)) for block in _BLOCKS},
    "li": frozenset(("li", "p")),
    "dt": frozenset(("dt", "dd", "p")),
    "dd": frozenset(("dt", "dd", "p")),
    "td": _CELLS | {"p"},
    "th": _CELLS | {"p"},
    "tr": _CELLS | {"tr", "p"},
    "tbody": _CELLS | {"tr", "thead", "tbody", "p"},
    "tfoot": _CELLS | {"tr", "thead", "tbody", "p"},
    "option": frozenset(("option",)),
}
_SCRIPT_ADDRESS = re.compile(r"(?:^|;)(?:javascript|vbscript):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]+")


def balanced(html: str, scripts: bool = False) -> str:
    """Return ``html`` with every element closed and nothing that acts beyond its place.

    ``scripts`` keeps ``<script>``, event handlers and script addresses.
    """
    return _balance(html, scripts)[0]


def dropped(html: str) -> tuple[str, ...]:
    """Return the names of the active parts that ``balanced`` leaves out (``script``, ``onclick``).

    Each name once, in the order of the text; for telling the author what is missing and why.
    """
    return tuple(dict.fromkeys(_balance(html, scripts=False)[1]))


def balanced_piece(html: str, open_: list[str]) -> str:
    """Return one piece of a longer text, made safe like ``balanced``, but not closed at its end.

    ``open_`` names the elements that earlier pieces left open; it is changed to what is open after
    this one. ``closing`` ends the text.
    """
    out: list[str] = []
    for token in tokens(html, piece=True):
        _put(token, False, out, open_, [])
    return "".join(out)


def closing(open_: list[str]) -> str:
    """Return the end tags of the elements that are still open."""
    return "".join(f"</{name}>" for name in reversed(open_))


def _balance(html: str, scripts: bool) -> tuple[str, list[str]]:
    out: list[str] = []
    open_: list[str] = []
    lost: list[str] = []
    for token in tokens(html):
        _put(token, scripts, out, open_, lost)
    return "".join(out) + closing(open_), lost


def _put(token: Token, scripts: bool, out: list[str], open_: list[str], lost: list[str]) -> None:
    match token:
        case Text(text, literal):
            text = entities.escape(text, quote=False) if literal else text
            out.append(text.replace("<", "&lt;"))
        case Comment():
            pass
        case End(name):
            _close(name, out, open_)
        case Start(name) if _is_active(name, scripts):
            if name.lower() not in _PAGE:
                lost.append(name.lower())
        case Start():
            _start(token, scripts, out, open_, lost)


def _is_active(name: str, scripts: bool) -> bool:
    name = name.lower()
    # A prefix does not matter to a browser, which sees "svg:script" as an unknown element.
    return name in _PAGE or name in _BEYOND_ITS_PLACE or (name == "script" and not scripts)


def _start(token: Start, scripts: bool, out: list[str], open_: list[str], lost: list[str]) -> None:
    name = token.name.lower()
    while open_ and open_[-1].lower() in _CLOSES.get(name, ()):
        out.append(f"</{open_.pop()}>")
    kept = [pair for pair in token.attributes if scripts or not _acts(*pair)]
    lost += (pair[0].lower() for pair in token.attributes if pair not in kept)
    written = token.name + "".join(_attribute(*pair) for pair in kept)
    if token.content is not None:
        out.append(f"<{written}>{_raw_text(name, token.content)}</{token.name}>")
    elif name in VOID:
        out.append(f"<{written}>")
    elif token.closed:
        foreign = not _FOREIGN.isdisjoint((name, *(parent.lower() for parent in open_)))
        out.append(f"<{written}/>" if foreign else f"<{written}></{token.name}>")
    else:
        out.append(f"<{written}>")
        open_.append(token.name)


def _close(name: str, out: list[str], open_: list[str]) -> None:
    if name.lower() not in (parent.lower() for parent in open_):
        return
    while open_:
        parent = open_.pop()
        out.append(f"</{parent}>")
        if parent.lower() == name.lower():
            return


def _acts(name: str, value: str | None) -> bool:
    name = name.lower()
    if name.startswith("on") or name == "srcdoc":
        return True
    address = _INVISIBLE.sub("", entities.unescape(value or "")).lower()
    return name not in ("alt", "title") and _SCRIPT_ADDRESS.search(address) is not None


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    escaped = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return f' {name}="{escaped}"'


def _raw_text(name: str, content: str) -> str:
    # Inside an SVG a browser does look for tags in these, so none may be left there.
    if name == "script":
        return content
    return content.replace("<", "\\3c " if name == "style" else "&lt;")
