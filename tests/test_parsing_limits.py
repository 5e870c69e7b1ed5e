"""Large and hostile notes are read with work that grows with their length."""

from __future__ import annotations

import pytest
from benchmarks.limits import PIECES, note_of

from effort import lines_run
from syntopic.parsing import parse_note

FEW, MANY = 40, 320


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    few, many = note_of(piece, FEW), note_of(piece, MANY)
    parse_note(few)  # what is made once, such as tables, is made before the counting
    # Eight times the text: a square would be 64 times the work.
    assert lines_run(lambda: parse_note(many)) < 16 * lines_run(lambda: parse_note(few))
