"""Formulas: which are the same, what their symbols mean, which sources write them differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from syntopic.languages import Language
from syntopic.merging.similarity import stems
from syntopic.model import Block, Kind, Notation, Note, Passage, SymbolRow

_FOLLOWERS = frozenset({Kind.SYMBOLS, Kind.READING})
_INLINE = re.compile(r"\$([^$]+)\$")
_EQUALS = re.compile(r"(?<![<>!:\\])=(?!=)")
_SPACING = re.compile(r"\\[,;:!> ]|\\(?:quad|qquad|left|right)(?![a-zA-Z])|~|\s+")
_NEEDED = re.compile(r"(\\[a-zA-Z]+) +(?=[a-zA-Z])")
_BRACED = re.compile(r"(\\[a-zA-Z]+)?\{(\w)\}")
_FONTS = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec|mathrm|mathit|symbf)(?![a-zA-Z])")
_LABEL = re.compile(r"\\(?:label|tag)\{[^{}]*\}|\\(?:nonumber|notag)")


def same_tex(tex: str) -> str:
    r"""A formula's TeX without what changes only its look: spaces, size of brackets, end mark.

    >>> same_tex(r"A v = \lambda\,v.") == same_tex(r"Av=\lambda v")
    True
    """
    bare = _BRACED.sub(
        lambda m: f"{m[1]} {m[2]}" if m[1] else m[2], _LABEL.sub("", tex.replace("{}", " "))
    )
    bare = _SPACING.sub(" ", bare)
    bare = _NEEDED.sub("\\1\0", bare)  # \lambda v stays two symbols
    return bare.replace(" ", "").replace("\0", " ").rstrip(".,; ")


def plain_tex(tex: str) -> str:
    """A formula's TeX without its fonts, so that v and **v** are one letter."""
    return same_tex(_FONTS.sub(" ", same_tex(tex)))


def left_side(tex: str) -> str:
    """What a formula defines: its left-hand side, if it is one equation; else nothing.

    Bold and arrows do not count, so that v and **v** are one letter here.
    """
    plain = plain_tex(tex)
    signs = [m.start() for m in _EQUALS.finditer(plain) if not _depth(plain[: m.start()])]
    if len(signs) != 1 or "\\begin" in tex or "\\\\" in tex:
        return ""
    return re.sub(r"[{}\s]", "", plain[: signs[0]])


def _depth(tex: str) -> int:
    """How many braces are open at its end: the sign in a sum's limit divides no equation."""
    return tex.count("{") - tex.count("}")


def groups(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, tuple[Block, ...]]]:
    """Each formula with the reading and the symbols that belong to it."""
    for index, block in enumerate(blocks):
        if block.kind is not Kind.FORMULA:
            continue
        followers: list[Block] = []
        for after in blocks[index + 1 :]:
            if after.kind not in _FOLLOWERS and not after.symbols:
                break
            followers.append(after)
        yield block, tuple(followers)


def symbol_rows(passages: Iterable[Passage], language: Language) -> tuple[SymbolRow, ...]:
    """The page's symbols: one row per meaning, in order of appearance, first notation first.

    Two symbols of one source are two things, even where it explains them alike.
    """
    rows: dict[tuple[frozenset[str], str], tuple[str, list[Notation]]] = {}
    for note, block in _told(passages):
        for symbol in block.symbols:
            key = meaning_key(symbol.meaning, language)
            _, notations = rows.setdefault((key, ""), (symbol.meaning, []))
            if any(same_tex(known.tex) == same_tex(symbol.tex) for known in notations):
                continue
            if any(known.note.source == note.source for known in notations):
                _, notations = rows.setdefault((key, same_tex(symbol.tex)), (symbol.meaning, []))
                if notations:
                    continue
            notations.append(Notation(symbol.tex, note, symbol.line))
    return tuple(SymbolRow(meaning, tuple(notations)) for meaning, notations in rows.values())


def meaning_key(meaning: str, language: Language) -> frozenset[str]:
    """A meaning reduced to its stems without articles, so that "the slope" is "slope"."""
    first = re.split(r"[;:(]|,? (?:that is|i\.e\.)", meaning, maxsplit=1)[0]
    key = frozenset(stems(first, language)) - frozenset(language.words["articles"])
    key |= {f"${same_tex(tex)}$" for tex in _INLINE.findall(first)}
    return key or frozenset({meaning.strip()})


def clashing_symbols(
    passages: Iterable[Passage], language: Language
) -> Iterator[tuple[str, tuple[Note, Block, str], tuple[Note, Block, str]]]:
    """One symbol to which two sources give meanings that share no word.

    Each meaning is set against the first one that it clashes with, so three sources make two pairs.
    """
    seen: dict[str, list[tuple[Note, Block, str]]] = {}
    for note, block in _told(passages):
        for symbol in block.symbols:
            seen.setdefault(same_tex(symbol.tex), []).append((note, block, symbol.meaning))
    for tex, uses in seen.items():
        for index, later in enumerate(uses):
            for first in uses[:index]:
                if first[0].source != later[0].source and not alike(first[2], later[2], language):
                    yield tex, first, later
                    break


def alike(meaning: str, other: str, language: Language) -> bool:
    """Whether two meanings of a symbol share a word, so that they may well be one."""
    return bool(meaning_key(meaning, language) & meaning_key(other, language))


def rival_formulas(
    passages: Iterable[Passage],
) -> Iterator[tuple[tuple[Note, Block], tuple[Note, Block]]]:
    """Two sources' formulas for one left-hand side that are not the same.

    Each formula is set against the first one that it differs from.
    """
    seen: dict[str, list[tuple[Note, Block]]] = {}
    for passage in passages:
        for block in passage.blocks:
            if block.kind is Kind.FORMULA and (side := left_side(block.tex)):
                seen.setdefault(side, []).append((passage.note, block))
    for formulas in seen.values():
        plain = [plain_tex(block.tex) for _, block in formulas]
        told: set[str] = set()
        for index, later in enumerate(formulas):
            for before, first in enumerate(formulas[:index]):
                if first[0].source != later[0].source and plain[before] != plain[index]:
                    if plain[index] not in told:
                        yield first, later
                    told.add(plain[index])
                    break


def _told(passages: Iterable[Passage]) -> Iterator[tuple[Note, Block]]:
    for passage in passages:
        for block in passage.blocks:
            if block.symbols:
                yield passage.note, block
