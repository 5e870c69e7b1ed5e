"""Social cards: the picture of a page that is shown under a link to it elsewhere."""

from __future__ import annotations

from syntopic.publishing.cards.places import card_place
from syntopic.publishing.cards.values import Card, CardPicture

__all__ = ["Card", "CardPicture", "card_place"]
