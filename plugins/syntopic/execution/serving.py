"""Where the kernels of a build come from: a server on Linux, ordinary processes elsewhere."""

from __future__ import annotations

import os
import site
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from syntopic.execution.engine import Engine, run_in_kernel
from syntopic.execution.isolation.client import KernelServer
from syntopic.execution.surroundings import variables
from syntopic.execution.values import ExecutionOptions


@contextmanager
def kernels(options: ExecutionOptions, drawing: Path) -> Iterator[Engine]:
    """An engine for as many sessions as there are; what it has started ends with the context.

    ``drawing`` is where matplotlib keeps its list of fonts, as in ``variables``.
    """
    if not sys.platform.startswith("linux"):
        yield run_in_kernel
        return
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as place:
        home = Path(place)
        outer = variables(os.environ, home, home, drawing, user_packages())
        server = KernelServer(options.preload, outer)
        try:
            yield partial(run_in_kernel, server=server)
        finally:
            server.close()


def user_packages() -> str:
    """Where a person's own Python packages lie, as in ``variables``."""
    return site.getuserbase() if site.ENABLE_USER_SITE else ""
