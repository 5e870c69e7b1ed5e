"""The garden's cards as a package for Anki: what is edited here is updated there."""

from __future__ import annotations

from syntopic.publishing.anki.packing import OURS, deck_name, package
from syntopic.publishing.anki.values import MOMENT, AnkiNote, Media

__all__ = ["MOMENT", "OURS", "AnkiNote", "Media", "deck_name", "package"]
