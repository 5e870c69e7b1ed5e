"""Programs of others that judge what the site says to machines, from ``tests/validators``."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_frontend import node_with_packages

FOLDER = Path(__file__).parent / "validators"


@dataclass(frozen=True, slots=True)
class Node:
    """Node.js with the packages that a folder's lock names."""

    node: str
    folder: Path

    def run(self, script: str, given: str = "") -> str:
        """What a script (an ES module) puts out."""
        done = subprocess.run(
            [self.node, "--input-type=module", "--eval", script],
            cwd=self.folder,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def checked_types(self, file: Path) -> str:
        """What TypeScript says of a file; empty when all is well."""
        done = subprocess.run(
            [
                *(self.node, str(self.folder / "node_modules/typescript/bin/tsc"), "--noEmit"),
                *("--strict", "--skipLibCheck", "--target", "es2022"),
                *("--module", "esnext", "--moduleResolution", "bundler", str(file)),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        return done.stdout


@cache
def installed() -> Node:
    """Install what the lock names, unless it is there. Tests that call this share one worker:
    two that install the same folder of packages would disturb each other.
    """
    return Node(node_with_packages(FOLDER), FOLDER)
