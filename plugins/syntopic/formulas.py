"""Formulas that cannot be read, as problems with the place where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from syntopic.markdown.tex import Refusal, refused_macros, to_mathml, usable
from syntopic.model import NotePath, Origin, ParsedNote, Problem, Severity
from syntopic.parsing.written import formulas_of

LONGEST_SHOWN = 60
"""Characters of a formula that a message quotes."""


def formula_problems(notes: Sequence[ParsedNote], macros: Mapping[str, str]) -> Iterator[Problem]:
    """One error for each formula that cannot become MathML, and for each macro that is wrong."""
    given = tuple(macros.items())
    for macro in refused_macros(given):
        yield Problem(
            "macro-broken",
            Severity.ERROR,
            Origin(NotePath("mkdocs.yml")),
            f"the macro {macro.tex} cannot be read: {macro.message}",
            "Correct it under  plugins: syntopic: macros:  or take it out.",
        )
    sound = usable(given)
    for note in notes:
        for block in note.blocks:
            for formula in formulas_of(block):
                found = to_mathml(formula.tex, formula.display, sound)
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
