"""Formulas that cannot be read, as problems with the place where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from syntopic.markdown.tex import Macros, Refusal, refused_macros, to_mathml, usable
from syntopic.model import NotePath, Origin, ParsedNote, Problem, Severity
from syntopic.parsing.written import formulas_of

LONGEST_SHOWN = 60
"""Characters of a formula that a message quotes."""


def formula_problems(notes: Sequence[ParsedNote], macros: Mapping[str, str]) -> Iterator[Problem]:
    """One error for each formula that cannot become MathML, and for each macro that is wrong."""
    yield from macro_problems(macros)
    sound = usable(tuple(macros.items()))
    for note in notes:
        yield from broken_formulas(note, sound)


def macro_problems(macros: Mapping[str, str]) -> Iterator[Problem]:
    """One error for each macro that is wrong."""
    for macro in refused_macros(tuple(macros.items())):
        yield Problem(
            "macro-broken",
            Severity.ERROR,
            Origin(NotePath("mkdocs.yml")),
            f"the macro {macro.tex} cannot be read: {macro.message}",
            "Correct it under  plugins: syntopic: macros:  or take it out.",
        )


def broken_formulas(note: ParsedNote, macros: Macros) -> Iterator[Problem]:
    """One error for each formula of a note that cannot become MathML; all ``macros`` can be."""
    for block in note.blocks:
        for formula in formulas_of(block):
            found = to_mathml(formula.tex, formula.display, macros)
            if isinstance(found, Refusal):
                yield _broken(found, note.note.path, formula.line)


def _broken(refusal: Refusal, path: NotePath, line: int) -> Problem:
    tex = " ".join(refusal.tex.split())
    shown = tex if len(tex) <= LONGEST_SHOWN else tex[:LONGEST_SHOWN] + " …"
    where = f" at character {refusal.position + 1}" if refusal.position is not None else ""
    return Problem(
        "formula-broken",
        Severity.ERROR,
        Origin(path, line, line),
        f"the formula  {shown}  cannot be read{where}: {refusal.message}",
        "Correct its TeX; a command of your own belongs under  macros:  of the plugin.",
    )
