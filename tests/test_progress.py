"""A build that takes long says what it has done; one that does not says nothing of it."""

from __future__ import annotations

import logging

import pytest

from syntopic.mkdocs_plugin.reporting import Progress


def test_each_step_that_has_taken_longer_than_a_second_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = iter([0, 0.4, 0.4, 2, 2, 2.5, 2.5])
    log = logging.getLogger("mkdocs.plugins.trying")
    with caplog.at_level(logging.INFO, "mkdocs"):
        progress = Progress(log, lambda: next(clock))
        progress.done("read 12 notes")
        progress.done("merged 5 topics")
        progress.done("linked 5 topics")
    assert [record.getMessage() for record in caplog.records] == ["merged 5 topics"]
