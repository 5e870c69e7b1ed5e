"""Which files only private notes name: those are as private as the notes."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from syntopic.memory import Lasts
from syntopic.model import Note

_WORD = re.compile(r"[\w.-]+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAKS = re.compile(r"\\[nrt]")


@dataclass(frozen=True, slots=True)
class Text:
    """All that stands in a file; ``public`` is the note that it is, where it is one."""

    path: str
    text: str = ""
    public: Note | None = None

    @property
    def said(self) -> str:
        """The text, with the files that the front matter of a note names."""
        note = self.public
        if note is None:
            return self.text
        return "\n".join((note.text, note.front.picture, *note.front.depends))


def only_named_in(
    private: Iterable[Text],
    public: Iterable[Text],
    paths: Iterable[str],
    memory: Lasts[str, tuple[str, ...]] | None = None,
) -> tuple[str, ...]:
    """Return the paths whose file name stands in a private text and in no public one.

    A name counts in any spelling that finds the file: any case and Unicode form, with ``%20``,
    entities, or escaped in JSON. Of several files of one name a text means the nearest. With the
    ``memory`` of the same folder only texts that have changed since are looked through.
    """
    known = tuple(paths)
    names = _Names.of(known)
    # Not the names themselves: some of these files are private, and no file may tell of them.
    signature = hashlib.blake2b("\0".join(known).encode("utf-8", "surrogatepass")).hexdigest()
    kept = memory if memory is not None else Lasts[str, tuple[str, ...]]()

    def named(text: Text) -> tuple[str, ...]:
        told = (text.public or text.text, signature)
        find = partial(names.named, text)
        return kept.of(text.path, told, find, saved=text.public is not None)

    hidden = {path for text in private for path in named(text)}
    shown = {path for text in public for path in named(text)} if hidden else set()
    return tuple(path for path in known if path in hidden - shown)


@dataclass(frozen=True, slots=True)
class _Names:
    """The paths by the names of their files, and the names by their last words."""

    paths: Mapping[str, list[str]]
    by_word: Mapping[str, list[tuple[str, list[str]]]]

    @classmethod
    def of(cls, paths: Iterable[str]) -> _Names:
        named: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            named[_folded(path.rsplit("/", 1)[-1])].append(path)
        by_word: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for name in named:
            words = _words(name)
            by_word[words[-1] if words else ""].append((name, words))
        return cls(named, by_word)

    def named(self, text: Text) -> tuple[str, ...]:
        """The files that a text names, found by the last word of each: a vault has thousands."""
        spelled = "\n".join(_spellings(text.said))
        present = {*_words(spelled), ""}
        return tuple(
            sorted(
                path
                for word in present & self.by_word.keys()
                for name, words in self.by_word[word]
                if words == [name] or (present.issuperset(words) and name in spelled)
                for path in _nearest(text.path, self.paths[name])
            )
        )


def _nearest(origin: str, paths: list[str]) -> list[str]:
    """The paths that share the deepest folder with the one that names them."""
    here = origin.split("/")[:-1]

    def apart(path: str) -> int:
        there = path.split("/")[:-1]
        pairs = zip(here, there, strict=False)
        return -next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(here), len(there)))

    best = min(map(apart, paths))
    return [path for path in paths if apart(path) == best]


def _words(text: str) -> list[str]:
    return [word for found in _WORD.findall(text) if (word := found.strip("._-"))]


def _spellings(text: str) -> Iterator[str]:
    folded = _folded(text)
    yield folded
    if "\\" in folded:
        plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), folded)
        yield _folded(_BREAKS.sub(" ", plain))
    if "%" in folded:
        yield _folded(unquote(folded))
    if "&" in folded:
        yield _folded(html.unescape(folded))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
