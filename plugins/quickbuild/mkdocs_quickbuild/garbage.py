"""Looking for garbage less: of what a build makes, almost all stays until it ends.

Python goes through all objects again and again, in search of some that hold each other and nobody
else; in a build of a thousand pages this costs a tenth of all time, and finds next to nothing. When
the process ends, it goes through them twice more, although all memory is given back anyway.
"""

from __future__ import annotations

import atexit
import functools
import gc

SELDOM = (100_000, 20, 100)
"""After how many new objects one looks; what little is found can wait."""


class Garbage:
    """How this process looked for garbage before, and looks again in the end."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def spare(self) -> None:
        """Look seldom, and never at what is there by now; and at nothing when the process ends."""
        _end_at_once()
        if self._before is None:
            self._before = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(*SELDOM)

    def look(self) -> None:
        """Look at everything as before."""
        if self._before is not None:
            gc.unfreeze()
            gc.set_threshold(*self._before)
            self._before = None


@functools.cache
def _end_at_once() -> None:
    atexit.register(gc.freeze)
