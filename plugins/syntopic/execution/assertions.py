"""Which code makes sure of something when it runs: whether an assertion in it is reached."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_COMMAND = re.compile(r"^(\s*)(?:[%!].*|.*\s=\s*[%!].*)$", re.MULTILINE)
_MAGIC = re.compile(r"\s*%%(\w+)")
_PYTHON_MAGICS = frozenset(("capture", "prun", "time", "timeit"))
_Definition = ast.FunctionDef | ast.AsyncFunctionDef
_REMEMBERED = 512  # snippets; each is asked for once per page that shows it


def makes_sure(code: str, session: Sequence[str]) -> bool:
    """Tell whether Python code that ran to its end holds an ``assert`` that ran.

    One in a function counts if code of the session calls a function of this name; in a branch that
    is never taken by what is written (``if False:``) it does not.
    """
    if "assert" not in code:
        return False
    outside, functions = _assertions(code)
    return outside or any(name in _calls(other) for name in functions for other in session)


@lru_cache(maxsize=_REMEMBERED)
def _assertions(code: str) -> tuple[bool, frozenset[str]]:
    """Tell whether one stands outside of functions, and the functions that have one."""
    found = list(_names(_body(code), ""))
    return "" in found, frozenset(name for name in found if name)


@lru_cache(maxsize=_REMEMBERED)
def _calls(code: str) -> frozenset[str]:
    nodes = (node for part in _body(code) for node in ast.walk(part))
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    plain = {function.id for function in called if isinstance(function, ast.Name)}
    return frozenset(plain | {f.attr for f in called if isinstance(f, ast.Attribute)})


def plain_python(code: str) -> str:
    """A cell without the commands that only a notebook understands; nothing of another language."""
    magic = _MAGIC.match(code)
    other = magic and magic[1] not in _PYTHON_MAGICS
    return "" if other else _COMMAND.sub(r"\1pass", code)


def _body(code: str) -> list[ast.stmt]:
    try:
        return ast.parse(plain_python(code)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _names(nodes: Iterable[ast.AST], function: str) -> Iterator[str]:
    """Yield, for each assertion, the innermost function that it stands in, or nothing."""
    for node in nodes:
        if isinstance(node, ast.Assert):
            yield function
        elif isinstance(node, ast.If | ast.While) and _is_false(node.test):
            yield from _names(node.orelse, function)
        elif isinstance(node, _Definition):
            yield from _names(node.body, node.name)
        else:
            yield from _names(ast.iter_child_nodes(node), function)


def _is_false(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and not test.value
