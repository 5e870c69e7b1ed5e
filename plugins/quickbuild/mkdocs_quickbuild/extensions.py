"""Which Markdown extensions depend on nothing but what the cache takes account of."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import markdown

_PURE_FAMILIES = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_IMPURE = {"pymdownx.b64": "reads images"}
SNIPPETS = "pymdownx.snippets"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is known of the extensions of a site.

    `objections` say why nothing can be kept; `foreign` is whether one of them may see more than
    the text; `appended` are the files that belong to the text of every page.
    """

    objections: tuple[str, ...] = ()
    foreign: bool = False
    snippets: bool = False
    appended: tuple[str, ...] = ()


def dialect_of(names: list[Any], configs: dict[str, Any], trusted: frozenset[str]) -> Dialect:
    """Judge the extensions of a configuration; `trusted` are those that the author vouches for."""
    objections = []
    foreign = snippets = False
    for name in names:
        if not isinstance(name, str):
            objections.append(f"the extension {type(name).__name__} is an object with a state")
            continue
        module = _module(name)
        if module in _IMPURE:
            objections.append(f"the extension {name} {_IMPURE[module]}")
        elif module == SNIPPETS:
            snippets = True
        elif not module.startswith(_PURE_FAMILIES):
            foreign = True
            if name not in trusted and module.split(".")[0] not in trusted:
                objections.append(f"nobody knows what the extension {name} depends on")
    appended = _appended(configs.get(SNIPPETS) or {}) if snippets else ()
    return Dialect(tuple(objections), foreign, snippets, appended)


def _module(name: str) -> str:
    """The module that the extension of this name really comes from."""
    try:
        return type(markdown.Markdown().build_extension(name, {})).__module__ + ""
    except Exception:
        return "?"


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
