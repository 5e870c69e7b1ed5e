"""Whether the accounting misses anything: a family of processes that says itself what it used."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring.accounting import Used, measured

LEAST = 0.97
MEBIBYTES = 96

# Each member burns a known time and writes how much it was; the orphan outlives its parent in a
# session of its own and holds memory, and nobody waits for the child that is ignored.
_FAMILY = f"""
import os, signal, subprocess, sys, time
from pathlib import Path

def burn(name, seconds):
    while time.process_time() < seconds:
        sum(range(1000))
    Path(name).write_text(str(time.process_time()))

if len(sys.argv) > 1:
    name, seconds = sys.argv[1], float(sys.argv[2])
    held = b"x" * ({MEBIBYTES} << 20) if name == "orphan" else b""
    first = os.getppid()
    while name == "orphan" and os.getppid() == first:
        time.sleep(0.05)
    burn(name, seconds)
    os._exit(0)

def start(name, seconds, **more):
    return subprocess.Popen([sys.executable, __file__, name, str(seconds)], **more)

start("child", 0.4).wait()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
start("ignored", 0.6)
start("orphan", 0.6, start_new_session=True)
while not Path("ignored").exists():
    time.sleep(0.05)
time.sleep(0.2)
burn("parent", 0.4)
os._exit(0)
"""


def proof() -> str:
    """A line that says how much of a known use was seen, and whether that is enough."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        script = folder / "family.py"
        script.write_text(_FAMILY)
        used = measured([sys.executable, str(script)], folder, os.environ, folder / "log")
        names = ("parent", "child", "ignored", "orphan")
        known = sum(float((folder / name).read_text()) for name in names)
    return _line(used, known)


def _line(used: Used, known: float) -> str:
    enough = used.cpu >= LEAST * known and used.peak >= MEBIBYTES << 20
    verdict = "nothing is missed" if enough else "SOME IS MISSED: compare with care"
    return (
        f"accounting: {used.cpu:.2f} of {known:.2f} known CPU s seen, "
        f"{used.peak >> 20} of at least {MEBIBYTES} MiB; {verdict}"
    )
