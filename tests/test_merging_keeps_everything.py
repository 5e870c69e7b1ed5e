"""Whatever notes hold, merging keeps every word, once, with the note that said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

import gardens
from syntopic.gathering import in_source_order
from syntopic.model import (
    Block,
    BlockId,
    Facet,
    Gathering,
    Heading,
    Note,
    NotePath,
    ParsedNote,
    Shown,
    Topic,
)


def lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.strip())


def told(garden: Gathering, merged: tuple[Topic, ...]) -> Iterator[tuple[Note, Block, str, bool]]:
    """Everything that pages show: the note it stands under, the block, its text, whether whole."""
    for leftover in garden.leftovers:
        for part in leftover.content:
            if isinstance(part, Block):
                yield leftover.note.note, part, part.text, True
    for topic in merged:
        shown = [(entry.passage.note, part) for entry in topic.entries for part in entry.shown]
        if topic.synthesis is not None:
            note = topic.synthesis.note.note
            shown += [(note, part) for part in topic.opening if isinstance(part, Shown)]
        for note, part in shown:
            yield note, part.block, part.text, True
            for variant in part.also:
                yield variant.note, variant.block, variant.text, False


@settings(max_examples=60, deadline=None)
@given(st.one_of(gardens.gardens, gardens.overlapping))
def test_every_word_of_every_note_is_shown_once_and_under_its_own_note(
    notes: list[ParsedNote],
) -> None:
    garden = gardens.gathered(*notes)
    found: dict[BlockId, Counter[str]] = {}
    shown: Counter[BlockId] = Counter()
    for note, block, text, whole in told(garden, gardens.topics(garden)):
        assert note.path == block.origin.path
        found.setdefault(block.id, Counter()).update(lines(text))
        shown[block.id] += whole
    written = {block.id: lines(block.text) for note in notes for block in note.blocks}
    assert found == written
    assert not [block for block, count in shown.items() if count > 1]


@settings(max_examples=60, deadline=None)
@given(gardens.gardens, st.randoms(use_true_random=False))
def test_the_order_in_which_notes_are_read_changes_nothing(
    notes: list[ParsedNote], random: st.randoms
) -> None:
    shuffled = notes[:]
    random.shuffle(shuffled)
    one, two = gardens.gathered(*notes), gardens.gathered(*shuffled)
    assert one == two
    assert gardens.topics(one) == gardens.topics(two)


@settings(max_examples=60, deadline=None)
@given(gardens.gardens)
def test_within_a_facet_the_authors_order_of_sources_files_and_lines_counts(
    notes: list[ParsedNote],
) -> None:
    preferred = gardens.SOURCES[::-1]  # not the order of their names
    place = {n.note.path: i for i, n in enumerate(in_source_order(notes, preferred))}
    for topic in gardens.topics(gardens.gathered(*notes, sources=preferred)):
        for section in topic.sections:
            # a second synthesis of a concept stands behind the notes
            order = [
                (entry.passage.note.synthesis, place[entry.passage.note.path], b.origin.first_line)
                for entry in section.entries
                for b in (shown.block for shown in entry.shown)
            ]
            assert order == sorted(order)


@settings(max_examples=60, deadline=None)
@given(gardens.gardens)
def test_addresses_on_a_page_are_distinct(notes: list[ParsedNote]) -> None:
    for topic in gardens.topics(gardens.gathered(*notes)):
        anchors = [entry.passage.anchor for entry in topic.entries]
        assert len(set(anchors)) == len(anchors)
        assert all(anchors)


@settings(max_examples=60, deadline=None)
@given(gardens.gardens, gardens.notes())
def test_another_note_does_not_reorder_the_blocks_of_a_note_within_a_facet(
    notes: list[ParsedNote], new: ParsedNote
) -> None:
    others = [note for note in notes if note.note.path != new.note.path]
    if new.note.synthesis or not others:
        return
    before, after = _facets(others), _facets([*others, new])
    for key, blocks in before.items():
        kept = [block for block in after.get(key, ()) if block in blocks]
        assert kept == [block for block in blocks if block in kept]


def _facets(notes: list[ParsedNote]) -> dict[tuple[Facet, NotePath], list[BlockId]]:
    found: dict[tuple[Facet, NotePath], list[BlockId]] = {}
    for gathered in gardens.gathered(*notes).concepts:
        for passage in gathered.passages:
            run = found.setdefault((passage.facet, passage.note.path), [])
            run += [block.id for block in passage.blocks]
    return found


@settings(max_examples=60, deadline=None)
@given(gardens.gardens)
def test_a_concept_with_one_note_is_shown_as_its_author_wrote_it(notes: list[ParsedNote]) -> None:
    garden = gardens.gathered(*notes[:1])
    for topic in gardens.topics(garden):
        if topic.synthesis is not None:
            continue
        assert topic.as_written
        shown = [part for entry in topic.entries for part in entry.content]
        written = [part for claim in topic.claims for part in claim.content]
        assert [p if isinstance(p, Heading) else p.block for p in shown] == written


@settings(max_examples=60, deadline=None)
@given(gardens.gardens)
def test_every_concept_has_a_name_and_an_address_of_its_own(notes: list[ParsedNote]) -> None:
    concepts = [gathered.concept for gathered in gardens.gathered(*notes).concepts]
    assert all(concept.name.strip() for concept in concepts)
    for values in ([c.name for c in concepts], [c.slug for c in concepts]):
        assert len(set(values)) == len(values)


@settings(max_examples=60, deadline=None)
@given(gardens.gardens)
def test_links_of_any_garden_resolve_to_places_that_exist(notes: list[ParsedNote]) -> None:
    links = gardens.linked(*notes, attachments=["p.png", "book/p.png"])
    garden = gardens.gathered(*notes)
    pages = {f"topics/{g.concept.slug}.md" for g in garden.concepts}
    pages |= {f"sources/{leftover.note.note.source}.md" for leftover in garden.leftovers}
    assert {page for targets in links.outgoing.values() for page in targets} <= pages
    assert set(links.outgoing) | set(links.backlinks) <= pages
