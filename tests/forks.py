"""Programs forked from a process that has imported them: real ones, without a second of imports.

Each is a process of its own, with its folder, surroundings and streams as if it had been called by
name. All of one run hash alike, and ``/proc`` shows the surroundings of the first: what looks at
either, and what is about starting itself, calls Python.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

CAN_FORK = sys.platform == "linux"
PROGRAMS = {
    "mkdocs": ("-m", "mkdocs"),
    "properdocs": ("-m", "properdocs"),
    "syntopic": ("-c", "from syntopic.cli import main; main()"),
}
IMPORTED = (
    *("mkdocs.config", "mkdocs.commands.build", "material.plugins.search.plugin", "jinja2.ext"),
    *("syntopic.cli", "syntopic.mkdocs_plugin", "mkdocs_quickbuild.plugin"),
    *(f"syntopic.markdown.{name}" for name in ("containers", "inline_html", "players", "strong")),
    *(f"markdown.extensions.{name}" for name in ("abbr", "admonition", "def_list", "footnotes")),
    *(f"markdown.extensions.{name}" for name in ("fenced_code", "tables", "toc")),
    *(f"pymdownx.{name}" for name in ("betterem", "highlight", "superfences", "tabbed", "tilde")),
    *("pygments.formatters.html", "pygments.lexers.python", "PIL.JpegImagePlugin"),
    *("fontTools.subset", "fontTools.ttLib.woff2", "PIL.PngImagePlugin"),
)
"""What the programs need, and what they would import only once they run.

One process can hold one engine, so ProperDocs is always called.
"""


def run(
    program: str, words: Sequence[str], folder: Path, surroundings: Mapping[str, str]
) -> tuple[int, str]:
    """How a program ends that is called with these words, and what it says: first its output."""
    if not CAN_FORK:
        return called(program, words, folder, surroundings)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked = {
            **{
                "program": program,
                "words": [*words],
                "folder": str(folder.resolve()),
                "paths": sys.path,
            },
            **{"surroundings": dict(surroundings)},
            "streams": [f"/proc/{os.getpid()}/fd/{stream.fileno()}" for stream in (out, err)],
        }
        code = _answered(asked)
        said = ""
        for stream in (out, err):
            stream.seek(0)
            said += stream.read().decode("utf-8", "replace")
    return code, said


def called(
    program: str, words: Sequence[str], folder: Path, surroundings: Mapping[str, str]
) -> tuple[int, str]:
    """The same of a process that has imported nothing."""
    done = subprocess.run(
        [sys.executable, *PROGRAMS[program], *words],
        cwd=folder,
        env=dict(surroundings),
        capture_output=True,
        timeout=600,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def _answered(asked: Mapping[str, Any]) -> int:
    server = _server()
    assert server.stdin and server.stdout
    server.stdin.write(json.dumps(asked).encode() + b"\n")
    server.stdin.flush()
    child = int(server.stdout.readline())
    if not select.select([server.stdout], [], [], 600)[0]:
        os.kill(child, signal.SIGKILL)
        server.stdout.readline()
        raise TimeoutError(asked)
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[bytes]:
    """What has imported everything and forks; it ends with this process."""
    server = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )

    def end() -> None:
        server.communicate()

    atexit.register(end)
    return server


def _serve() -> None:
    """Forks for each line that comes in; tells the child's number, then how it ended."""
    import gc
    from importlib import import_module

    for name in IMPORTED:
        import_module(name)
    assert len(os.listdir("/proc/self/task")) == 1, "a thread would not outlive the fork"
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(asked: Mapping[str, Any]) -> NoReturn:
    """Takes on all that makes a process what it is, runs the program, and ends."""
    import runpy
    import time
    import traceback

    tempfile.tempdir = None  # asked for anew
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["surroundings"])
    time.tzset()
    sys.path[:] = [asked["folder"], *asked["paths"]]
    sys.argv[:] = [asked["program"], *asked["words"]]
    for number, stream in enumerate((os.devnull, *asked["streams"])):
        opened = os.open(stream, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    code = 0
    try:
        kind, named = PROGRAMS[asked["program"]]
        if kind == "-m":
            runpy.run_module(named, run_name="__main__", alter_sys=True)
        else:
            exec(named, {"__name__": "__main__"})
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else bool(ended.code)
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
