r"""What a fence's info string says.

Spellings: ``python exec label=lead alt="A curve"``, ``{python, echo=FALSE}``,
``{.python .exec #lead caption="…"}``, and the cells that reading writes: ``python cell key="…"``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

# In braces a name of one of these asks to run; others, as "{note}", are directives of other tools.
RUNNABLE = frozenset(
    "python r julia bash sh zsh javascript typescript ruby perl rust c cpp java scala kotlin go "
    "haskell octave matlab sql lua php powershell ojs stata sas".split()
)
_LANGUAGES = {
    "py": "python", "python3": "python", "py3": "python", "ipython": "python",
    "ipython3": "python", "pycon": "python", "js": "javascript", "ts": "typescript",
    "rb": "ruby", "jl": "julia", "shell": "bash", "rs": "rust", "c++": "cpp",
}  # fmt: skip
_WORD = re.compile(
    r"(?P<key>[\w.-]+)\s?=\s?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s,}]*))"
    r"|(?P<word>[^\s,{}]+)"
)
_OPTION = re.compile(r"\s*(?:#|//|--|%)\|\s*(?P<key>[\w.-]+)\s*:\s*(?P<value>.*?)\s*$")
_NAMES = {
    "fig-cap": "caption", "fig.cap": "caption", "fig-alt": "alt", "fig.alt": "alt",
    "fig-label": "label", "results": "output",
}  # fmt: skip
_FALSE = frozenset(["false", "f", "no", "off", "hide", "0"])


@dataclass(frozen=True, slots=True)
class Info:
    """An info string: its language, whether it stood in braces, its flags and its options."""

    language: str
    braces: bool
    flags: frozenset[str]
    options: dict[str, str]

    def says_no(self, key: str) -> bool:
        """Tell whether an option is there and false."""
        return self.options.get(key, "").casefold() in _FALSE and key in self.options

    def says_yes(self, key: str) -> bool:
        """Tell whether a flag of this name is there, or an option that is not false."""
        return key in self.flags or (key in self.options and not self.says_no(key))

    def tags(self) -> frozenset[str]:
        """Return the tags as notebooks name them, written with hyphens."""
        written = re.split(r"[\s,\[\]\"']+", self.options.get("tags", ""))
        return frozenset(tag.replace("_", "-") for tag in written if tag) | self.flags


def normal_language(word: str) -> str:
    """Return one name for a language of several names: ``py`` and ``python3`` are ``python``."""
    plain = word.casefold()
    return _LANGUAGES.get(plain, plain)


def parse_info(info: str) -> Info:
    """Read an info string; anything that it does not understand becomes a flag. Never raises."""
    stripped = info.strip()
    braces = stripped.startswith("{")
    inside = stripped[1:].rpartition("}")[0] or stripped[1:] if braces else stripped
    words: list[str] = []
    options: dict[str, str] = {}
    for match in _WORD.finditer(inside):
        if match["word"]:
            words.append(match["word"])
        else:
            options[_key(match["key"])] = html.unescape(
                next(v for v in (match["double"], match["single"], match["bare"]) if v is not None)
            )
    return _info(words, options, braces)


def _info(words: list[str], options: dict[str, str], braces: bool) -> Info:
    # Pandoc's "python {.exec}" and "{.python .exec}" mark classes by a dot and the label by "#".
    labels = [word[1:] for word in words if word.startswith("#") and len(word) > 1]
    plain = [word.lstrip(".") for word in words if not word.startswith("#")]
    dotted = bool(words) and words[0].startswith(".")
    if labels:
        options.setdefault("label", labels[0])
    if braces and not dotted and len(plain) > 1:
        options.setdefault("label", plain[1])
    language = normal_language(plain[0]) if plain else ""
    return Info(
        language, braces and not dotted, frozenset(w.casefold() for w in plain[1:]), options
    )


def _key(written: str) -> str:
    plain = written.casefold().replace("_", "-")
    return _NAMES.get(plain, plain)


def head_options(lines: Iterable[str]) -> tuple[dict[str, str], int]:
    """Return the options in the ``#| key: value`` lines at a code's head, and how many they are."""
    options: dict[str, str] = {}
    count = 0
    for line in lines:
        match = _OPTION.match(line)
        if match is None:
            break
        options[_key(match["key"])] = re.sub(r"^([\"'])(.*)\1$", r"\2", match["value"])
        count += 1
    return options, count
