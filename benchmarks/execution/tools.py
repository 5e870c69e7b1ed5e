"""The other tools, installed the first time into an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / ".cache" / "benchmarks" / "execution"
REQUIREMENTS = HERE / "requirements.txt"
SHARED = ("numpy", "matplotlib", "ipykernel", "ipython", "jupyter_client", "nbclient", "pyzmq")
"""What has to be the same for all contenders: the versions that run here."""


def python_with_tools() -> str:
    """The interpreter of that environment; CalledProcessError if something cannot be installed."""
    python = PLACE / "bin" / "python"
    shared = [f"{name}=={version(name)}" for name in SHARED]
    wanted = "\n".join((sys.version, *shared, REQUIREMENTS.read_text(encoding="utf-8")))
    stamp = PLACE / "installed.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"installing what Syntopic is compared with into {PLACE} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
        subprocess.run([*install, *shared], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def versions() -> str:
    """What is compared, in one line."""
    names = (line.partition("==") for line in REQUIREMENTS.read_text().splitlines())
    others = ", ".join(f"{name} {number}" for name, equals, number in names if equals)
    shared = ", ".join(f"{name} {version(name)}" for name in SHARED)
    return f"Python {sys.version.split()[0]}, {shared}; {others}"
