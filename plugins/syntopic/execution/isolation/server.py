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


Kernel = Callable[[], None]
"""What to call, in a process of its own, to become a kernel."""


def serve(orders: socket.socket, packages: Sequence[str]) -> Kernel | None:
    """Carry out orders until nobody can send any; then end what is still there.

    It returns more than once: in the server at the end, with nothing, and in each kernel to be with
    what to call, so that little lies below the kernel on the stack.
    """
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
            return _carried_out(json.loads(message), descriptors, preloaded, reason)
        for descriptor in descriptors:
            os.close(descriptor)
    supervisor.end_descendants()
    return None


def _carried_out(
    order: Mapping[str, Any],
    descriptors: Sequence[int],
    preloaded: preloading.Preloaded,
    reason: str,
) -> Kernel | None:
    """Become the supervisor of one kernel: forked from here where that can be, else ordinary."""
    report, lifeline = descriptors
    if order["fork"] and reason:
        os.write(report, json.dumps({"ordinary": reason}).encode() + b"\n")
    if not supervisor.supervise(order["limits"], lifeline, report):
        return None
    os.chdir(order["cwd"])
    if not order["fork"] or reason:
        os.execvpe(order["argv"][0], order["argv"], order["env"])
    os.environ.clear()
    os.environ.update(order["env"] | preloaded.variables)
    sys.argv = [_launcher(), *order["fork"]]
    sys.orig_argv = [sys.executable, "-m", "ipykernel_launcher", *order["fork"]]
    preloaded.hide()
    return lambda: _forked(order["fork"], order["first"])


def _forked(arguments: Sequence[str], first: str) -> None:
    """Become an IPython kernel, as ``python -m ipykernel_launcher`` would; run ``first`` in it."""
    import threading

    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    if hasattr(main := threading.main_thread(), "_set_native_id"):
        main._set_native_id()  # or it would go by the server's
    # What was typed in a kernel is kept in a file for the next one; here there is no next one.
    config = Config({"HistoryManager": {"hist_file": ":memory:"}})
    config.IPKernelApp.exec_lines = [first] if first else []
    IPKernelApp.launch_instance([*arguments], config=config)


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
    kernel: Kernel | None = None
    try:
        with socket.socket(fileno=int(sys.argv[1])) as inherited:
            kernel = serve(inherited, sys.argv[2:])
        if kernel is not None:
            kernel()
    finally:
        os._exit(0)
