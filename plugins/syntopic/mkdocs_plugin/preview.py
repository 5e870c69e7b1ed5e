"""Code that runs on while a preview shows pages, and how the preview hears that it is done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from syntopic.execution.live import LiveSessions
from syntopic.garden_memory import GardenMemory


class Preview:
    """What one preview keeps from build to build.

    ``memory`` is all that has been made. The sessions begin with the first build that asks for
    them.
    """

    def __init__(self) -> None:
        """Begins with nothing."""
        self.memory = GardenMemory()
        self._sessions: LiveSessions | None = None

    def sessions(self, cache: Path) -> LiveSessions:
        """The same for each build; ``cache`` is where builds keep what they make."""
        if self._sessions is None:
            self._sessions = LiveSessions(partial(_tell, cache))
        return self._sessions

    def watch(self, server: Any, cache: Path) -> None:
        """Lets the engine's server build again whenever code has ended."""
        signal = _signal(cache)
        signal.parent.mkdir(parents=True, exist_ok=True)
        server.watch(str(signal.parent), recursive=False)

    def close(self) -> None:
        """Ends what still runs."""
        if self._sessions is not None:
            self._sessions.close()
            self._sessions = None


def _tell(cache: Path) -> None:
    _signal(cache).write_text("code has ended\n", "utf-8")


def _signal(cache: Path) -> Path:
    """A file in a folder of its own: what watches it shall see nothing else."""
    return cache / "preview" / "code-has-ended"
