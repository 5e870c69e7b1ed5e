"""Executable code: which fences of a note are snippets, and which of them run."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from syntopic.model import Fold, Note, Origin, Output, Snippet
from syntopic.parsing.info_strings import RUNNABLE, Info, head_options, parse_info
from syntopic.reading.comments import shown_value

_HIDE_CODE = frozenset(["hide-input", "remove-input", "hide-cell", "remove-cell"])
_HIDE_OUTPUT = frozenset(["hide-output", "remove-output", "hide-cell", "remove-cell"])
_DENY = frozenset(["noexec", "skip-execution", "no-exec"])


def is_cell(token: Token) -> bool:
    """Tell whether a fence is a code cell that reading wrote."""
    return token.type == "fence" and "cell" in token.info and "cell" in parse_info(token.info).flags


def asks_to_run(info: Info) -> bool:
    """Tell whether a fence says by itself that it is code to run."""
    return info.says_yes("exec") or (info.braces and info.language in RUNNABLE)


def snippet(
    token: Token, note: Note, origin: Origin, ordinal: int, stored: tuple[Output, ...]
) -> Snippet | None:
    """Return the snippet of a fence, or None when it is only code to read.

    ``stored`` are the outputs that came with a code cell; a snippet that runs makes its own.
    """
    info, code = _read(token)
    cell = "cell" in info.flags
    garden = note.front.execute is True and info.language == "python" and not _denied(info)
    if not (cell or asks_to_run(info) or garden):
        return None
    runs = _runs(info, note, garden)
    return Snippet(
        ordinal=ordinal,
        code=code,
        language=info.language,
        runs=runs,
        origin=origin,
        label=_prose(info, "label"),
        alt=_prose(info, "alt"),
        caption=_prose(info, "caption"),
        echo=not (info.says_no("echo") or info.says_no("include") or info.tags() & _HIDE_CODE),
        show_output=not (
            info.says_no("output") or info.says_no("include") or info.tags() & _HIDE_OUTPUT
        ),
        cache=not info.says_no("cache"),
        may_raise="raises-exception" in info.tags() or info.says_yes("error"),
        stored=() if runs else stored,
        asis=_word(info, "output") == "asis",
        fold=_fold(info),
        summary=_prose(info, "summary"),
        warnings=not info.says_no("warning"),
    )


def options_of(token: Token) -> dict[str, str]:
    """Return what the author of a fence said of it, in its info string and at its code's head."""
    return _read(token)[0].options


def _read(token: Token) -> tuple[Info, str]:
    """Return what a fence says, the options at its code's head included, and its code."""
    info = parse_info(token.info)
    lines = token.content.removesuffix("\n").split("\n")
    options, head = head_options(lines)
    return replace(info, options={**info.options, **options}), "\n".join(lines[head:])


def _prose(info: Info, key: str) -> str:
    return " ".join(shown_value(info.options.get(key, "")).split())


def _word(info: Info, key: str) -> str:
    return info.options.get(key, "").strip().casefold()


def _fold(info: Info) -> Fold:
    if _word(info, "fold") == "show":
        return Fold.OPEN
    return Fold.CLOSED if info.says_yes("fold") else Fold.NEVER


def _denied(info: Info) -> bool:
    return info.says_no("eval") or info.says_no("exec") or bool(info.tags() & _DENY)


def _runs(info: Info, note: Note, garden: bool) -> bool:
    if note.front.execute is False or _denied(info):
        return False
    # Reading has weighed for each cell whether it is to run; a fence in the text speaks for itself.
    return info.says_yes("exec") if "cell" in info.flags else garden or asks_to_run(info)
