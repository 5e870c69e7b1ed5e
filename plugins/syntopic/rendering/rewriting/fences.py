"""Code blocks, all of them written as fences that pymdownx.superfences reads."""

from __future__ import annotations

import re

from markdown_it.token import Token

from syntopic.reading.comments import shown_value

_NAME = re.compile(r"\{?\s*\.?(?P<name>[A-Za-z0-9_+#][\w+#.-]*)?")
_OPTION = re.compile(
    r"""(?P<key>title|hl_lines|linenums)=(?P<quote>["'])(?P<value>.*?)(?P=quote)"""
)
_NUMBERS = re.compile(r"[\d\s-]+")


def fence(token: Token) -> str:
    """Return a fence around a code block's text, longer than any run of backticks in it."""
    content = re.sub("[\x02\x03\ufdd0\ufdd1]", "", token.content).removesuffix("\n")
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{header(token.info)}\n{content}\n{ticks}"


def header(info: str) -> str:
    """Return a fence's first line behind the backticks: a language and options known to be read."""
    match = _NAME.match(info.strip())
    name = match["name"] if match and match["name"] else ""
    written = ((option["key"], option["value"]) for option in _OPTION.finditer(info))
    found = {key: shown_value(value).strip() for key, value in written}
    options = "".join(f' {key}="{value}"' for key, value in found.items() if _readable(key, value))
    return (name or ("text" if options else "")) + options


def _readable(key: str, value: str) -> bool:
    if key == "title":
        return bool(value) and not set(value) & set('"`\\{}<>&')
    return bool(_NUMBERS.fullmatch(value))
