"""Compiled templates, kept under their source and under what compiling them depends on."""

from __future__ import annotations

import functools
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from mkdocs_quickbuild.canonical import Refused, value_digest
from mkdocs_quickbuild.installed import is_known
from mkdocs_quickbuild.purity import is_pure
from mkdocs_quickbuild.store import Store, digest

_KIND = "bytecode"
_OPTIONS = (
    "block_start_string block_end_string variable_start_string variable_end_string "
    "comment_start_string comment_end_string line_statement_prefix line_comment_prefix "
    "trim_blocks lstrip_blocks newline_sequence keep_trailing_newline optimized sandboxed is_async"
).split()


def environment_digest(env: jinja2.Environment) -> bytes:
    """16 bytes for all options, extensions, filters, tests and globals of an environment.

    Filters and tests of unknown origin count by name: they are never folded into compiled code,
    and a page that uses one is built anew. Raises Refused for what cannot be compared.
    """
    values = [
        [getattr(env, option) for option in _OPTIONS],
        [
            env.autoescape,
            env.finalize,
            env.undefined.__qualname__,
            env.policies.get("ext.i18n.trimmed"),
        ],
        sorted(env.extensions),
        [sorted(held) for held in (env.filters, env.tests, env.globals)],
    ]
    pure = [name for held in (env.filters, env.tests) for name, one in held.items() if is_pure(one)]
    return digest(value_digest([values, sorted(pure)], known=is_known), _globals(env))


def _globals(env: jinja2.Environment) -> bytes:
    return digest(*(_digest_or_name(name, env.globals[name]) for name in sorted(env.globals)))


def _digest_or_name(name: str, value: Any) -> bytes:
    try:
        return value_digest([name, value], known=is_known)
    except Refused:
        return name.encode()


def unstable_globals(env: jinja2.Environment) -> dict[str, Any]:
    """Objects that every template can reach and whose state has no stable form."""
    found = {}
    for name, value in env.globals.items():
        try:
            value_digest(value, known=is_known)
        except Refused:
            if not callable(value):
                found[f"global {name}"] = value
    return found


class KeptBytecode(BytecodeCache):
    """Jinja's cache of compiled templates, in our store."""

    def __init__(self, store: Store, code: bytes) -> None:
        self._store, self._code = store, code

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The compiled template, if one of this source was kept for such an environment."""
        try:
            around = environment_digest(environment).hex()
        except Refused:
            around = ""
        key = f"{self._code.hex()} {around} {self.get_cache_key(name, filename)}" if around else ""
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        if key:
            self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something for it."""
        if (piece := self._store.get(_KIND, bucket.key.encode())) is not None:
            bucket.bytecode_from_string(piece)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        if bucket.key:
            self._store.put(_KIND, bucket.key.encode(), bucket.bytecode_to_string())


def keep_bytecode(theme: Any, store: Store, code: bytes) -> None:
    """Let every environment that the theme makes keep its compiled templates."""
    make = type(theme).get_env

    @functools.wraps(make)
    def get_env() -> jinja2.Environment:
        env: jinja2.Environment = make(theme)
        env.bytecode_cache = KeptBytecode(store, code)
        return env

    theme.get_env = get_env
