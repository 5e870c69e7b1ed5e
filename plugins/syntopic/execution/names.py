"""What Python code defines, and what it uses that it does not define itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from symtable import SymbolTable, symtable
from typing import NamedTuple

from syntopic.execution.assertions import plain_python

_REMEMBERED = 2048  # snippets; each is asked for once per page that shows it


class Names(NamedTuple):
    """Of one snippet: what it ``binds``, what of that it ``defines`` itself (imports left out), and
    what it ``uses`` of others.

    A name that it binds anywhere outside of its functions counts as its own wherever it is used.
    """

    binds: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()


@lru_cache(maxsize=_REMEMBERED)
def names_in(code: str) -> Names:
    """Return the names of a snippet; code that cannot be read has none."""
    try:
        table = symtable(plain_python(code), "snippet", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()
    symbols = table.get_symbols()
    defines = frozenset(one.get_name() for one in symbols if one.is_assigned())
    binds = defines | {one.get_name() for one in symbols if one.is_imported()}
    return Names(binds, defines, frozenset(_read(table)) - binds)


def _read(table: SymbolTable) -> Iterator[str]:
    """The names that are read, here or in functions, and that no function has of its own."""
    outermost = table.get_type() == "module"
    for one in table.get_symbols():
        if one.is_referenced() and (outermost or one.is_global()):
            yield one.get_name()
    for inner in table.get_children():
        yield from _read(inner)
