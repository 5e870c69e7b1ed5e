"""Modules of the front end, bundled as the front end bundles them, and asked in Node."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "plugins" / "syntopic" / "frontend"


def node() -> str:
    """Node's path, with the packages of the front end installed."""
    sys.path.insert(0, str(ROOT))
    from build_frontend import node_with_packages

    return node_with_packages(FRONTEND)


def bundle(modules: Sequence[str], made: Path, *options: str) -> None:
    """Write one script with all that these modules below ``src`` export."""
    text = "".join(f'export * from "./src/{module}";\n' for module in modules)
    command = [node(), "node_modules/esbuild/bin/esbuild", "--bundle", f"--outfile={made}"]
    command += ["--log-level=error", "--loader=ts", "--sourcefile=parts-for-tests.ts", *options]
    subprocess.run(command, cwd=FRONTEND, input=text, text=True, encoding="utf-8", check=True)


def asked(folder: Path, modules: Sequence[str], body: str, given: object = None, **env: str) -> Any:
    """What the body of a function of ``parts`` (all exports) and ``given`` returns in Node."""
    bundle(modules, folder / "parts.cjs", "--format=cjs", "--platform=node")
    script = folder / "asked.cjs"
    script.write_text(
        f"const parts = require('./parts.cjs');\nconst ask = (given) => {{{body}}};\n"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        "process.stdout.write(JSON.stringify(ask(given)));\n",
        "utf-8",
    )
    done = subprocess.run(
        [node(), str(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env or None,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
