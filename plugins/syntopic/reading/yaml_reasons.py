"""Why text is not YAML, in words for people who never read YAML's grammar."""

from __future__ import annotations

import yaml

_SAID = (
    ("mapping values are not allowed", "a second “:” in one line"),
    ("found character '\\t'", "a tab; indent with spaces"),
    ("found character", "a value begins with a character that needs quotes around it"),
    ("found unexpected end of stream", "a quote opens here and never closes"),
    ("found unknown escape", "a backslash between double quotes; use single quotes"),
    ("found undefined alias", "a value begins with “*” and needs quotes around it"),
    ("expected alphabetic", "a value begins with “*” or “&” and needs quotes around it"),
    ("could not find expected ':'", "a key without “:”"),
    ("expected ',' or ']'", "a list opens here with “[” and never closes"),
    ("expected ',' or '}'", "a “{” opens here and never closes"),
    (
        "expected <block end>",
        "something here belongs to nothing: text after a quote or bracket, or another indent "
        "than above",
    ),
    ("expected chomping", "a value begins with “>” or “|” and needs quotes around it"),
)
_OPENED = ("expected ','", "found unexpected end of stream")


def explained(failure: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return the index of the row to look at, and a reason that quotes nothing of what is written.

    Of what opens and never closes it is the row that opens it: the parser notices only later.
    """
    problem = failure.problem or ""
    said = next((text for start, text in _SAID if problem.startswith(start)), "not YAML")
    marks = (failure.problem_mark, failure.context_mark)
    first, second = reversed(marks) if problem.startswith(_OPENED) else marks
    mark = first or second
    return (mark.line if mark else 0), said
