"""Where the kernels of a build come from: a server on Linux, ordinary processes elsewhere."""

from __future__ import annotations

import os
import site
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from syntopic.execution.engine import Engine, Job, Run, run_in_kernel
from syntopic.execution.isolation.client import KernelServer
from syntopic.execution.launching import KnownSpecs
from syntopic.execution.scratch import imported
from syntopic.execution.surroundings import drawing_folder, variables
from syntopic.execution.values import ExecutionOptions, Progress
from syntopic.model import NotePath


@contextmanager
def kernels(options: ExecutionOptions, cache: Path, progress: Progress) -> Iterator[Engine]:
    """An engine for as many sessions as there are; what it has started ends with the context.

    ``cache`` is where matplotlib's list of fonts is kept. ``progress`` hears once why kernels are
    not forked where they could be.
    """
    if not sys.platform.startswith("linux"):
        yield partial(run_in_kernel, specs=KnownSpecs())
        return
    with tempfile.TemporaryDirectory(prefix="syntopic-", ignore_cleanup_errors=True) as place:
        home = Path(place)
        outer = variables(os.environ, home, home, drawing_folder(cache), user_packages())
        server = KernelServer(options.preload, outer)
        try:
            yield _telling(server, progress)
        finally:
            server.close()


def worth_preloading(preload: tuple[str, ...], codes: Iterable[str]) -> tuple[str, ...]:
    """What to import beforehand for these codes: nothing if none imports more than Python has.

    What else they import may well import it in turn, so then it is all.
    """
    packages = (imported(code) - sys.stdlib_module_names for code in codes)
    return preload if any(packages) else ()


def _telling(server: KernelServer, progress: Progress) -> Engine:
    told: list[str] = []
    specs = KnownSpecs()

    async def run(job: Job) -> Run:
        ran = await run_in_kernel(job, server, specs)
        if ran.ordinary and ran.ordinary not in told:
            told.append(ran.ordinary)
            progress(NotePath(""), f"each note starts a kernel of its own, slowly: {ran.ordinary}")
        return ran

    return run


def user_packages() -> str:
    """Where a person's own Python packages lie, as in ``variables``."""
    return site.getuserbase() if site.ENABLE_USER_SITE else ""
