"""How jupyter_client gets a kernel from our server; its entry point is named ``syntopic``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from syntopic.execution.isolation.client import Order

_LOOK_SECONDS = 0.005


class ServedProvisioner(LocalProvisioner):
    """Orders kernels from its manager's ``server``; without one it starts ordinary kernels.

    The manager also says what ``limits`` the kernel gets, and what a forked one runs ``first``.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Order a kernel; it may still be starting when this returns."""
        settings: Any = self.parent
        server = getattr(settings, "server", None)
        if server is None:
            return await super().launch_kernel(cmd, **kwargs)
        cwd = str(kwargs.get("cwd") or Path.cwd())
        limits = getattr(settings, "limits", {})
        first = getattr(settings, "first", "")
        order = Order(tuple(cmd), forked_arguments(cmd), first, kwargs["env"], cwd, limits)
        self.process = server.start(order)
        self.pid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait until the kernel and all that it started are gone."""
        while self.process is not None and await self.poll() is None:
            await asyncio.sleep(_LOOK_SECONDS)
        code: int | None = self.process.returncode if self.process is not None else 0
        self.process = None
        return code


def forked_arguments(command: Sequence[str]) -> tuple[str, ...] | None:
    """What a command gives to IPython's kernel; None if it is not that of this interpreter."""
    is_ours = tuple(command[:3]) == (sys.executable, "-m", "ipykernel_launcher")
    return tuple(command[3:]) if is_ours else None
