"""Costly fixtures are made once, though tests run in several processes."""

from __future__ import annotations

import pytest

from scheduling import group


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("tests/browser/test_every_link.py", "sample-garden"),
        ("tests/browser/test_lightness.py", "sample-garden"),
        ("tests/test_feeds.py", "validators"),
        ("tests/test_names.py", "tests/test_names.py"),
    ],
)
def test_files_of_one_group_run_together_and_others_by_themselves(file: str, expected: str) -> None:
    assert group(file) == expected
