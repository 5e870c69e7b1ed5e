"""Lighthouse's judgement of pages, made in a browser on this machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_frontend import node_with_packages

HERE = Path(__file__).resolve().parent
NODE = 22
"""The oldest Node.js that Lighthouse 13 runs in."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
"""What every page has to reach, in all but performance, which depends on the machine."""

# No sandbox, because containers run as root; the rest keeps the browser from calling home.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One page on one device: scores from 0 to 100, and what costs points, in words."""

    address: str
    device: str
    scores: dict[str, int]
    findings: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether all scores that do not depend on the machine are high enough."""
        return all(self.scores[name] >= LEAST for name in CATEGORIES[1:])


def judged(chromium: str, addresses: Sequence[str]) -> list[Judgement]:
    """Every address on a phone and on a desktop; raises RuntimeError if one cannot be looked at."""
    node = node_with_packages(HERE, NODE)
    done = subprocess.run(
        [node, "measure.mjs", chromium, " ".join(FLAGS), *addresses],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed:\n{done.stderr}")
    return [_judgement(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _judgement(line: str) -> Judgement:
    told = json.loads(line)
    if told["trouble"]:
        raise RuntimeError(f"{told['address']}: {told['trouble']}")
    findings = (
        f"{one['title']} [{one['id']}] {' | '.join(one['elements'])}" for one in told["findings"]
    )
    return Judgement(told["address"], told["device"], told["scores"], tuple(findings))
