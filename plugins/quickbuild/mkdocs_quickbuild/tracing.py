"""Noting all that a template reads while it is rendered.

Compiled templates reach everything through their environment and their context: attributes and
items by `getattr` and `getitem`, variables by `resolve_or_missing`, functions by `call`, other
templates by `_load_template`. So subclasses of the two see every read, and the same reads with the
same results give the same page. What Python code does when a template calls it is not seen; a call
of a function that is not known to depend on its arguments alone makes the page one to build again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jinja2
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing, pass_context, pass_environment

from mkdocs_quickbuild.purity import called, is_pure

Memo = Callable[[Context, Macro, tuple[Any, ...]], str]
"""Calls a macro of the navigation, or knows what it gives."""


@dataclass(slots=True)
class Trace:
    """What was read: (id, name) of attributes, (id, key) of items, variables, templates.

    Ids tell objects apart as long as these live; those that have names live as long as the build,
    and no others count. `parts` are pieces of the page whose attributes and items are noted apart.
    """

    attributes: set[tuple[int, str]] = field(default_factory=set)
    items: set[tuple[int, str | None]] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    parts: list[Any] = field(default_factory=list)
    objection: str | None = None

    def object(self, reason: str) -> None:
        """Note why the page cannot be kept."""
        if self.objection is None:
            self.objection = reason

    def include(self, other: Trace) -> None:
        """Note all that another trace has noted."""
        self.attributes |= other.attributes
        self.items |= other.items
        self.variables |= other.variables
        self.templates |= other.templates
        self.parts += other.parts
        if other.objection is not None:
            self.object(other.objection)

    def include_part(self, piece: Any) -> None:
        """Note a piece with what was read for it, of objects by the piece alone."""
        self.parts.append(piece)
        self.variables |= piece.trace.variables
        self.templates |= piece.trace.templates


class Tracing:
    """The trace into which is noted now, and what knows pieces of the navigation."""

    def __init__(self) -> None:
        self.trace = Trace()
        self.memo: Memo | None = None
        self.loading: Callable[[str, Callable[[], jinja2.Template]], jinja2.Template] = _load

    def apart(self, make: Callable[[], Any]) -> tuple[Any, Trace]:
        """What `make` gives, and what was read meanwhile, noted apart from all else."""
        outer, inner = self.trace, Trace()
        self.trace = inner
        try:
            return make(), inner
        finally:
            self.trace = outer


def _load(_name: str, load: Callable[[], jinja2.Template]) -> jinja2.Template:
    return load()


class TracedTemplate(jinja2.Template):
    """A template whose shared module passes on to every page what was read to make it."""

    state: Tracing
    _noted: Trace | None = None

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        make = super()._get_default_module
        if ctx is not None and ctx.globals_keys - self.globals.keys():
            return make(ctx)
        if self._module is None or self._noted is None:
            self._module = None
            _, self._noted = self.state.apart(lambda: make(ctx))
            self._noted.variables.clear()  # such a module sees none of the page's
        self.state.trace.include(self._noted)
        return make(ctx)


def traced(env: jinja2.Environment, state: Tracing, template: type[jinja2.Template]) -> None:
    """Make an environment note what its templates read, in `state.trace`."""
    env.__class__ = _traced_environment(type(env), state)
    env.context_class = _traced_context(env.context_class, state)
    env.template_class = template
    for held in (env.filters, env.tests):
        for name, function in list(held.items()):
            if not is_pure(function):
                held[name] = _objecting(name, function, state)
    env.filters["attr"] = _noting_attr(env.filters["attr"], state)
    if env.cache is not None:
        env.cache.clear()


def _traced_environment(kind: type, state: Tracing) -> type:
    plain = kind is jinja2.Environment
    load: Callable[..., jinja2.Template] = kind._load_template  # type: ignore[attr-defined]

    class Traced(kind):  # type: ignore[misc]
        """The environment of the theme, which notes reads."""

        def getattr(self, obj: Any, attribute: str, _get: Any = getattr) -> Any:
            state.trace.attributes.add((id(obj), attribute))
            if not plain:
                return super().getattr(obj, attribute)
            try:  # as in Jinja's own, which is called a thousand times for a page
                return _get(obj, attribute)
            except AttributeError:
                pass
            try:
                return obj[attribute]
            except (TypeError, LookupError, AttributeError):
                return self.undefined(obj=obj, name=attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            key = argument if type(argument) is str else None  # no other can be asked for again
            state.trace.items.add((id(obj), key))
            return super().getitem(obj, argument)

        def _load_template(self, name: str, globals: Any) -> jinja2.Template:
            state.trace.templates.add(name)
            return state.loading(name, lambda: load(self, name, globals))

    return Traced


def _traced_context(kind: type[Context], state: Tracing) -> type[Context]:
    plain = kind is Context

    class TracedContext(kind):  # type: ignore[misc,valid-type]
        """The context of a template, which notes variables and calls."""

        def resolve_or_missing(self, key: str) -> Any:
            state.trace.variables.add(key)
            if not plain:
                return super().resolve_or_missing(key)
            if key in self.vars:
                return self.vars[key]
            return self.parent.get(key, missing)

        @internalcode
        def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
            if type(__obj) is Macro:
                if state.memo is not None and __obj.name == "render" and not kwargs.get("caller"):
                    return state.memo(__self, __obj, args)
            elif not is_pure(__obj):
                state.trace.object(f"its template calls {called(__obj)}")
            return super().call(__obj, *args, **kwargs)

    return TracedContext


def _noting_attr(function: Callable[..., Any], state: Tracing) -> Callable[..., Any]:
    """The filter `attr`, which looks for an attribute before it asks the environment for it."""

    def attr(environment: jinja2.Environment, obj: Any, name: str) -> Any:
        state.trace.attributes.add((id(obj), name))
        return function(environment, obj, name)

    return pass_environment(attr)


def _objecting(name: str, function: Callable[..., Any], state: Tracing) -> Callable[..., Any]:
    """The same filter or test, noting that it was used, and never folded into compiled code."""
    passed = getattr(function, "jinja_pass_arg", None)

    def used(context: Context, *args: Any, **kwargs: Any) -> Any:
        state.trace.object(f"its template uses '{name}' of {called(function)}")
        if passed is None:
            return function(*args, **kwargs)
        first = {"context": context, "environment": context.environment}
        return function(first.get(passed.name, context.eval_ctx), *args, **kwargs)

    return pass_context(used)
