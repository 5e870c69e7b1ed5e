"""Every problem that running code can find, worded in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from syntopic.execution.values import ExecutionOptions, Session
from syntopic.model import NotePath, Origin, Problem, Severity, Snippet

DISTRIBUTION_OF = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "PIL": "Pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "PyYAML",
}
"""The packages whose name for import is not the name to install them by."""

_FENCED = frozenset({".md", ".markdown", ".qmd", ".rmd"})
_NAMED_FILES = 5

_FIXES = {
    "FileNotFoundError": "Only files beside the note and below its folder are there while its code "
    "runs; name them relative to the note.",
    "StdinNotImplementedError": "Give the value in the code: nobody can answer while it runs.",
}
_FIX = (
    "Mend the code, or mark the snippet as one that may raise (the tag raises-exception) if the "
    "error is the point of it."
)


def note_origin(session: Session) -> Origin:
    """Where the session begins in its note."""
    return session.snippets[0].origin if session.snippets else Origin(session.path)


def line_origin(snippet: Snippet, line: int) -> Origin:
    """The place of the snippet's n-th line (from 1) in the note.

    Options may stand above the code, so lines are counted from the end: a fence's origin includes
    its closing line, a cell's in a script or notebook ends with its code.
    """
    origin = snippet.origin
    closing = 1 if PurePosixPath(origin.path).suffix.casefold() in _FENCED else 0
    span = origin.last_line - origin.first_line + 1
    above = max(span - len(snippet.code.split("\n")) - closing, 0)
    at = min(origin.first_line + above + max(line, 1) - 1, origin.last_line)
    return Origin(origin.path, at, at)


def _error(code: str, origin: Origin, message: str, fix: str) -> Problem:
    return Problem(code, Severity.ERROR, origin, message, fix)


def snippet_failed(snippet: Snippet, line: int, name: str, text: str) -> Problem:
    """A snippet raised what it was not expected to raise."""
    said = f"{name}: {text.strip()}".splitlines()[0] if text.strip() else name
    fix = _FIXES.get(name, _FIX)
    return _error(
        "snippet-failed", line_origin(snippet, line), f"The code stopped with {said}", fix
    )


def package_missing(snippet: Snippet, line: int, module: str) -> Problem:
    """A snippet imports what is not installed."""
    package = DISTRIBUTION_OF.get(module, module)
    return _error(
        "package-missing",
        line_origin(snippet, line),
        f"The code of {snippet.origin.path} imports {module}, which is not installed",
        f"Add {package} to notes/requirements.txt and install it: "
        "pip install -r notes/requirements.txt",
    )


def snippet_timeout(snippet: Snippet, options: ExecutionOptions) -> Problem:
    """A snippet ran longer than one snippet may."""
    return _error(
        "snippet-timeout",
        snippet.origin,
        f"The code ran longer than {options.cell_timeout} seconds and was stopped",
        "Make the example smaller, or raise  cell_timeout  in mkdocs.yml.",
    )


def note_timeout(snippet: Snippet, options: ExecutionOptions) -> Problem:
    """All snippets of a note together ran longer than one note may."""
    return _error(
        "note-timeout",
        snippet.origin,
        f"The note's code ran longer than {options.note_timeout} seconds in all and was stopped",
        "Make the examples smaller, or raise  note_timeout  in mkdocs.yml.",
    )


def memory_exceeded(snippet: Snippet, options: ExecutionOptions) -> Problem:
    """A snippet asked for more memory than a session may have."""
    return _error(
        "memory-exceeded",
        snippet.origin,
        f"The code needs more than the {options.memory / 1024**3:.3g} GiB of memory it may have",
        "Make the example smaller, or raise  memory_mb  in mkdocs.yml.",
    )


def output_too_large(snippet: Snippet, options: ExecutionOptions) -> Problem:
    """A snippet printed or drew more than a page can carry."""
    return _error(
        "output-too-large",
        snippet.origin,
        f"The code put out more than {options.output_limit / 1_000_000:.3g} MB and was stopped",
        "Print less; draw large scatter plots with rasterized=True.",
    )


def kernel_died(snippet: Snippet, starting: bool) -> Problem:
    """The process that runs the code ended by itself, or never began."""
    message = "The kernel could not start" if starting else "The kernel died while the code ran"
    return _error(
        "kernel-died",
        snippet.origin,
        message,
        "Try the kernel outside (jupyter console)."
        if starting
        else "The code crashed, quit or ran out of memory: run it outside to see which.",
    )


def code_quit(snippet: Snippet) -> Problem:
    """A snippet ended its own session, and others follow."""
    return _error(
        "kernel-died",
        snippet.origin,
        "The code quit here, so the snippets after it did not run",
        "Take out exit() or quit(), or let it be the last thing that the note does.",
    )


def processes_without_end(snippet: Snippet) -> Problem:
    """A snippet started more processes than any example needs."""
    return _error(
        "processes-without-end",
        snippet.origin,
        "The code started more than 500 processes at a time and was stopped",
        "Start fewer processes, and wait for them.",
    )


def kernel_missing(session: Session, language: str) -> Problem:
    """No kernel is installed for the language of the note's code."""
    return _error(
        "kernel-missing",
        note_origin(session),
        f"No Jupyter kernel for {language} is installed, so the note's code did not run",
        f"Install a kernel for {language} (jupyter kernelspec list shows those there are).",
    )


