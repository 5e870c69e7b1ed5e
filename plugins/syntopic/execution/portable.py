"""Which notes' code runs anywhere, and which only beside the files that it reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from syntopic.execution.scratch import imported
from syntopic.execution.values import Result
from syntopic.model import NotePath, Problem, Severity, Snippet

_GLOB = re.compile(r"[*?\[]")
_LITERAL = re.compile(r"""(["'])((?:(?!\1)[^\\\n]){1,200})\1""")
_LONGEST = 200  # characters of a text that may be a file's name


def portable(
    sessions: Mapping[NotePath, tuple[Snippet, ...]],
    results: Mapping[NotePath, Result],
    notes: Path,
) -> tuple[dict[NotePath, tuple[Snippet, ...]], tuple[Problem, ...]]:
    """The sessions that a notebook can hold, and a hint for each that it cannot.

    A session cannot stand alone if its code names a file or a module beside its note, which a
    notebook on another machine would not find, or if it did not run to its end here: then it would
    not there. Without results, as where no code runs, only files are looked for.
    """
    kept: dict[NotePath, tuple[Snippet, ...]] = {}
    problems: list[Problem] = []
    for path, snippets in sessions.items():
        running = [snippet for snippet in snippets if snippet.runs]
        if not running:
            continue
        reason = _reason(path, running, results.get(path), notes)
        if reason:
            problems.append(_left_out(running[0], reason))
        else:
            kept[path] = snippets
    return kept, tuple(problems)


def _reason(path: NotePath, running: Sequence[Snippet], result: Result | None, notes: Path) -> str:
    beside = sorted(set(_beside((notes / path).parent, [s.code for s in running])))
    if beside:
        return f"its code needs {', '.join(beside)} beside it"
    if result is not None and not result.ran and not result.pending:
        return "its code did not run to its end"
    return ""


def _left_out(first: Snippet, reason: str) -> Problem:
    return Problem(
        "notebook-section-left-out",
        Severity.HINT,
        first.origin,
        f"No downloaded notebook holds the code of this note: {reason}",
        "Let the code make what it needs, if readers should be able to run it; else leave it so.",
    )


def _beside(folder: Path, codes: Sequence[str]) -> Iterator[str]:
    """The files, folders and modules beside a note that its code names."""
    for code in codes:
        for text in _texts(code):
            if _is_there(folder, text):
                yield text
        for module in imported(code):
            if (folder / f"{module}.py").is_file() or (folder / module).is_dir():
                yield module


def _texts(code: str) -> set[str]:
    """The texts in code that may be the names of files."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {found[2] for found in _LITERAL.finditer(code)}
    values = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return {v for v in values if isinstance(v, str) and 0 < len(v) <= _LONGEST}


def _is_there(folder: Path, text: str) -> bool:
    if text.startswith(("/", "~", ".")) and not text.startswith(("./", "../")):
        return False
    try:
        if _GLOB.search(text):
            return "." in text and any(path.is_file() for path in folder.glob(text))
        path = folder / text
        # A word may be the name of a folder by chance; with a slash it is meant.
        return path.is_file() or ("/" in text and path.is_dir())
    except (OSError, ValueError, NotImplementedError, RecursionError):
        return False
