"""Social cards: the picture of a page that is shown under a link to it elsewhere."""

from syntopic.publishing.cards.places import card_place

__all__ = ["card_place"]
