"""The build's side: it starts the server, orders kernels, and hears how they end."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_SERVER = Path(__file__).with_name("server.py")
_LONGEST_ORDER = 1 << 20
_ENDING_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Order:
    """A kernel to start: ``argv`` is its command, ``fork`` what to give IPython's kernel instead.

    ``fork`` is None where the command is no IPython kernel of this interpreter. A forked kernel
    runs ``first`` by itself before anything else. ``limits`` are as ``supervisor.supervise`` takes
    them.
    """

    argv: tuple[str, ...]
    fork: tuple[str, ...] | None
    first: str
    env: Mapping[str, str]
    cwd: str
    limits: Mapping[str, int]


class Served:
    """A kernel that a server runs, as jupyter_client knows processes (the parts of ``Popen``).

    ``ordinary`` says, once it has started, why it was not forked though it could have been, and
    ``runaway`` how many processes it had when it was ended for that; empty and 0 otherwise.
    """

    stdin = stdout = stderr = None

    def __init__(self, report: int, lifeline: int, *, forks: bool) -> None:
        """Take over both descriptors; ``forks`` says whether the order was for a fork."""
        self.pid = 0
        self._forks = forks
        self.ordinary = ""
        self.runaway = 0
        self.returncode: int | None = None
        self._status = -1
        self._unread = b""
        self._report, self._lifeline = report, lifeline
        os.set_blocking(report, False)

    @property
    def forked(self) -> bool:
        """Whether it was forked, as ordered; to be asked when it has answered."""
        self.poll()
        return self._forks and not self.ordinary

    def poll(self) -> int | None:
        """The exit code as ``Popen`` gives it, or None while anything of it is still there."""
        while self.returncode is None:
            try:
                read = os.read(self._report, 65536)
            except BlockingIOError:
                return None
            if not read:
                self.returncode = self._status
                os.close(self._report)
                self._let_go()
                break
            self._hear(read)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Kill it and all that it started, whatever the signal: nothing here is worth saving."""
        self.kill()

    def kill(self) -> None:
        """Let its supervisor end it and all that it started; ``poll`` tells when that is done."""
        self._let_go()

    terminate = kill

    def wait(self, timeout: float | None = None) -> int | None:
        """What ``poll`` says: ask it until it says something."""
        return self.poll()

    def _let_go(self) -> None:
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1

    def _hear(self, read: bytes) -> None:
        *lines, self._unread = (self._unread + read).split(b"\n")
        for line in map(json.loads, lines):
            self.pid = line.get("pid", self.pid)
            self.ordinary = line.get("ordinary", self.ordinary)
            self.runaway = line.get("runaway", self.runaway)
            if "status" in line:
                self._status = os.waitstatus_to_exitcode(line["status"])


class KernelServer:
    """A server, started when it is first needed and again if it is gone.

    ``packages`` are imported beforehand; ``variables`` are the environment that it starts in. It
    ends with ``close``, or with this process.
    """

    def __init__(self, packages: Sequence[str], variables: Mapping[str, str]) -> None:
        """Remember what to start; nothing is started yet."""
        self.packages, self.variables = tuple(packages), dict(variables)
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def start(self, order: Order) -> Served:
        """Order a kernel; it starts as soon as the server is ready. OSError if there is none."""
        try:
            return self._send(order)
        except OSError:  # somebody has ended the server
            self.close()
            return self._send(order)

    def close(self) -> None:
        """End the server and every kernel that it runs."""
        if self._orders is not None:
            self._orders.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDING_SECONDS)
            self._process.kill()
            self._process.wait()
        self._process = self._orders = None

    def _send(self, order: Order) -> Served:
        orders = self._orders or self._start()
        report, reporting = os.pipe()
        held, lifeline = os.pipe()
        message = json.dumps(asdict(order)).encode()
        try:
            socket.send_fds(orders, [message], [reporting, held])
        except OSError:
            os.close(report)
            os.close(lifeline)
            raise
        finally:
            os.close(reporting)
            os.close(held)
        return Served(report, lifeline, forks=order.fork is not None)

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LONGEST_ORDER)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(_SERVER), str(theirs.fileno()), *self.packages],
                env=self.variables,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._orders = ours
        return ours
