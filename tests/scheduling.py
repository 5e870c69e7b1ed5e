"""Which tests run in one process: those of one file, and files that share something costly."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
_GROUP = re.compile(r'pytest\.mark\.xdist_group\("([^"]+)"\)')


class ByFileAndGroup(LoadScopeScheduling):
    """Keeps a file's tests together, and all files whose mark names the same group.

    Fixtures that build whole sites are made once then, not once in each process. (Of pytest 9.2 on,
    xdist's own ``loadgroup`` does not see the groups any more.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid.partition("::")[0])


@cache
def group(file: str) -> str:
    """Return the group that a file of tests is marked with, or the file itself."""
    path = ROOT / file
    found = _GROUP.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found[1] if found else file
