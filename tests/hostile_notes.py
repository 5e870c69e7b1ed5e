"""Notes whose code does harm, and the build that runs them: a process of its own, watched.

Run as a program with a folder, it lets the notes run and leaves in ``seen.pickle`` what came of
them. All that the notes start is marked, so that what is left of it can be found: commands by an
argument, forks by their name.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path

from syntopic.execution import ExecutionOptions, Mode, Result, Session, run_sessions
from syntopic.model import NotePath, Origin, Problem, Snippet

SLEEP = "2718.28"
"""How long marked commands would sleep, in seconds."""

MARK = "hostile-fork"
"""The name that forks give themselves."""

LIMITS = ExecutionOptions(Mode.ALWAYS, cell_timeout=3, note_timeout=6, memory=1024**3)

PIECE = 10
"""Lines between the beginnings of two snippets."""


@dataclass(frozen=True)
class Hostile:
    """A note, what its snippets show before the harm, and the problems it may end with.

    ``at`` is the position of the snippet that is to blame, from 0.
    """

    cells: tuple[str, ...]
    shown: tuple[str, ...]
    codes: tuple[str, ...]
    at: int = 0


FINE = "fine"
ANY = (FINE, "kernel-died", "snippet-timeout", "snippet-failed", "note-timeout")
"""How a note may end that breaks its own kernel: in which way is chance."""

BEGIN = "import os, sys, time\nprint('begun')"
TOLD = "print('told', flush=True); time.sleep(.3)\n"
NAMED = f"open('/proc/self/comm', 'w').write({MARK!r})\n"


def harm(code: str, *codes: str, after: str = "", told: bool = True) -> Hostile:
    """A note whose second snippet does harm after it has said something."""
    cells = (BEGIN, (TOLD if told else "") + code, *filter(None, [after]))
    return Hostile(cells, ("begun", "told" if told else ""), codes, 1)


PICTURE = """
import struct, zlib
from IPython.display import Image
def chunk(kind, held):
    return struct.pack('>I', len(held)) + kind + held + struct.pack('>I', zlib.crc32(kind + held))
