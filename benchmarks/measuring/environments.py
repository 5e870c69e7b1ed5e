"""The other tools, installed the first time into an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Environment:
    """What a file of pinned requirements names, with ``shared`` packages as they are here."""

    name: str
    requirements: Path
    shared: Sequence[str]

    def python(self) -> str:
        """Its interpreter; CalledProcessError if something cannot be installed."""
        place = _CACHE / self.name
        python = place / "bin" / "python"
        shared = [f"{name}=={version(name)}" for name in self.shared]
        wanted = "\n".join((sys.version, *shared, self.requirements.read_text(encoding="utf-8")))
        stamp = place / "installed.txt"
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
            print(f"installing what Syntopic is compared with into {place} …", flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet"]
            subprocess.run([*install, "-r", str(self.requirements), *shared], check=True)
            stamp.write_text(wanted, encoding="utf-8")
        return str(python)

    def versions(self) -> str:
        """What is compared, in one line."""
        lines = self.requirements.read_text(encoding="utf-8").splitlines()
        names = (line.partition("==") for line in lines)
        others = ", ".join(f"{name} {number}" for name, equals, number in names if equals)
        shared = ", ".join(f"{name} {version(name)}" for name in self.shared)
        return f"Python {sys.version.split()[0]}, {shared}; {others}"
