"""Proves on the finished site that only what was meant to be published is in it.

It decides for itself what is private, and knows none of the stages that made the site: what they
let through by mistake, it must still find.

`audit` is all that others need: `Wishes` says what it has to know, `Causes` what the build has
recorded (`write_causes`, `read_causes`), and `Report` is what it answers.
"""

from __future__ import annotations

from pathlib import Path

from syntopic.auditing.causes import Causes, read_causes, site_files, write_causes
from syntopic.auditing.repository import Git
from syntopic.auditing.values import Finding, Place, Report, Wishes

__all__ = [
    "Causes",
    "Finding",
    "Git",
    "Place",
    "Report",
    "Wishes",
    "audit",
    "read_causes",
    "site_files",
    "write_causes",
]


def audit(
    site: Path, notes: Path, wishes: Wishes, causes: Causes | None, git: Git | None = None
) -> Report:
    """Audit a built site against the notes that it was made of.

    ``site`` is its folder, ``notes`` the folder of the notes, ``causes`` what its build recorded
    (``read_causes``; ``None`` is a finding), ``git`` asks git, without which the repository is not
    looked at. Nothing is written, and nothing of the stages that build is used. Never raises for
    what is in the folders; what cannot be read is a finding.
    """
    from syntopic.auditing.proving import proved  # every build records causes, and few are audited

    return proved(site, notes, wishes, causes, git)
