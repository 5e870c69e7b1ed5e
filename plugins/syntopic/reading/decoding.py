"""From bytes to clean text: encodings, line ends, and characters that no page can show."""

from __future__ import annotations

import codecs
import re

from syntopic.model import Problem
from syntopic.reading.findings import error, hint

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\uf8f0-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
    )
    + "]"
)
_SEPARATORS = str.maketrans({"\u2028": " ", "\u2029": " "})


def decode(path: str, raw: bytes) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return a file's lines without line ends, and what was wrong with its characters.

    UTF-8, else UTF-16 or UTF-32 with a byte order mark, else Latin-1 as Windows writes it. No line
    holds anything that ``str.splitlines`` would split at. Never raises.
    """
    text, readable = _text(raw)
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").translate(_SEPARATORS).split("\n"))
    problems = [] if readable else [_unknown_encoding(path, raw)]
    found = _stray(path, lines)
    return (tuple(map(clean, lines)) if found else lines), (*problems, *found)


def clean(text: str) -> str:
    """Drop control characters, noncharacters, lone surrogates and a few private code points.

    Tabs and line feeds stay. U+F8F0 to U+F8FF are where programs put marks of their own.
    """
    return _NOT_TEXT.sub("", text.translate(_SEPARATORS))


def _text(raw: bytes) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw.decode(encoding, "replace")
            return text, "\ufffd" not in text or "\ufffd".encode(encoding) in raw
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding), encoding == "utf-8"
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), False


def _unknown_encoding(path: str, raw: bytes) -> Problem:
    try:
        raw.decode("utf-8")
        line = 1
    except UnicodeDecodeError as failure:
        line = raw.count(b"\n", 0, failure.start) + 1
    return error(
        "encoding-unknown",
        path,
        line,
        "This file is not UTF-8; it was read as Latin-1, and letters may be wrong.",
        "Save the file as UTF-8.",
    )


def _stray(path: str, lines: tuple[str, ...]) -> list[Problem]:
    """Report the first line with a NUL, and the first with another character that was dropped."""
    stray = [n for n, line in enumerate(lines, 1) if _NOT_TEXT.search(line)]
    nul = [n for n in stray if "\0" in lines[n - 1]]
    problems = []
    if nul:
        problems.append(
            error(
                "nul-character",
                path,
                nul[0],
                "This file holds NUL characters, as damaged or binary files do; they were dropped.",
                "Check that the file is text and whole.",
            )
        )
    if others := [n for n in stray if _NOT_TEXT.search(lines[n - 1].replace("\0", ""))]:
        problems.append(
            hint(
                "control-character",
                path,
                others[0],
                "This line holds characters that cannot be shown; they were dropped.",
                "Delete the invisible character.",
            )
        )
    return problems
