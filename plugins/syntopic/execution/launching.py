"""How a kernel is started: by a server, else as an ordinary process under limits."""

from __future__ import annotations

import os
from collections.abc import Mapping

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from syntopic.execution.isolation.client import KernelServer
from syntopic.execution.values import ExecutionOptions

_OURS = "syntopic"

_LIMITED = 'ulimit -c 0; ulimit -d "$1" 2>/dev/null; ulimit -n "$2" 2>/dev/null; shift 2; exec "$@"'
"""Limits the data of a process and of all it starts, in kilobytes, and its open files. Code beyond
meets a MemoryError, while libraries that only reserve address space or map large files do not."""


class KnownSpecs(KernelSpecManager):
    """Finds each kernel once: looking through all folders for it costs more than starting it."""

    def __init__(self) -> None:
        """Know none yet."""
        super().__init__()
        self._known: dict[str, KernelSpec] = {}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel of this name; NoSuchKernel if there is none."""
        if kernel_name not in self._known:
            self._known[kernel_name] = super().get_kernel_spec(kernel_name)
        return self._known[kernel_name]


class Launcher(AsyncKernelManager):
    """Starts kernels by a server, else under limits where there is a shell to set them.

    The provisioner reads from it the server, the limits, and what a forked kernel runs first.
    """

    server: KernelServer | None = None
    first = ""
    limits: Mapping[str, int]

    def prepare(
        self,
        options: ExecutionOptions,
        first: str,
        server: KernelServer | None,
        specs: KnownSpecs | None,
    ) -> None:
        """Say all that the next start needs; ``specs`` spares looking for kernels once more."""
        if specs is not None:
            self.kernel_spec_manager = specs
        self.server, self.first = server, first
        self.limits = {"data": options.memory, "files": options.open_files}
        spec = self.kernel_spec
        if server is not None and spec is not None:
            spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": _OURS}}
        if os.name == "posix" and spec is not None and "ipykernel_launcher" in spec.argv:
            self.transport = "ipc"  # sockets in the session's own folder, not ports of the machine

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The command, as jupyter_client asks for it, with the limits where no server sets them."""
        command: list[str] = super().format_kernel_cmd(extra_arguments)
        if os.name != "posix" or self.server is not None:
            return command
        limits = (str(self.limits["data"] // 1024), str(self.limits["files"]))
        return ["/bin/sh", "-c", _LIMITED, "sh", *limits, *command]
