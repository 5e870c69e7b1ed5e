"""The site as an app: installed to a home screen, and opened without a network.

A garden that asks nothing has no app, since reviewing is what it is for.
"""

from __future__ import annotations

from syntopic.publishing.app.icons import icon
from syntopic.publishing.app.manifest import ICONS, MANIFEST, TOUCH, links, manifest
from syntopic.publishing.app.worker import NOTHING, WORKER, Kept, worker

__all__ = [
    "ICONS",
    "MANIFEST",
    "NOTHING",
    "TOUCH",
    "WORKER",
    "Kept",
    "icon",
    "links",
    "manifest",
    "worker",
]
