"""Anki itself, with one collection, as somebody has it who imports our packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("anki", reason="Anki has no build for this machine")

# Anki's modules import each other: this one has to be the first.
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.notes import Note

QUESTION, GAPS = "Syntopic question", "Syntopic gaps"


class Desk:
    """A collection in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.packages = 0
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, package: bytes | Path, **options: Any) -> dict[str, int]:
        """Import a package, by default as Anki's dialog proposes; tell what became of its notes."""
        file = package if isinstance(package, Path) else self._file(package)
        asked = ImportAnkiPackageRequest(
            package_path=str(file), options=ImportAnkiPackageOptions(**options)
        )
        log = self.collection.import_anki_package(asked).log
        kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
        found = {kind: len(getattr(log, kind)) for kind in (*kinds, "empty_first_field")}
        return {kind: many for kind, many in found.items() if many}

    def _file(self, package: bytes) -> Path:
        self.packages += 1
        file = self.folder / f"{self.packages}.apkg"
        file.write_bytes(package)
        return file

    def notes(self, search: str = "") -> dict[str, Note]:
        """All notes by the ids of their cards in ours."""
        found = map(self.collection.get_note, self.collection.find_notes(search))
        return {note["Id"]: note for note in found}

    def cards(self, search: str = "") -> list[Card]:
        """All cards, in the order of their notes and faces."""
        found = [self.collection.get_card(one) for one in self.collection.find_cards(search)]
        return sorted(found, key=lambda card: (card.nid, card.ord))

    def answer(self, many: int) -> None:
        """Answer so many cards by Anki's own scheduler: Easy, so that each has a day to come."""
        top = self.collection.decks.id_for_name(self.decks()[0])
        assert top is not None
        self.collection.decks.select(top)
        scheduler: Any = self.collection.sched
        for _ in range(many):
            card = scheduler.getCard()
            assert card is not None, "nothing is due"
            scheduler.answerCard(card, 4)

    def schedule(self) -> dict[tuple[str, int], tuple[int, ...]]:
        """When each card is due, and what Anki knows of it, by its id in ours and its face."""
        return {
            (card.note()["Id"], card.ord): (card.type, card.queue, card.due, card.ivl, card.reps)
            for card in self.cards()
            if card.reps
        }

    def decks(self) -> list[str]:
        """The decks by name, Anki's own aside."""
        names = [deck.name for deck in self.collection.decks.all_names_and_ids()]
        return [name for name in names if name != "Default"]

    def media(self) -> list[str]:
        """The files in the folder of media."""
        return sorted(file.name for file in (self.folder / "collection.media").iterdir())

    def close(self) -> None:
        self.collection.close()
