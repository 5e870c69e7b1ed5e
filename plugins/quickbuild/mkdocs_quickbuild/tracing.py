"""Noting all that a template reads while it is rendered.

Compiled templates reach everything through their environment and their context: attributes and
items by `getattr` and `getitem`, variables by `resolve_or_missing`, functions by `call`, other
templates by `_load_template`. So subclasses of the two see every read, and the same reads with the
same results give the same page. What Python code does when a template calls it is not seen; a call
of a function that is not known to depend on its arguments alone makes the page one to build again.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

import jinja2
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.utils import internalcode, missing, pass_context

_KNOWN = ("jinja2.", "markupsafe", "builtins", "mkdocs.", "properdocs.", "material.", "gettext")
_CHANCE = {"do_random", "generate_lorem_ipsum"}
_CHANGING = frozenset(
    """
    append add clear discard extend insert pop popitem remove reverse setdefault sort update
    """.split()
)
_CONTAINERS = (dict, list, set)


class Trace:
    """The reads of one page: (way, name, what) for objects, names of variables and templates.

    `top` is the context that the engine hands to the page's template; variables are noted as they
    are there, since all others are made by templates.
    """

    def __init__(self, name: Callable[[object], str | None], top: dict[str, Any] | None) -> None:
        self._name = name
        self._top = top
        self.reads: dict[tuple[str, str, str], Any] = {}
        self.variables: dict[str, Any] = {}
        self.templates: set[str] = set()
        self.objection: str | None = None

    def read(self, way: str, item: object, what: object, value: Any) -> None:
        """Note that a template has taken `what` from `item`."""
        name = self._name(item)
        if name is None:
            if what in _CHANGING and isinstance(item, _CONTAINERS):
                self.object(f"its template changes a value ({what})")
        elif type(what) is not str:
            self.object(f"its template takes an item from {name} by something else than a name")
        else:
            self.reads[(way, name, what)] = value

    def variable(self, key: str) -> None:
        """Note that a template asked for a variable."""
        if self._top is not None and key not in self.variables:
            self.variables[key] = self._top.get(key, missing)

    def object(self, reason: str) -> None:
        """Note why the page cannot be kept."""
        if self.objection is None:
            self.objection = reason

    def include(self, other: Trace) -> None:
        """Note all that another trace has noted."""
        self.reads.update(other.reads)
        self.templates |= other.templates
        if other.objection is not None:
            self.object(other.objection)


class Tracing:
    """The trace of the page that is being built, while one is."""

    def __init__(self) -> None:
        self.trace: Trace | None = None


class TracedTemplate(jinja2.Template):
    """A template whose shared module passes on to every page what was read to make it."""

    state: Tracing
    _noted: Trace | None = None

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        outer = self.state.trace
        if ctx is not None and ctx.globals_keys - self.globals.keys():
            return super()._get_default_module(ctx)
        if self._module is None or self._noted is None:
            self._module = None
            self._noted = self.state.trace = Trace(outer._name if outer else _no_name, None)
        try:
            module = super()._get_default_module(ctx)
        finally:
            self.state.trace = outer
        if outer is not None:
            outer.include(self._noted)
        return module


def _no_name(_item: object) -> None:
    return None


def traced(env: jinja2.Environment, state: Tracing, template: type[jinja2.Template]) -> None:
    """Make an environment note what its templates read, in `state.trace`, while there is one."""
    kind: type = type(env)

    class Traced(kind):  # type: ignore[misc]
        """The environment of the theme, which notes reads."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            value = super().getattr(obj, attribute)
            if state.trace is not None:
                state.trace.read("a", obj, attribute, value)
            return value

        def getitem(self, obj: Any, argument: Any) -> Any:
            value = super().getitem(obj, argument)
            if state.trace is not None:
                state.trace.read("i", obj, argument, value)
            return value

        def _load_template(self, name: str, globals: Any) -> jinja2.Template:
            if state.trace is not None:
                state.trace.templates.add(name)
            return super()._load_template(name, globals)  # type: ignore[no-any-return]

    env.__class__ = Traced
    env.context_class = _traced_context(env.context_class, state)
    env.template_class = template
    for held in (env.filters, env.tests):
        for name, function in list(held.items()):
            if not is_pure(function):
                held[name] = _objecting(name, function, state)
    if env.cache is not None:
        env.cache.clear()


def _traced_context(kind: type[Context], state: Tracing) -> type[Context]:
    class TracedContext(kind):  # type: ignore[misc,valid-type]
        """The context of a template, which notes variables and calls."""

        def resolve_or_missing(self, key: str) -> Any:
            if state.trace is not None and key not in self.vars:
                state.trace.variable(key)
            return super().resolve_or_missing(key)

        @internalcode
        def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
            if state.trace is not None and not is_pure(__obj):
                state.trace.object(f"its template calls {_called(__obj)}")
            return super().call(__obj, *args, **kwargs)

    return TracedContext


def is_pure(function: Any) -> bool:
    """Whether a call gives the same for the same arguments, as far as its origin tells."""
    if isinstance(function, Macro | BlockReference | jinja2.Undefined):
        return True
    if isinstance(function, functools.partial):
        return is_pure(function.func)
    owner = getattr(function, "__self__", None)
    if owner is not None and not isinstance(owner, types.ModuleType | type):
        return _is_pure_method(function, owner)
    module = getattr(function, "__module__", None) or type(function).__module__
    name = getattr(function, "__name__", "")
    return (module + ".").startswith(_KNOWN) and name not in _CHANCE


def _is_pure_method(function: Any, owner: object) -> bool:
    if isinstance(owner, _CONTAINERS):
        return function.__name__ not in _CHANGING
    if isinstance(owner, str | bytes | tuple | int | float | frozenset):
        return True
    return type(owner).__module__.startswith(("jinja2.", "datetime"))


def _objecting(name: str, function: Callable[..., Any], state: Tracing) -> Callable[..., Any]:
    """The same filter or test, noting that it was used, and never folded into compiled code."""
    passed = getattr(function, "jinja_pass_arg", None)

    def used(context: Context, *args: Any, **kwargs: Any) -> Any:
        if state.trace is not None:
            state.trace.object(f"its template uses '{name}' of {_called(function)}")
        if passed is None:
            return function(*args, **kwargs)
        first = {"context": context, "environment": context.environment}
        return function(first.get(passed.name, context.eval_ctx), *args, **kwargs)

    return pass_context(used)


def _called(function: Any) -> str:
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{getattr(function, '__module__', type(function).__module__)}.{name}"
