"""The other tools that run notes."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring.environments import Environment

TOOLS = Environment(
    "execution",
    Path(__file__).resolve().parent / "requirements.txt",
    ("numpy", "matplotlib", "ipykernel", "ipython", "jupyter_client", "nbclient", "pyzmq"),
)
"""With the same versions, for all contenders, of what runs notebooks here."""
