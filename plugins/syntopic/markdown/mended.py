"""TeX that people write and the converter refuses, said in a way that it understands."""

from __future__ import annotations

import re
from typing import Final

_SAME: Final = {
    "mbox": "text",
    "hbox": "text",
    "mathds": "mathbb",
    "pmb": "boldsymbol",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMAND = re.compile(r"\\(" + "|".join(_SAME) + r")(?![A-Za-z])")

# A page shows formulas from many notes, so "(1)" would stand on it many times and mean nothing.
_UNNUMBERED: Final = {
    "align": "align*",
    "equation": "equation*",
    "gather": "gather*",
    "multline": "multline*",
    "flalign": "align*",
    "flalign*": "align*",
    "split": "aligned",
}
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_EQNARRAY = re.compile(r"\\begin\{eqnarray\*?\}(.*?)\\end\{eqnarray\*?\}", re.DOTALL)
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_REFERENCE = re.compile(r"\\(?P<kind>eqref|ref)\s*\{(?P<name>[^{}]*)\}")
_ROW_SPACE = re.compile(r"\\\\\*?\s*\[\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*[a-z]{2}\s*\]")
_TAG = re.compile(r"\\tag\*?\s*\{")
_TEXT = re.compile(r"\\text[a-z]*\s*\{")
_BRACE_OR_ESCAPE = re.compile(r"\\.|[{}]", re.DOTALL)
_DOLLAR = re.compile(r"(?<!\\)\$")


def mended(tex: str, display: bool) -> str:
    """Return ``tex`` with the same meaning, in the commands that the converter knows."""
    tex = _NOT_XML.sub("", tex)
    tex = _COMMAND.sub(lambda command: "\\" + _SAME[command[1]], tex)
    tex = _LABEL.sub("", tex)
    tex = _ROW_SPACE.sub(r"\\\\ ", tex)  # the space between two rows is the table's own
    tex = _REFERENCE.sub(_reference, tex)
    tex = _EQNARRAY.sub(r"\\begin{array}{rcl}\1\\end{array}", tex)
    tex = _ENVIRONMENT.sub(_environment, tex)
    tex = _without_math_in_text(tex)
    if display and _TAG.search(tex) and "\\begin{" not in tex:
        return f"\\begin{{equation*}}{tex}\\end{{equation*}}"
    return tex


def _environment(match: re.Match[str]) -> str:
    return f"\\{match[1]}{{{_UNNUMBERED.get(match[2], match[2])}}}"


def _reference(match: re.Match[str]) -> str:
    # What it refers to may be on another page or folded away; its name is at least something.
    name = re.sub(r"([_#&%$])", r"\\\1", match["name"])
    return f"\\text{{({name})}}" if match["kind"] == "eqref" else f"\\text{{{name}}}"


def _without_math_in_text(tex: str) -> str:
    r"""Rewrite ``\text{if $x$ is}`` to ``{\text{if }x\text{ is}}``."""
    parts: list[str] = []
    at = 0
    while (opening := _TEXT.search(tex, at)) is not None:
        end = _closing_brace(tex, opening.end())
        if end is None:
            break
        parts += tex[at : opening.start()], _split(opening[0], tex[opening.end() : end])
        at = end + 1
    return "".join((*parts, tex[at:]))


def _split(opening: str, content: str) -> str:
    pieces = _DOLLAR.split(content)
    if len(pieces) == 1 or len(pieces) % 2 == 0:
        return f"{opening}{content}}}"
    texts = (f"{opening}{piece}}}" if piece else "" for piece in pieces[::2])
    formulas = (*(_without_math_in_text(piece) for piece in pieces[1::2]), "")
    return "{" + "".join(a + b for a, b in zip(texts, formulas, strict=True)) + "}"


def _closing_brace(tex: str, at: int) -> int | None:
    depth = 1
    for match in _BRACE_OR_ESCAPE.finditer(tex, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return None
