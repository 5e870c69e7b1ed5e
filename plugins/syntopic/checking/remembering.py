"""What addresses answered lately, kept in a file, so that nobody is asked more often than needed.

The file holds addresses of public text only, and only those that stand there still: the folder is
often kept between builds on a server.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syntopic.checking.values import Answer, Verdict

VERSION = 1
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer, and when it came (seconds since 1970)."""

    when: int
    answer: Answer

    def counts(self, now: float, days: float) -> bool:
        """Whether it spares a question: it was good, and it is younger than so many days.

        A bad answer never does, for what was broken may have been mended.
        """
        good = self.answer.verdict in (Verdict.WORKS, Verdict.MOVED)
        return good and 0 <= now - self.when < days * DAY


def read(file: Path) -> dict[str, Remembered]:
    """What is remembered; nothing where the file is missing or damaged."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            return {}
        return {address: _remembered(one) for address, one in told["answers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write(file: Path, answers: Mapping[str, Remembered]) -> None:
    """Replaces the file, whole or not at all."""
    told = {"version": VERSION, "answers": {a: _written(answers[a]) for a in sorted(answers)}}
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".links-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False, indent=1)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remembered(one: Mapping[str, Any]) -> Remembered:
    answer = Answer(Verdict(one["verdict"]), str(one.get("why", "")), str(one.get("to", "")))
    return Remembered(int(one["when"]), answer)


def _written(one: Remembered) -> dict[str, Any]:
    told = {"when": one.when, "verdict": one.answer.verdict.value}
    more = {"why": one.answer.why, "to": one.answer.to}
    return {**told, **{key: value for key, value in more.items() if value}}