def languages_mixed(snippet: Snippet, language: str) -> Problem:
    """One note asks to run two languages."""
    return _error(
        "languages-mixed",
        snippet.origin,
        f"This note's code is {language}, so its {snippet.language} snippets did not run",
        "Keep the code that runs in one note to one language.",
    )


def output_missing(session: Session, *, damaged: bool, kept: bool) -> Problem:
    """Code may not run now, and there is no record of what it put out.

    ``damaged`` says that there was one that could not be read, ``kept`` that there may be one.
    """
    message = "No outputs are recorded for this note's code and its files as they are now"
    fix = "Build once with code running, then keep the cache."
    if damaged:
        message = "What was recorded for this note's code is damaged"
    if not kept:
        message = "This note says cache: false, so its outputs are never recorded"
        fix = "Let it be recorded, build with code running, or mark the code as not to run."
    return _error("output-missing", note_origin(session), message, fix)


def record_damaged(session: Session) -> Problem:
    """A file of the cache could not be read, and has been removed."""
    return Problem(
        "record-damaged",
        Severity.HINT,
        note_origin(session),
        "What was recorded for this note's code was damaged, and has been removed",
        "Nothing needs to be done: the code has run again. If this comes back, look at the disk.",
    )


def depends_refused(note: NotePath, pattern: str) -> Problem:
    """A note names a file for its code that public code may not have.

    The file may be private, and so what is said of it is for the author alone.
    """
    problem = _error(
        "depends-refused",
        Origin(note),
        f"depends: {pattern} is private, a note, or outside of the notes",
        "Name files among the notes that are not withheld.",
    )
    return replace(problem, private=True)


def depends_missing(note: NotePath, pattern: str) -> Problem:
    """A note names files for its code, and there are none."""
    problem = _error(
        "depends-missing",
        Origin(note),
        f"depends: {pattern} means no file that code may read",
        "Name files relative to the note's folder, such as ../common/heights.csv or data/*.csv.",
    )
    return replace(problem, private=True)


def files_left_behind(session: Session, names: tuple[str, ...]) -> Problem:
    """The code wrote files, which were thrown away."""
    shown = ", ".join(names[:_NAMED_FILES])
    more = f" and {len(names) - _NAMED_FILES} more" if len(names) > _NAMED_FILES else ""
    return Problem(
        "files-left-behind",
        Severity.HINT,
        note_origin(session),
        f"The code wrote {shown}{more}; code runs in a copy of the folder, so nothing was kept",
        "Show what matters as an output; keep files that the note needs beside it.",
    )
