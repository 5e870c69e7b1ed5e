"""The picture of a page that is shown under a link to it."""

from __future__ import annotations

from syntopic.publishing.cards import card_place


def test_the_card_of_a_page_stands_where_its_name_says() -> None:
    assert card_place("topics/eigenvectors.md") == "assets/cards/topics/eigenvectors.png"
    assert card_place("index.md") == "assets/cards/index.png"
    assert card_place("topics/node.js.md") == "assets/cards/topics/node.js.png"
