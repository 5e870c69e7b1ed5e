"""What must not be in any output: the secrets of whoever builds, told by name or by their look.

Code gets none of them, but it runs with its author's rights, and may come upon the variables of the
build itself. Such a value is taken out of outputs wherever it stands as it is; what code has
changed first, as by base64, is not recognised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from html import escape

SHORTEST = 8
"""Characters of a secret; a shorter value may be any word."""

INSTEAD = "…"

_NAME = re.compile(
    r"secret|token|passw|passphrase|_pass\b|_pwd\b|credential|private|signing|cookie|auth"
    r"|(?:^|_)(?:api)?key|_dsn\b|(?:database|redis|mongo\w*|broker)_ur[il]\b",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"gh[a-z]_\w{8,}|github_pat_\w+|glpat-\S+|sk-\S+|hf_\w{8,}|xox[a-z]-\S+|A[KS]IA[A-Z0-9]{12,}"
    r"|eyJ[\w-]+\.\S+|-----BEGIN |\w+://[^/\s:@]*:[^/\s@]+@"
)
"""The beginnings by which services let their keys be known, and addresses with a password."""

_ONE_WORD = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[\w.+=~-]{20,}")
"""Long, of letters and digits, in one piece: no text, and no path that is shown anyway."""

_WORD = re.compile(r"[A-Za-z]{1,19}|[0-9.,:-]{1,19}")
"""A plain word, number or date stands in outputs that have nothing to do with a secret."""


def secret_values(outer: Mapping[str, str], passed: Collection[str]) -> tuple[str, ...]:
    """The values among variables (``outer``) that are secret, the longest first.

    What code gets (``passed`` are the names) is none.
    """
    found = {
        value.strip()
        for name, value in outer.items()
        if name not in passed and _is_secret(name, value.strip())
    }
    return tuple(sorted(found, key=lambda value: (-len(value), value)))


def replacements(secrets: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What to replace by what in outputs: each secret in all spellings that outputs have."""
    spelled = {spelling: None for secret in secrets for spelling in _spellings(secret)}
    return tuple((spelling, INSTEAD) for spelling in sorted(spelled, key=len, reverse=True))


def _is_secret(name: str, value: str) -> bool:
    if len(value) < SHORTEST or _WORD.fullmatch(value):
        return False
    return bool(_NAME.search(name) or _LOOK.match(value) or _ONE_WORD.fullmatch(value))


def _spellings(secret: str) -> Iterator[str]:
    """As it is, in HTML, in JSON, and as Python shows a text with quotes or line breaks."""
    for text in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
        yield text
        yield escape(text)
        yield escape(text, quote=False)
