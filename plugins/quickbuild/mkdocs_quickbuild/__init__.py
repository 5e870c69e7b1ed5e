"""A build cache for MkDocs and ProperDocs: the same bytes, in a fraction of the time."""

from __future__ import annotations
