"""Small notes folders and sites for tests of the audit, written as files and audited for real."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gardens
from syntopic.auditing import Causes, Finding, Report, Wishes, audit, site_files

Files = Mapping[str, str | bytes]


def audited(
    root: Path,
    notes: Files,
    site: Files,
    wishes: Wishes | None = None,
    pages: Files | None = None,
) -> Report:
    """Audit a site that came about in any way, every file of it with a cause."""
    gardens.write(root / "notes", notes)
    gardens.write(root / "site", site)
    gardens.write(root / "pages", pages or {})
    wished = wishes or Wishes(pages=root / "pages")
    causes = Causes({path: "something" for path in site_files(root / "site")})
    return audit(root / "site", root / "notes", wished, causes)


def found(report: Report, code: str = "private-text-published") -> list[tuple[str, int]]:
    """Path and line of the findings with a code."""
    return [(one.path, one.line) for one in report.findings if one.code == code]


def only(report: Report, code: str) -> Finding:
    """The one finding with a code."""
    (one,) = [one for one in report.findings if one.code == code]
    return one
