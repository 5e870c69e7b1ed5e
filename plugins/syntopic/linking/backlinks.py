"""What leads to a page, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from syntopic.linking.mentions.values import Mention


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link from another page: that page, and the sentence in which the link stands.

    ``text`` is what carries the link, ``at`` where in the sentence that begins (-1: not known).
    ``by_hand`` tells that its author wrote the link; else the sentence only names the concept.
    """

    page: str
    title: str
    sentence: str
    text: str
    at: int = -1
    by_hand: bool = True


def of_mention(mention: Mention) -> Backlink:
    """The backlink that a mention makes."""
    sentence, at = mention.sentence
    text = " ".join(mention.text.split())
    return Backlink(mention.page, mention.title, sentence, text, at, by_hand=False)
