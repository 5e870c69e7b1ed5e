"""Strings that look like secrets, or tell who the author is, in what is about to be published."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of string: what it is in plain words, and whether it opens anything.

    One of the ``needles`` stands in every such string (lower case), so that most texts are not
    searched at all. A string of less ``entropy`` is no key, but words.
    """

    what: str
    pattern: re.Pattern[str]
    needles: tuple[str, ...]
    opens: bool = True
    entropy: float = 0.0


def _kind(what: str, pattern: str, *needles: str, opens: bool = True, entropy: float = 0.0) -> Kind:
    return Kind(what, re.compile(pattern), needles, opens, entropy)


# Forms as the services document them; docs/privacy.md says where each was looked up.
KINDS = (
    _kind(
        "a private key", r"-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----", "private key"
    ),
    _kind(
        "an AWS access key",
        r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
        "akia",
        "asia",
        "abia",
        "acca",
        entropy=3.0,
    ),
    _kind("a GitHub token", r"\bgh[pousr]_[A-Za-z0-9]{36,}\b", "gh", entropy=3.0),
    _kind("a GitHub token", r"\bgithub_pat_[A-Za-z0-9_]{60,}\b", "github_pat_"),
    _kind("a GitLab token", r"\bglpat-[A-Za-z0-9_-]{20,}", "glpat-", entropy=3.0),
    _kind("a Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}", "xox", entropy=2.5),
    _kind("a Google key", r"\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", "aiza", entropy=3.0),
    _kind("an Anthropic key", r"\bsk-ant-[A-Za-z0-9_-]{20,}", "sk-ant-", entropy=3.0),
    _kind(
        "an OpenAI key", r"\bsk-(?!ant-)(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,}", "sk-", entropy=3.5
    ),
    _kind("a Hugging Face token", r"\bhf_[A-Za-z]{30,}\b", "hf_", entropy=3.0),
    _kind("a Stripe key", r"\b[rs]k_(?:live|prod)_[A-Za-z0-9]{16,}", "k_", entropy=2.5),
    _kind("an npm token", r"\bnpm_[A-Za-z0-9]{36}\b", "npm_", entropy=3.0),
    _kind("a PyPI token", r"\bpypi-AgE[A-Za-z0-9_-]{50,}", "pypi-age"),
    _kind("a SendGrid key", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}", "sg.", entropy=3.0),
    _kind(
        "a signed token",
        r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}",
        "eyj",
    ),
    _kind(
        "a password in an address",
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"'<>$\{]{1,60}:(?![^@]*(?:password|passwd|secret|xxx))"
        r"[^\s/:@\"'<>$\{]{6,}@(?!(?:localhost|host|127\.|example\.))[\w.-]+",
        "://",
    ),
    _kind(
        "a password or key",
        r"(?i)(?:api[_-]?key|secret|passw(?:or)?d|access[_-]?token|auth[_-]?token)"
        r"[\w.-]{0,20}[\"']?\s{0,3}(?:=|:|:=|=>)\s{0,3}[\"'](?P<secret>[^\s\"'<>\{\}$]{12,80})[\"']",
        *("api_key", "api-key", "apikey", "secret", "passw", "access_token", "access-token"),
        *("accesstoken", "auth_token", "auth-token", "authtoken"),
        entropy=3.5,
    ),
    _kind(
        "a home directory",
        r"(?:(?<![\w.~/-])/(?:home|Users)/|\b[A-Za-z]:\\{1,2}Users\\{1,2})(?P<secret>[\w.-]{2,40})",
        "/home/",
        "/users/",
        "users\\",
        opens=False,
    ),
    _kind(
        "an e-mail address",
        r"(?<![\w.+/@:-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b",
        "@",
        opens=False,
    ),
)

_NOBODY = frozenset(
    (
        *(
            "user",
            "username",
            "users",
            "you",
            "your",
            "yourname",
            "your-name",
            "me",
            "name",
            "myname",
        ),
        *(
            "shared",
            "public",
            "default",
            "runner",
            "jovyan",
            "ubuntu",
            "vscode",
            "codespace",
            "app",
        ),
        *("admin", "node", "root", "docker", "git", "guest", "somebody", "someone", "alice", "bob"),
        *("all users", "john", "jane", "jdoe", "johndoe", "foo", "test", "example"),
    )
)
"""Names of directories that are nobody's."""

_EXAMPLES = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.\w+|[\w-]+\.example|test|invalid|localhost|domain\.\w+|email\.com"
    r"|company\.com|users\.noreply\.github\.com|github\.com|gitlab\.com|bitbucket\.org)$"
    r"|^(?:git|noreply|no-reply|user|you|your\.?name|name|username|someone|somebody)@",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|css|js|mjs|ts|html?|md|py|ipynb|json|ya?ml|txt|zip|gz|whl)$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"example|placeholder|changeme|change-me|your|xxxx|\.\.\.|1234567|abcdef|dummy|sample|redacted"
    r"|^(.)\1+$|\*{3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A string that looks like a secret: what it looks like, and its line (from 1)."""

    what: str
    line: int
    text: str
    opens: bool


def suspects(text: str, allowed: frozenset[str] = frozenset()) -> Iterator[Suspect]:
    """Yield what looks like a secret in a text, in the order of kinds; never what is ``allowed``.

    Placeholders ("your-key-here"), names that are nobody's and words without randomness are none.
    """
    lower = text.lower()
    for kind in KINDS:
        if not any(needle in lower for needle in kind.needles):
            continue
        for found in kind.pattern.finditer(text):
            said = found.groupdict().get("secret") or found[0]
            if not _is_harmless(kind, found[0], said) and not {found[0], said} & allowed:
                yield Suspect(kind.what, text.count("\n", 0, found.start()) + 1, said, kind.opens)


def _is_harmless(kind: Kind, whole: str, said: str) -> bool:
    if kind.what == "a home directory":
        return said.casefold().rstrip(".") in _NOBODY
    if kind.what == "an e-mail address":
        return bool(_EXAMPLES.search(whole) or _FILES.search(whole))
    if kind.what == "a private key":
        return False
    words_only = kind.entropy and "hf_" not in kind.needles and not re.search(r"\d", said)
    return bool(words_only) or bool(_PLACEHOLDER.search(said)) or _entropy(said) < kind.entropy


def _entropy(text: str) -> float:
    """Shannon's, in bits for each character."""
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts)
