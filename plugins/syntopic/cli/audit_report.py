"""What ``audit`` prints, for people and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from syntopic.auditing import Finding, Report
from syntopic.auditing import Place as Folder
from syntopic.cli.opening import Place
from syntopic.cli.terminal import count
from syntopic.configuration import load
from syntopic.model import Severity

VERSION = 1
MOST_SHOWN = 12
"""Findings of one kind that are printed; the rest is counted."""

_MOST_FILES = 3
_MOST_CAUSES = 2


def tell(
    out: Console, report: Report, place: Place, site: Path, *, whole: bool, words: bool
) -> None:
    """Print where the files come from, then what is wrong, then what was looked at, in numbers."""
    _files(out, report, whole=whole)
    tell_findings(out, report, place, site, words=words)
    out.print()
    for line, style in summary(report):
        out.print(Text(line, style))


def tell_findings(
    out: Console, report: Report, place: Place, site: Path, *, words: bool = False
) -> None:
    """Print what is wrong or should be looked at, and nothing where all is well."""
    for severity, noun in ((Severity.ERROR, "error"), (Severity.HINT, "hint")):
        found = [one for one in report.findings if one.severity is severity]
        if found:
            out.print(Text(f"\n{count(len(found), noun)}", "bold"))
            _findings(out, found, place, site, words=words)


def summary(report: Report) -> Iterator[tuple[str, str]]:
    """What was looked at, in numbers, each sentence with its style."""
    bad, good = "bold red", "green"
    lost = sum(not cause for _, cause in report.files)
    causes = "all with a cause" if not lost else f"{lost} without a cause"
    yield f"{count(len(report.files), 'file')}, {causes}.", bad if lost else good
    leaking = [one for one in report.findings if one.code == "private-text-published"]
    notes = count(report.private_notes, "private note")
    searched = f"{count(report.phrases, 'private phrase')} of {notes} and of what public ones hide"
    found = f"found, of {count(len(leaking), 'place')}" if leaking else "none found"
    yield f"{searched}: {found}.", bad if leaking else good
    if report.ordinary:
        names = count(report.ordinary, "private name")
        yield f"{names} could not be searched for, since public text says the same words.", "dim"
    if not report.errors:
        yield "Nothing here speaks against publishing.", "bold green"


def as_json(report: Report, place: Place, site: Path, *, words: bool) -> str:
    """One JSON object; paths of findings are as seen from ``mkdocs.yml``."""
    told = {
        "version": VERSION,
        "files": dict(report.files),
        "findings": [_told(one, place, site, words=words) for one in report.findings],
        "private_notes": report.private_notes,
        "phrases": report.phrases,
        "ordinary": report.ordinary,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(one: Finding, place: Place, site: Path, *, words: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": one.code,
        "severity": one.severity.value,
        "path": _where(one, place, site),
        "line": one.line,
        "message": one.message,
        "fix": one.fix,
        "files": list(one.files),
    }
    return told | ({"words": list(one.words)} if words else {})


def _files(out: Console, report: Report, *, whole: bool) -> None:
    if whole:
        for path, cause in report.files:
            out.print(Text.assemble("  ", (path, "bold"), f"  {cause or 'no cause'}"))
        return
    groups: dict[str, list[str]] = {}
    for path, cause in report.files:
        groups.setdefault(cause, []).append(path)
    for cause, paths in sorted(groups.items(), key=lambda group: group[1][0]):
        named = paths if len(paths) <= _MOST_FILES else [f"{len(paths)} files"]
        shown = Text.assemble("  ", (", ".join(named), "bold"), f"  {_short(cause)}")
        out.print(shown)


def _short(cause: str) -> str:
    several = cause.split(", ")
    if len(several) <= _MOST_CAUSES:
        return cause or "no cause"
    return f"{', '.join(several[:_MOST_CAUSES])} and {len(several) - _MOST_CAUSES} more"


def _findings(
    out: Console, found: Sequence[Finding], place: Place, site: Path, *, words: bool
) -> None:
    """Findings by kind in the order of the first of each, advice that is the same given once."""
    kinds: dict[str, list[Finding]] = {}
    for one in found:
        kinds.setdefault(one.code, []).append(one)
    for code, several in kinds.items():
        for one, after in zip_longest(several[:MOST_SHOWN], several[1:MOST_SHOWN]):
            where = _where(one, place, site)
            line = f":{one.line}" if where and one.line else ""
            out.print(Text.assemble("  ", (f"{where}{line}", "bold"), f"  {one.message}"))
            if words and one.words:
                out.print(Text(f"      the words: {'; '.join(one.words)}", "yellow"))
            if after is None or after.fix != one.fix:
                out.print(Text(f"      {one.fix}  [{code}]", "dim"))
        if len(several) > MOST_SHOWN:
            out.print(Text(f"      … and {len(several) - MOST_SHOWN} more  [{code}]", "dim"))


def _where(one: Finding, place: Place, site: Path) -> str:
    if one.place is Folder.SITE:
        return place.shown((site / one.path).absolute())
    if one.place is Folder.PAGES:
        folder = str(load(place.config)[0].get("docs_dir") or "docs")
        return place.shown((place.root / folder / one.path).absolute())
    return place.shown(one.path)
