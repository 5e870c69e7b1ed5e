"""How a formula is written in text, and what only looks like one."""

from __future__ import annotations

import re
from typing import Final

# A formula holds no placeholder of something that was read before it (code, a form).
_BODY: Final = r"(?:\\.|[^\\$\x02])+?"
_DISPLAY: Final = r"(?:\\.|[^\\$\x02]|\$(?!\$))+?"
_TO_PAREN: Final = r"(?:\\[^)\x02]|[^\\\x02])+?"
_TO_BRACKET: Final = r"(?:\\[^]\x02]|[^\\\x02])+?"

# pandoc's rule keeps prices apart: nothing blank inside the dollars, no digit after the closing.
_SINGLE: Final = rf"(?<!\$)\$(?![\s$])(?P<single>{_BODY})(?<!\s)\$(?!\d)"
_DOUBLE: Final = rf"\$\$(?!\$)(?P<double>{_DISPLAY})\$\$"
_PAREN: Final = rf"\\\((?P<paren>{_TO_PAREN})\\\)"
_BRACKET: Final = r"\\\[(?P<bracket>(?:\\[^]\x02]|[^\\$\x02])+?)\\\](?![(\[])"
SIGN_OF_MATH: Final = re.compile(r"[\\^_={}+<>]")
r"""What a ``\[…\]`` in running text must hold; ``\[1\]`` and ``\[sic\]`` are escaped brackets."""

_TAG: Final = r"""<[A-Za-z/](?:[^<>"']|"[^"]*+"|'[^']*+')*+>"""
_ALT: Final = r"!\[(?P<alt>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*+\])*+)\](?=[(\[])"
_TITLE: Final = r""""(?P<double_title>(?:\\.|[^"\\])*+)"|'(?P<single_title>(?:\\.|[^'\\])*+)'"""
_TARGET: Final = (
    r"\]\(\s*+(?:<[^<>\n]*+>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*+\))*+)"
    rf"(?:\s++(?:{_TITLE}))?+\s*+\)"
)

IN_TEXT: Final = "|".join(
    (_PAREN, _BRACKET, r"(?P<escape>\\.)", _TAG, _ALT, _TARGET, _DOUBLE, _SINGLE)
)
"""A formula in running text, or what hides one, read from left to right.

The groups ``single`` and ``paren`` hold inline TeX, ``double`` and ``bracket`` display TeX;
``alt``, ``double_title`` and ``single_title`` are texts that stay as they are; a match with none of
them is passed over.
"""

_ENVIRONMENTS: Final = "align|alignat|equation|eqnarray|flalign|gather|multline"
ALONE: Final = re.compile(
    rf"""[ ]{{0,3}}(?:
        \$\$(?P<double>{_DISPLAY})\$\$
        | \\\[(?P<bracket>{_TO_BRACKET})\\\]
        | (?P<environment>\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}.*\\end\{{(?P=name)\}})
        | \$(?P<single>{_BODY})\$
    )[ ]*""",
    re.VERBOSE | re.DOTALL,
)
"""A block that is one display formula (for ``fullmatch``)."""

BEGINS: Final = re.compile(r"[ ]{0,3}(?:(?P<dollars>\$\$)|(?P<bracket>\\\[))")
"""A block that may be the first part of a display formula with blank lines in it."""

_ROW_PART: Final = re.compile(
    rf"(?P<code>(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))|{_PAREN}|{_DOUBLE}|{_SINGLE}"
)
_BARE_PIPE: Final = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE: Final = re.compile(r"\\\|")
_ANY_PIPE: Final = re.compile(r"\\?\|")
_SEPARATOR: Final = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")


def is_table(block: str) -> bool:
    """Whether the block's second line separates a table's head from its body."""
    _, _, rest = block.partition("\n")
    line = rest.partition("\n")[0]
    return "|" in line and _SEPARATOR.fullmatch(line) is not None


def without_pipes(table: str) -> str:
    r"""Write the ``|`` inside formulas of a table as ``\vert``, where it would split a cell.

    A row that has the table's number of columns as it stands keeps its bars: its dollars are
    prices. ``\|`` means ``|`` in every row, as on GitHub, which takes the backslash away before it
    looks for formulas; a norm in a table is ``\Vert``.
    """
    rows = table.split("\n")
    columns = _cells(rows[1])
    return "\n".join(
        _mend(row, _ESCAPED_PIPE if _cells(row) == columns else _ANY_PIPE) for row in rows
    )


def _cells(row: str) -> int:
    row = row.strip().removeprefix("|")
    return len(_BARE_PIPE.findall(re.sub(r"(?<!\\)\|\Z", "", row))) + 1


def _mend(row: str, pipe: re.Pattern[str]) -> str:
    def mend(match: re.Match[str]) -> str:
        return match[0] if match["code"] else pipe.sub(r"\\vert ", match[0])

    return _ROW_PART.sub(mend, row)
