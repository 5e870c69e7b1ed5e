r"""What a fence's info string says.

Spellings: ``python exec label=lead alt="A curve"``, ``{python, echo=FALSE}``,
``{.python .exec #lead caption="…"}``, and the cells that reading writes: ``python cell key="…"``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yaml import MappingNode

from syntopic.reading.wording import tags, text
from syntopic.reading.yaml_nodes import compose, pairs

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
    "fig-label": "label", "results": "output", "code-fold": "fold", "code-summary": "summary",
}  # fmt: skip
_HEAD = re.compile(r"\s*(?:#|//|--|%)\| ?(.*)$")
_TRUE = frozenset(["true", "t", "yes", "on", "1"])
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


def head_options(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the options in the ``#| key: value`` lines at a code's head, and how many they are.

    The lines are YAML, texts of several lines included. Where they are not ("alt: A line: steep"),
    each line is read by itself up to the first that is no option.
    """
    count = next((n for n, line in enumerate(lines) if not _HEAD.match(line)), len(lines))
    said = tuple((found[1] or "") for found in map(_HEAD.match, lines[:count]) if found)
    node = compose(said) if count else None
    if isinstance(node, MappingNode):
        return {
            _key(key): ",".join(tags(value)) if key == "tags" else text(value)
            for key, _, value in pairs(node)
            if key
        }, count
    return _one_by_one(lines)


def _one_by_one(lines: Iterable[str]) -> tuple[dict[str, str], int]:
    options: dict[str, str] = {}
    count = 0
    for line in lines:
        match = _OPTION.match(line)
        if match is None:
            break
        options[_key(match["key"])] = re.sub(r"^([\"'])(.*)\1$", r"\2", match["value"])
        count += 1
    return options, count


_BOOLEAN = frozenset(("echo", "include", "eval", "exec", "error", "warning", "cache"))
_MORE_VALUES = {
    "output": frozenset(("asis", "markup", "hold")),
    "fold": frozenset(("show",)),
}  # beside true and false


def odd_options(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the options of ours with a value that means nothing, each with what it may be."""
    found = []
    for key, value in options.items():
        more = _MORE_VALUES.get(key, frozenset())
        known = key in _BOOLEAN or key in _MORE_VALUES
        if known and value.strip().casefold() not in _TRUE | _FALSE | more:
            found.append((key, ", ".join(("true", "false", *sorted(more - {"markup", "hold"})))))
    return tuple(found)


def option_line(lines: Sequence[str], key: str) -> int | None:
    """Return which of a code's lines, from 0, says an option at its head; None if none does."""
    for number, line in enumerate(lines):
        if not _HEAD.match(line):
            return None
        match = _OPTION.match(line)
        if match and _key(match["key"]) == key:
            return number
    return None
