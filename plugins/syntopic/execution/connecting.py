"""Getting into touch with a kernel that has just been started, without waiting for silence.

jupyter_client waits for a fifth of a second to hear that nothing more is said, which is as long as
a small note runs, and asks again only after a while where a kernel is not listening yet.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

_LOOK_SECONDS = 0.01
_LOOKS_FOR_LIFE = 25
"""Whether a kernel lives is asked once in so many looks, since it costs more than they do."""

_LISTENING_SECONDS = 10
"""A kernel whose sockets are not there by then is asked all the same."""

_ANSWER_SECONDS = 1
_HEARD_SECONDS = 0.2


async def connected(manager: AsyncKernelManager, seconds: float) -> AsyncKernelClient:
    """A client of the manager's kernel, which has answered it; RuntimeError if it does not.

    The answer has been heard on both channels, so nothing that the kernel puts out from now on can
    be missed.
    """
    end = time.monotonic() + seconds
    await _listening(manager)
    client = manager.client()
    # Nothing is typed in, and who ends a kernel ends its process: the other channels are idle.
    client.start_channels(stdin=False, hb=False, control=False)
    while not await _answered(client):
        if not await manager.is_alive() or time.monotonic() > end:
            client.stop_channels()
            raise RuntimeError("the kernel does not answer")
    return client


async def _listening(manager: AsyncKernelManager) -> None:
    """Wait for a kernel's sockets where they are files: who comes too early waits for longer."""
    if manager.transport != "ipc":
        return
    ports = ("shell", "iopub", "stdin", "hb", "control")
    sockets = [Path(f"{manager.ip}-{getattr(manager, f'{name}_port')}") for name in ports]
    for look in range(int(_LISTENING_SECONDS / _LOOK_SECONDS)):
        if all(socket.exists() for socket in sockets):
            return
        if look % _LOOKS_FOR_LIFE == 0 and not await manager.is_alive():
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _answered(client: AsyncKernelClient) -> bool:
    """Ask for the kernel's name; whether it has answered, and been heard to be done with it."""
    asked = client.kernel_info()
    try:
        while not _is_reply(
            reply := await client.shell_channel.get_msg(timeout=_ANSWER_SECONDS), asked
        ):
            pass
        client._handle_kernel_info_reply(reply)  # an old kernel speaks another dialect
        while not _is_done(await client.iopub_channel.get_msg(timeout=_HEARD_SECONDS), asked):
            pass
    except Empty:
        return False
    return True


def _is_reply(message: dict[str, Any], asked: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == asked)


def _is_done(message: dict[str, Any], asked: str) -> bool:
    state = message["content"].get("execution_state")
    return message["msg_type"] == "status" and state == "idle" and _is_reply(message, asked)
