"""Which Markdown extensions depend on nothing but what the cache takes account of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import markdown

_PURE_FAMILIES = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_IMPURE = {"pymdownx.b64": "reads images"}
SNIPPETS = "pymdownx.snippets"


PROMISE = "quickbuild_inputs"
"""The method by which an extension says what its work on the current page depends on, besides the
text, its options, its code and the page's address: a plain value, asked for before each page."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is known of the extensions of a site.

    `objections` say why nothing can be kept; `foreign` is whether one of them may see more than
    the text; `inputs` tell what else some depend on; `appended` are the files that belong to the
    text of every page.
    """

    objections: tuple[str, ...] = ()
    foreign: bool = False
    snippets: bool = False
    appended: tuple[str, ...] = ()
    inputs: tuple[Callable[[], object], ...] = ()


def dialect_of(names: list[Any], configs: dict[str, Any], trusted: frozenset[str]) -> Dialect:
    """Judge the extensions of a configuration; `trusted` are those that the author vouches for."""
    objections, inputs = [], []
    foreign = snippets = False
    for name in names:
        extension = _built(name, configs) if isinstance(name, str) else name
        module = type(extension).__module__
        promise = getattr(extension, PROMISE, None)
        if module == SNIPPETS:
            snippets = True
        elif module in _IMPURE:
            objections.append(f"the extension {name} {_IMPURE[module]}")
        elif promise is not None:
            inputs.append(promise)
        elif not isinstance(name, str):
            objections.append(f"the extension {type(name).__name__} is an object with a state")
        elif extension is None or not module.startswith(_PURE_FAMILIES):
            foreign = True
            if name not in trusted and re.split(r"[.:]", name)[0] not in trusted:
                objections.append(f"nobody knows what the extension {name} depends on")
    appended = _appended(configs.get(SNIPPETS) or {}) if snippets else ()
    return Dialect(tuple(objections), foreign, snippets, appended, tuple(inputs))


def is_pure_module(module: str, trusted: frozenset[str]) -> bool:
    """Whether functions of this module, named in options, depend on their arguments alone."""
    pure = (*_PURE_FAMILIES, "markdown.", "mkdocs.", "properdocs.", "builtins.", "re.", "material.")
    return f"{module}.".startswith(pure) or module.split(".")[0] in trusted


def called(extension: object) -> str:
    """What stands for an extension in a configuration."""
    kind = type(extension)
    return extension if isinstance(extension, str) else f"{kind.__module__}:{kind.__qualname__}"


def _built(name: str, configs: dict[str, Any]) -> Any:
    """The extension of this name, as Python-Markdown makes it; None if it cannot."""
    try:
        return markdown.Markdown().build_extension(name, configs.get(name) or {})
    except Exception:
        return None


def _appended(config: dict[str, Any]) -> tuple[str, ...]:
    """Every place where a file of `auto_append` is looked for, in order."""
    bases = config.get("base_path", ["."])
    bases = [bases] if isinstance(bases, str | os.PathLike) else list(bases)
    places = []
    for name in config.get("auto_append", []):
        for base in bases:
            base = os.path.abspath(os.fspath(base))
            places += [base, os.path.join(base, name)] if os.path.isdir(base) else [base]
    return tuple(dict.fromkeys(places))
