r"""Formulas that survive a reader of Markdown who does not know that they are formulas.

GitHub and many generators read ``\,``, ``}_{…}_{`` or ``*`` inside of dollars as Markdown first. So
such TeX is said in other commands that mean the same; where there are none, the formula stands
between ``$``` and ```$`` or in a ``math`` fence, which only some programs know but none changes.
"""

from __future__ import annotations

import re
from typing import Final

from syntopic.markdown.mended import mended

_SAME: Final = {
    r"\,": r"\thinspace ",
    r"\:": r"\medspace ",
    r"\>": r"\medspace ",
    r"\;": r"\thickspace ",
    r"\!": r"\negthinspace ",
    r"\{": r"\lbrace ",
    r"\}": r"\rbrace ",
    r"\|": r"\Vert ",
    "`": r"\lq ",
}
_PIECE = re.compile(r"\\(?:[A-Za-z]+|.)|[^\\]", re.DOTALL)
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_WORDS = re.compile(r"\\(?:text[a-z]*|mbox|hbox)\s*\{[^{}]*\\[^A-Za-z\s]")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n|$)")
_DOLLAR = re.compile(r"(?<!\\)(?:\\\\)*\$")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_MARKUP: Final = "__**~~"
_OPENS_EMPHASIS = re.compile(r"(?<![A-Za-z0-9])_(?=\S)")
_ROW = re.compile(r"\\\\(?:\s*\[[^\]]*\])?")
_OPENS_BLOCK = re.compile(r"[-+*>#=~|`:]|\d+[.)]|_{3}")


def inline(tex: str, around: str, *, touched: bool, in_table: bool = False) -> str:
    """Return a formula within a line; ``around`` is the whole paragraph's text.

    ``touched`` says that a letter or digit stands right beside it: GitHub then reads no formula
    between plain dollars.
    """
    line = _on_one_line(_whole(tex, display=False))
    if in_table:
        line = line.replace("\\|", "\\Vert ").replace("|", "\\vert ").strip()
    said = _said_otherwise(line, around)
    if said is None or touched:
        return f"$`{line.replace('`', chr(92) + 'lq ')}`$"
    return f"${said}$"


def in_line_display(tex: str, around: str, *, in_table: bool = False) -> str:
    """Return a display formula that its author put inside a paragraph."""
    line = _on_one_line(_whole(tex, display=True))
    if in_table:
        line = line.replace("\\|", "\\Vert ").replace("|", "\\vert ").strip()
    said = _said_otherwise(line, around)
    return f"$${said}$$" if said is not None else f"$`\\displaystyle {line}`$"


def block(tex: str) -> str:
    """Return a display formula on lines of its own."""
    whole = _without_blank_lines(_whole(tex, display=True))
    said = _said_otherwise(whole, whole)
    if said is None:
        return f"```math\n{whole}\n```"
    return f"$$\n{_joined(said)}\n$$"


def everywhere(tex: str, *, display: bool) -> str | None:
    """Return a formula on one line without anything that any Markdown knows.

    None where it holds what cannot be said in other commands.
    """
    return _said_otherwise(_on_one_line(_whole(tex, display=display)), _MARKUP)


def _whole(tex: str, *, display: bool) -> str:
    """The formula without comments, and without dollars inside of its words."""
    tex = _COMMENT.sub(r"\1 ", tex)
    return (mended(tex, display) if _DOLLAR.search(tex) else tex).strip() or "{}"


def _said_otherwise(tex: str, around: str) -> str | None:
    """The same without anything that Markdown knows; None where that cannot be said."""
    if _WORDS.search(tex) or _DOLLAR.search(tex):
        return None
    if "\\\\" in tex:
        tex = _ROW.sub(r"\\cr " if "\\begin" in tex else r"\\newline ", tex)
    tex = "".join(_SAME.get(piece, piece) for piece in _PIECE.findall(tex))
    if _ESCAPE.search(tex):
        return None
    tex = _TAG.sub(r"\\lt ", tex).replace("](", "] (")
    if around.count("_") > 1:
        tex = _OPENS_EMPHASIS.sub("_ ", tex)
    if around.count("*") > 1:
        tex = tex.replace("*", "\\ast ")
    if around.count("~") > 1:
        tex = tex.replace("~", "\\ {}")
    tex = re.sub(r"(\\[A-Za-z]+) {2,}", r"\1 ", tex)
    return re.sub(r" +$", "", tex, flags=re.MULTILINE)


def _on_one_line(tex: str) -> str:
    return " ".join(tex.split())


def _without_blank_lines(tex: str) -> str:
    return "\n".join(line.strip() for line in tex.split("\n") if line.strip())


def _joined(tex: str) -> str:
    """Lines that would begin a list, a heading or the like go to the end of the line before."""
    lines: list[str] = []
    for line in tex.split("\n"):
        if lines and _OPENS_BLOCK.match(line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    if _OPENS_BLOCK.match(lines[0]):
        lines[0] = f"{{}} {lines[0]}"
    return "\n".join(lines)
