"""The server of a build's kernels: it imports and never computes, and forks for each note.

It is a program of its own, started by ``client``. Orders come as single messages on the socket
that it inherits: JSON, with a descriptor to report to and one that is the kernel's lifeline.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syntopic.execution.isolation import preloading, supervisor
else:  # as a program, with nothing of the package around it
    import preloading
    import supervisor

LONGEST_ORDER = 1 << 20
_SETTLE_SECONDS = 0.2


def serve(orders: socket.socket, packages: Sequence[str]) -> None:
    """Carry out orders until nobody can send any; then end what is still there."""
    supervisor.become_subreaper()
    preloaded = preloading.preload(packages)
    woken = supervisor.wake_on_child()
    supervisors = set[int]()
    while True:
        ready, _, _ = select.select([orders.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _bury(supervisors)
        if orders.fileno() not in ready:
            continue
        message, descriptors, _, _ = socket.recv_fds(orders, LONGEST_ORDER, 2)
        if not message:
            break
        reason = _why_not_fork(preloaded)
        supervisors.add(process := os.fork())
        if process == 0:
            orders.close()
            _carry_out(json.loads(message), descriptors, preloaded, reason)
        for descriptor in descriptors:
            os.close(descriptor)
    supervisor.end_descendants()


def _carry_out(
    order: Mapping[str, Any],
    descriptors: Sequence[int],
    preloaded: preloading.Preloaded,
    reason: str,
) -> None:
    """Become the supervisor of one kernel: forked from here where that can be, else ordinary."""
    report, lifeline = descriptors
    try:
        forked = bool(order["fork"]) and not reason
        if order["fork"] and reason:
            os.write(report, json.dumps({"ordinary": reason}).encode() + b"\n")
        start = _forked if forked else _ordinary
        run: Callable[[], object] = lambda: start(order, preloaded)  # noqa: E731
        supervisor.supervise(run, order["limits"], lifeline, report)
    finally:
        os._exit(0)


def _forked(order: Mapping[str, Any], preloaded: preloading.Preloaded) -> None:
    """Become an IPython kernel, as ``python -m ipykernel_launcher`` would."""
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["cwd"])
    preloaded.hide()
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    sys.argv = [_launcher(), *order["fork"]]
    # What was typed in a kernel is kept in a file for the next one; here there is no next one.
    config = Config({"HistoryManager": {"hist_file": ":memory:"}})
    IPKernelApp.launch_instance(order["fork"], config=config)
    os._exit(0)


def _ordinary(order: Mapping[str, Any], preloaded: preloading.Preloaded) -> None:
    """Become whatever program runs the kernel."""
    os.chdir(order["cwd"])
    os.execvpe(order["argv"][0], order["argv"], order["env"])


def _launcher() -> str:
    from importlib.util import find_spec

    found = find_spec("ipykernel_launcher")
    return (found and found.origin) or "ipykernel_launcher"


def _why_not_fork(preloaded: preloading.Preloaded) -> str:
    """A reason not to fork kernels from here; empty if there is none.

    A second thread, as some libraries start when they are imported, would be missing in the child,
    and whatever it held locked would stay locked there.
    """
    if "ipykernel.kernelapp" not in sys.modules:
        return "ipykernel cannot be imported"
    end = time.monotonic() + _SETTLE_SECONDS
    while (threads := len(os.listdir("/proc/self/task"))) > 1:
        if time.monotonic() > end:
            return f"what was imported beforehand has started threads ({threads - 1} of them)"
        time.sleep(0.01)
    return ""


def _bury(supervisors: set[int]) -> None:
    """Reap the supervisors that have ended, and end what one left behind because it was killed."""
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            supervisors.discard(found[0])
    for stray in set(supervisor.children(os.getpid())) - supervisors:
        supervisor.end_all([stray, *supervisor.descendants(stray)])


if __name__ == "__main__":
    del sys.path[0]  # this folder: the names of its modules are not for notes to find
    for own in ("preloading", "supervisor"):
        del sys.modules[own]
    with socket.socket(fileno=int(sys.argv[1])) as inherited:
        serve(inherited, sys.argv[2:])
