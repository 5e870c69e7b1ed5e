"""Which functions give the same for the same arguments, as far as their origin tells."""

from __future__ import annotations

import functools
import types
from typing import Any

import jinja2
from jinja2.runtime import BlockReference, Macro

_KNOWN = ("jinja2.", "markupsafe.", "builtins.", "mkdocs.", "properdocs.", "material.", "gettext.")
_CHANCE = {"do_random", "generate_lorem_ipsum"}
_CHANGING = frozenset(
    """
    append add clear discard extend insert pop popitem remove reverse setdefault sort update
    """.split()
)
# Translations are those of the theme, which are taken account of by the content of their files.
_PURE_OWNERS = ("jinja2.", "datetime", "gettext", "babel.support")
_CONTAINERS = (dict, list, set)


def is_pure(function: Any) -> bool:
    """Whether a call gives the same for the same arguments and changes nothing."""
    if isinstance(function, Macro | BlockReference | jinja2.Undefined):
        return True
    if isinstance(function, functools.partial):
        return is_pure(function.func)
    owner = getattr(function, "__self__", None)
    if owner is not None and not isinstance(owner, types.ModuleType | type):
        return _is_pure_method(function, owner)
    module = getattr(function, "__module__", None) or type(function).__module__
    name = getattr(function, "__name__", "")
    return f"{module}.".startswith(_KNOWN) and name not in _CHANCE


def _is_pure_method(function: Any, owner: object) -> bool:
    if isinstance(owner, _CONTAINERS):
        return function.__name__ not in _CHANGING
    if isinstance(owner, str | bytes | tuple | int | float | frozenset):
        return True
    return type(owner).__module__.startswith(_PURE_OWNERS)


def called(function: Any) -> str:
    """A function's name, for people."""
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{getattr(function, '__module__', type(function).__module__)}.{name}"
