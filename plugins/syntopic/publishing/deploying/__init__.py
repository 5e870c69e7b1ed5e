"""A built site beside the one that readers have now: what differs for them, and where it answers.

Knows no git and no network; the command line has both.
"""

from __future__ import annotations

from syntopic.publishing.deploying.changes import Change, Changes, Tree, changes_between
from syntopic.publishing.deploying.hosting import GitHub, Hosted, colab, hosted, on_github
from syntopic.publishing.deploying.seen import Seen, seen

__all__ = [
    "Change",
    "Changes",
    "GitHub",
    "Hosted",
    "Seen",
    "Tree",
    "changes_between",
    "colab",
    "hosted",
    "on_github",
    "seen",
]
