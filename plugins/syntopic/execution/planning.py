"""What running a session would take, found out without running it: its kernel, files and key."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from syntopic.execution import problems as found
from syntopic.execution import startup
from syntopic.execution.cache import Entry, chained_key, file_digest
from syntopic.execution.kernels import (
    Installed,
    Kernel,
    find_kernel,
    installed_beside,
    language_name,
)
from syntopic.execution.packages import environment, requirements, versions_for
from syntopic.execution.scratch import readable, text_of
from syntopic.execution.values import ExecutionOptions, Result, Session
from syntopic.model import Output, Problem, Snippet

_DRAWS = re.compile(r"\b(?:matplotlib|seaborn|pylab)\b|\.(?:plot|hist|boxplot)\b")
_COMPUTES = re.compile(r"\b(?:numpy|scipy|pandas|sklearn|seaborn|statsmodels|matplotlib)\b")


@dataclass(frozen=True, slots=True)
class Finished:
    """What a session came to, and the problems met on the way."""

    result: Result
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A session ready to run, or without a ``kernel``, and then ``problems`` say why.

    ``running`` are the snippets in the session's one language, ``files`` what they may read,
    ``key`` names their outputs in the cache, ``imports`` what is set up for them beforehand.
    """

    session: Session
    running: tuple[Snippet, ...]
    kernel: Kernel | None = None
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    environment: str = ""
    key: str = ""


def planner(options: ExecutionOptions, font: Path | None) -> Callable[[Session], Plan]:
    """A function that plans sessions, and looks at each kernel and each file only once."""
    kernel_for = cache(find_kernel)
    installed_for = cache(installed_beside)
    digest = cache(file_digest)

    def plan(session: Session) -> Plan:
        language = language_name(session.snippets[0].language or "python")
        running, mixed = _one_language(session, language)
        kernel = kernel_for(language, (session.kernel, options.kernel))
        if kernel is None:
            return Plan(session, running, problems=(found.kernel_missing(session, language),))
        code = "\n".join(snippet.code for snippet in running)
        files = readable(session.folder, session.name, code, session.closed)
        code = "\n".join((code, *_modules(session.folder, files)))
        imports = _set_up(code) if language == "python" else ()
        installed = installed_for(kernel)
        base = (
            *_machine(kernel, installed),
            session.path,
            options.output_limit,
            _versions(session, code, files, installed),
            [(name, digest(session.folder / name)) for name in files],
            [digest(Path(startup.__file__)), digest(font) if font and imports else ""],
        )
        return Plan(
            session,
            running,
            kernel,
            mixed,
            files,
            imports,
            environment(code, kernel, installed),
            chained_key(base, running),
        )

    return plan


def without_run(plan: Plan, problems: tuple[Problem, ...]) -> Finished:
    """The end of a session that does not run: no outputs, and the reasons."""
    empty: tuple[tuple[Output, ...], ...] = ((),) * len(plan.session.snippets)
    return Finished(Result(empty, False, plan.environment), plan.problems + problems)


def finished(plan: Plan, outputs: Entry, problems: tuple[Problem, ...], whole: bool) -> Finished:
    """The end of a session that ran, now or before: its outputs, each beside its snippet.

    ``outputs`` may stop short, as the session did; ``whole`` says that it ran to its end.
    """
    shown = dict(zip(plan.running, outputs.outputs, strict=False))
    if outputs.left_behind:
        problems += (found.files_left_behind(plan.session, outputs.left_behind),)
    result = Result(
        tuple(shown.get(snippet, ()) for snippet in plan.session.snippets),
        whole and len(plan.running) == len(plan.session.snippets),
        plan.environment,
        len(outputs.outputs),
    )
    return Finished(result, plan.problems + problems)


def _one_language(
    session: Session, language: str
) -> tuple[tuple[Snippet, ...], tuple[Problem, ...]]:
    """The snippets in the session's language, and a problem if there are others."""
    ours = tuple(s for s in session.snippets if language_name(s.language or "python") == language)
    others = [snippet for snippet in session.snippets if snippet not in ours]
    return ours, tuple(found.languages_mixed(other, language) for other in others[:1])


def _modules(folder: Path, files: tuple[str, ...]) -> list[str]:
    paths = (folder / name for name in files if name.endswith(".py"))
    return [text_of(path) for path in paths]


def _set_up(code: str) -> tuple[str, ...]:
    """What to import beforehand: only what the code is about to import anyway."""
    named = ("numpy", _COMPUTES), ("matplotlib", _DRAWS)
    wanted = tuple(name for name, pattern in named if pattern.search(code))
    return wanted if "numpy" in wanted else ()


def _machine(kernel: Kernel, installed: Installed) -> tuple[object, ...]:
    command = [Path(kernel.argv[0]).name, *kernel.argv[1:]]
    return (
        kernel.name,
        kernel.language,
        command,
        installed.runtime,
        sys.platform,
        platform.machine(),
    )


def _versions(
    session: Session, code: str, files: tuple[str, ...], installed: Installed
) -> list[str]:
    local = frozenset(Path(name).parts[0].removesuffix(".py") for name in files)
    required = requirements(session.folder, session.path.count("/"))
    return versions_for(code, installed, local, required)


def figure_prefix(session: Session, position: int) -> str:
    """What the ids in a snippet's figures begin with: the same in every build, and nowhere else."""
    digest = hashlib.blake2b(session.path.encode("utf-8", "surrogatepass"), digest_size=4)
    return f"fig-{digest.hexdigest()}-{position}"
