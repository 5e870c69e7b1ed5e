"""What is kept from build to build, and code that runs on while a preview shows pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syntopic.garden_file import GardenFile, Kind, garden_file
from syntopic.garden_memory import GardenMemory
from syntopic.memory import keeping

if TYPE_CHECKING:
    from syntopic.execution.live import LiveSessions


class Preview:
    """What a process keeps from build to build, of which only a preview has more than one.

    The sessions begin with the first build that asks for them.
    """

    def __init__(self) -> None:
        """Begins with nothing."""
        self._file: GardenFile | None = None
        self._saved = self._ended = False
        self._sessions: LiveSessions | None = None

    def memory(self, cache: Path, *, serving: bool) -> GardenMemory:
        """All that builds have made, those of other processes too; ``cache`` is where they keep it.

        A preview that is ``serving`` reads drafts, so it has a memory of its own.
        """
        if self._file is None:
            self._file = garden_file(cache, Kind.PREVIEW if serving else Kind.BUILD)
        self._ended = False
        return self._file.memory

    def end(self) -> None:
        """Ends a build: forgets what of finished pages it has not asked for.

        It saves the memory for other processes, once: while an author writes, nobody waits for it.
        What a preview makes later, it saves when it ends.
        """
        if self._file is None:
            return
        self._file.memory.publishing.forget()
        self._ended = True
        if not self._saved:
            self._file.save()
            self._saved = True

    def sessions(self, cache: Path) -> LiveSessions:
        """The same for each build; ``cache`` is where builds keep what they make."""
        from syntopic.execution.live import LiveSessions  # and asyncio, which a build can spare

        if self._sessions is None:
            self._sessions = LiveSessions(partial(_tell, cache))
        return self._sessions

    def watch(self, server: Any, cache: Path) -> None:
        """Lets the engine's server build again whenever code has ended."""
        signal = _signal(cache)
        signal.parent.mkdir(parents=True, exist_ok=True)
        server.watch(str(signal.parent), recursive=False)

    def close(self) -> None:
        """Ends what still runs, and saves what has been made since the last time.

        After a build that broke off nothing is kept: it has not forgotten what became private.
        """
        if self._file is not None and self._saved and self._ended:
            self._file.save()
        elif self._file is not None and self._saved:
            keeping.remove(self._file.file)
        if self._sessions is not None:
            self._sessions.close()
            self._sessions = None


def _tell(cache: Path) -> None:
    _signal(cache).write_text("code has ended\n", "utf-8")


def _signal(cache: Path) -> Path:
    """A file in a folder of its own: what watches it shall see nothing else."""
    return cache / "preview" / "code-has-ended"