size = struct.pack('>IIBBBBB', 60_000, 60_000, 8, 6, 0, 0, 0)
held = chunk(b'IHDR', size) + chunk(b'IDAT', zlib.compress(bytes(10**6))) + chunk(b'IEND', b'')
Image(b'\\x89PNG\\r\\n\\x1a\\n' + held)
"""
"""A small file that says that it is a picture of 14 gigabytes."""

NOTES = {
    "innocent-first": Hostile(("x = 20 + 1\nprint(open('heights.csv').read())", "x * 2"), (), ()),
    "endless": harm("while True: pass", "snippet-timeout"),
    "pattern": harm("import re; re.match(r'(a+)+$', 'a' * 40 + 'b')", "snippet-timeout"),
    "stubborn": harm(
        "while True:\n    try:\n        while True: time.sleep(.1)\n    except BaseException: pass",
        "snippet-timeout",
    ),
    "slow": Hostile(("import time; time.sleep(2.5)",) * 3, ("", "", ""), ("note-timeout",), 2),
    "quits": harm("os._exit(3)", "kernel-died"),
    "segfault": harm("import ctypes; ctypes.string_at(0)", "kernel-died"),
    "aborts": harm("os.abort()", "kernel-died"),
    "array": harm("import numpy as np; np.ones(1 << 30).sum()", "memory-exceeded"),
    "grows": harm("x = []\nwhile True: x.append(bytearray(1 << 24))", "memory-exceeded"),
    # On a busy machine the kernel may wait for its reader too long, or for its memory.
    "prints": harm(
        "for i in range(400): print('x' * (1 << 20))",
        *("output-too-large", "snippet-timeout", "kernel-died"),
    ),
    "writes-out": harm("for i in range(400): os.write(1, b'x' * (1 << 20))", "output-too-large"),
    "recursion": harm("def r(): r()\nr()", "snippet-failed", "snippet-timeout"),
    "displays": harm("for i in range(10**6): display(i)", "snippet-timeout", "output-too-large"),
    "children": harm(
        NAMED + "for _ in range(300):\n    if os.fork() == 0: time.sleep(60); os._exit(0)",
        FINE,
        "snippet-timeout",  # on a busy machine
        after="print('on')",
    ),
    "new-session": harm(
        "import subprocess\n"
        f"subprocess.Popen(['sleep', '{SLEEP}'], start_new_session=True, cwd='/', env={{}}); None",
        FINE,
    ),
    "daemon": harm(
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork(): os._exit(0)\n"
        "    os.chdir('/'); os.closerange(0, 100)\n"
        f"    os.execve('/bin/sleep', ['sleep', '{SLEEP}'], {{}})",
        FINE,
    ),
    "deaf": harm(
        "import subprocess\n"
        f"subprocess.Popen(['sh', '-c', \"trap '' TERM INT HUP; sleep {SLEEP} & wait\"],\n"
        "                 start_new_session=True); None",
        FINE,
    ),
    "hops": harm(  # each fork ends its parent at once, for as long as a build may take
        "if os.fork() == 0:\n    "
        + NAMED
        + "    end = time.monotonic() + 90\n"
        + "    while time.monotonic() < end:\n        os.setsid()\n"
        + "        if os.fork(): os._exit(0)\n        time.sleep(.02)\n"
        + "    os._exit(0)\ntime.sleep(.3)",
        FINE,
    ),
    "writes": harm(
        "open('heights.csv', 'w').write('mine'); open('new.txt', 'w').close()\n"
        "open('../above.txt', 'w').write('x'); open(b'odd-\\xff', 'w').close()\n"
        "os.symlink(HERE, 'link')",
        FINE,
    ),
    "fills": harm("open('sparse', 'wb').truncate(40 << 30)", "snippet-failed"),
    "closes": harm(
        "os.close(0); os.close(1); os.close(2); sys.stdout.close(); sys.stderr.close()",
        *ANY,
        after="1 + 1",
    ),
    "deletes": harm(
        "import shutil; shutil.rmtree(os.getcwd())", FINE, after="print('on'); import colorsys"
    ),
    "leaves": harm(
        "import shutil; here = os.getcwd(); os.chdir('/'); shutil.rmtree(os.path.dirname(here))",
        FINE,
        after="print('on')",
    ),
    "opens": harm(
        "kept = []\ntry:\n    while True: kept.append(os.open('/dev/null', 0))\n"
        "except OSError as error: print(error.strerror)",
        FINE,
        after="for fd in kept: os.close(fd)\nprint('on')",
    ),
    "ignores": harm(
        "import signal\nfor s in (1, 2, 3, 15, 17): signal.signal(s, signal.SIG_IGN)\n"
        "while True: time.sleep(1)",
        "snippet-timeout",
    ),
    "stops": harm("import signal; os.kill(os.getpid(), signal.SIGSTOP)", "snippet-timeout"),
    "kills-group": harm("os.killpg(0, 9)", "kernel-died"),
    "writes-anywhere": harm(
        "for fd in range(3, 64):\n    try: os.set_blocking(fd, False); os.write(fd, b'garbage!')\n"
        "    except OSError: pass",
        *ANY,
        after="1 + 1",
    ),
    "no-print": harm("import builtins; del builtins.print", "snippet-failed", after="print(1)"),
    "no-open": harm("import builtins; builtins.open = None", FINE, after="import colorsys; 2"),
    "no-modules": harm("sys.modules.clear()", *ANY, after="1 + 1"),
    "traces": harm("sys.settrace(lambda *_: 1 / 0)", *ANY, after="print('on')"),
    "no-kernel": harm("get_ipython().kernel.iopub_socket = None", *ANY, after="1 + 1"),
    "threads": harm(
        "import threading; wait = threading.Event()\n"
        "try:\n    for _ in range(3000): threading.Thread(target=wait.wait, daemon=True).start()\n"
        "except RuntimeError as error: print(error)",
        FINE,
        after="wait.set(); print('on')",
    ),
    "picture": harm(PICTURE, FINE),
    "half-characters": harm("print('half \\ud800 of one')", *ANY),
    "nothing-to-say": harm("sys.stdout = None; sys.stderr = None", *ANY, after="1 + 1"),
    "innocent-last": Hostile(("import numpy as np\nnp.arange(3)", "print('last')"), (), ()),
}
NOTES["no-print"] = Hostile(
    NOTES["no-print"].cells, ("begun", "told"), NOTES["no-print"].codes, at=2
)

AGAINST_THE_BUILD = {
    "innocent-first": NOTES["innocent-first"],
    "nests": harm(
        "for _ in range(1500): os.mkdir('d'); os.chdir('d')\nopen('f', 'w').close()", FINE
    ),
    "kills-parent": harm("os.kill(os.getppid(), 9); time.sleep(30)", *ANY),
    "stops-parent": harm("os.kill(os.getppid(), 19); time.sleep(30)", *ANY),
    "innocent-last": NOTES["innocent-last"],
}
"""Notes that do harm to what started their kernel, or to what tidies up behind them."""


@dataclass(frozen=True)
class Seen:
    """What a build came to, and what it found of itself afterwards.

    ``calm`` is what the innocent notes put out when nobody did harm; ``open_files`` are counted
    before and after.
    """

    results: dict[NotePath, Result]
    problems: tuple[Problem, ...]
    calm: dict[NotePath, Result]
    open_files: tuple[int, int]
    alive: tuple[str, ...]


def session(notes: Path, name: str, note: Hostile) -> Session:
    path = NotePath(f"stats/{name}.md")
    snippets = tuple(
        Snippet(
            place,
            code.replace("HERE", repr(str(notes))),
            "python",
            True,
            Origin(path, PIECE * place + 1, PIECE * place + code.count("\n") + 3),
        )
        for place, code in enumerate(note.cells)
    )
    return Session(path, (notes / path).parent, "", snippets)


def marked() -> tuple[str, ...]:
    """The processes that notes have started and that still run; some take a new id all the time."""
    looks = (map(_of_a_note, Path("/proc").glob("[0-9]*")) for _ in range(20))
    return tuple(sorted({found for look in looks for found in look if found}))


def _of_a_note(process: Path) -> str:
    try:
        command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        name = (process / "comm").read_text().strip()
        state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""
    ours = SLEEP in command or name == MARK
    return f"{name}: {command}" if ours and state != "Z" else ""


def build(base: Path, notes: dict[str, Hostile]) -> Seen:
    folder, cache = base / "notes", base / "cache"
    sessions = [session(folder, name, note) for name, note in notes.items()]
    innocent = [one for one in sessions if "innocent" in one.path]
    calm, _ = run_sessions(innocent, LIMITS, cache, None, lambda path, what: None)
    before = _open_files()
    results, problems = run_sessions(sessions, LIMITS, cache, None, lambda path, what: None)
    return Seen(results, problems, calm, (before, _open_files()), marked())


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


if __name__ == "__main__":
    base, chosen = Path(sys.argv[1]), sys.argv[2]
    # Pickled by their importable name, not as this program's own.
    import hostile_notes

    seen = hostile_notes.build(base, getattr(hostile_notes, chosen))
    (base / "seen.pickle").write_bytes(pickle.dumps(seen))
