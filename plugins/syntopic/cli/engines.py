"""``serve`` and ``build``: the site's engine with good defaults, in a process of its own."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from syntopic.cli.documented import Documented
from syntopic.cli.opening import Place, config_file, find, run_mode
from syntopic.cli.refusal import Refusal
from syntopic.cli.terminal import command

ENGINES = ("mkdocs", "properdocs")
ADDRESS = "127.0.0.1"
GRACE_SECONDS = 5


@click.command(cls=Documented, examples=["syntopic serve --open"])
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser, too.")
@run_mode
@config_file
def serve(port: int, opens: bool, mode: str | None, config: Path) -> None:
    """Show the site while you write.

    The page in your browser follows whenever you save a note. Only this computer can see it, and
    it shows your workings: what is missing, what changed, where sources differ. Ctrl-C ends it.
    """
    place = find(config, mode)
    _check_free(port)
    more = ["--open"] if opens else []
    code = run(place, "serve", "--dev-addr", f"{ADDRESS}:{port}", *more, mode=mode)
    sys.exit(max(code, 0))  # a preview that somebody ends has ended well


@click.command(cls=Documented, examples=["syntopic build --strict"])
@click.option("--strict", is_flag=True, help="Fail (exit code 1) if anything is wrong.")
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write the site.  [default: site]",
)
@click.option(
    "--site-url",
    metavar="URL",
    default="",
    help="The address where you publish it, if mkdocs.yml does not say so.",
)
@click.option("--why", is_flag=True, help="Say why each note and page was made anew.")
@run_mode
@config_file
def build(
    strict: bool,
    site_dir: Path | None,
    site_url: str,
    why: bool,
    mode: str | None,
    config: Path,
) -> None:
    """Build the site to publish.

    What is private, and your workings, stay out of it. Code runs only if it asks to and has
    changed since it last ran.
    """
    if site_url and not re.match(r"https?://[^\s/]", site_url):
        raise Refusal(f'--site-url: "{site_url}" should begin with https:// and name a host')
    more = ["--strict"] if strict else []
    more += ["--site-dir", str(site_dir.absolute())] if site_dir else []
    code = run(find(config), "build", *more, site_url=site_url, mode=mode, why=why)
    sys.exit(1 if code < 0 else code)


def engine() -> str:
    """The name of the installed engine; MkDocs before ProperDocs."""
    found = next((name for name in ENGINES if find_spec(name)), None)
    if found is None:
        raise Refusal("no engine is installed; install one with: pip install mkdocs")
    return found


def run(
    place: Place,
    *arguments: str,
    site_url: str = "",
    colab: str = "",
    mode: str | None = None,
    why: bool = False,
) -> int:
    """Run the engine to its end, whoever ends it; its exit code, negative after a signal.

    ``mode`` says when code runs, and wins over the configuration; ``why`` asks for reasons.
    ``colab`` is where Google Colab will open the site's notebooks, if it will.
    Ctrl-C reaches both processes, so the engine ends by itself; ``kill`` reaches only this one.
    """
    call = [sys.executable, "-m", engine(), *arguments, "--config-file", str(place.config)]
    said: dict[str, str | None] = {
        "SYNTOPIC_SITE_URL": site_url,
        "SYNTOPIC_COLAB": colab,
        "SYNTOPIC_RUN": mode,
        "SYNTOPIC_WHY": "1" if why else "",
    }
    told = {"NO_MKDOCS_2_WARNING": "1", **{name: text for name, text in said.items() if text}}
    with subprocess.Popen(call, env=os.environ | told) as process:
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:
            return _ended(process)
        finally:
            signal.signal(signal.SIGTERM, before)


def _ended(process: subprocess.Popen[bytes]) -> int:
    with suppress(subprocess.TimeoutExpired):
        return process.wait(GRACE_SECONDS)
    process.terminate()
    return process.wait()


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        if os.name != "nt":  # there it would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise Refusal(f"port {port} is not open to you; try one above 1024") from error
            other = port + 1 if port < 65535 else 8000
            raise Refusal(
                f"port {port} is in use, perhaps by another preview; "
                f"end that one, or try: {command('serve', '--port', str(other))}"
            ) from error
