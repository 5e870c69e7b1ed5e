"""The benchmark of links takes out what authors wrote, and nothing else."""

from __future__ import annotations

from pathlib import Path

from benchmarks.linking.mentioned import Share, compared
from benchmarks.linking.relatedness import held_out
from benchmarks.linking.stripping import strip, without_links

import gardens
from syntopic.configuration import Options
from syntopic.garden import build_garden
from syntopic.linking.related import Ranking

NOTES = {
    "chain rule.md": "# Chain rule\n\nMultiply along the path.\n",
    "partial derivative.md": "# Partial derivative\n\nHold the rest, see [[chain rule]].\n",
    "backward pass.md": (
        "# Backward pass\n\nThe [[chain rule]] backwards; each [[Partial derivative]]s once,\n"
        "with [words of its own](partial%20derivative.md). No chain rule twice.\n"
    ),
    "far away.md": "# Far away\n\nA chain rule that nobody linked.\n",
}


def test_links_leave_their_words_and_are_remembered_with_their_place() -> None:
    text, links = without_links("See [[a/b|the *b*]]\nand [[c]]s, [d](e%20f.md#g).", "n.md")
    assert text == "See the *b*\nand cs, d."
    found = [(one.line, one.start, one.end, one.text, one.target) for one in links]
    assert found == [(1, 4, 11, "the *b*", "a/b"), (2, 4, 5, "c", "c"), (2, 8, 9, "d", "e f.md")]
    assert links[1].word_end == 6


def test_code_formulas_front_matter_embeds_and_addresses_stay() -> None:
    text = (
        "---\nrequires: [[[a]]]\n---\n`[[b]]` $$x_{[[c]]}$$ ![[d]] [e](https://f.md)\n\n"
        "```\n[[g]]\n```\n%% [[h]] %%\n"
    )
    assert without_links(text, "n.md") == (text, [])


def test_what_is_found_is_compared_with_what_was_there(tmp_path: Path) -> None:
    original = build_garden(gardens.write(tmp_path / "notes", NOTES), Options())
    links = strip(tmp_path / "notes", tmp_path / "bare")
    stripped = build_garden(tmp_path / "bare", Options())
    found = compared(links, links, original, stripped)
    assert found.recall == Share(3, 3)
    assert found.agreement == Share(3, 4)
    assert found.spans == Share(3, 3)
    assert found.extra == ("far away.md:3  [chain rule](topics/chain-rule.md)",)
    ranked = held_out(
        links, original, stripped, lambda web, page: Ranking(web, gardens.ENGLISH).ranked(page)
    )
    assert ranked.pages == 3
    assert 0.8 < ranked.precision <= 1
