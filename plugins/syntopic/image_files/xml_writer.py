"""XML read and written again with parts left out, its prefixes and the rest as they were."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

Name = tuple[str, str]
"""A namespace and a name within it."""

Attributes = list[tuple[Name, str]]

_ALWAYS = {"xml": "http://www.w3.org/XML/1998/namespace", "": ""}
_UNKNOWN = "unknown:"
"""The namespace of a prefix that is never declared."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class Writer:
    """Reads once and keeps what it is told to.

    ``is_kept`` is asked for each element (namespace, name), ``attributes`` returns those that stay,
    ``text`` the text within an element. Comments, instructions and the document type always go;
    entities that the latter defines are written out. ``changed`` tells whether anything went.
    """

    def __init__(
        self,
        is_kept: Callable[[str, str], bool],
        attributes: Callable[[str, str, Attributes], Attributes],
        text: Callable[[str, str, str], str],
    ) -> None:
        """Nothing is read yet."""
        self.is_kept, self.attributes, self.text = is_kept, attributes, text
        self.root: Name = ("", "")
        self.changed = False
        self._parts: list[str] = []
        self._open: list[tuple[dict[str, str], Name, bool]] = [(dict(_ALWAYS), ("", ""), True)]
        self._waiting: list[str] = []
        self._unclosed = False

    def read(self, content: bytes) -> None:
        """Reads the whole; ExpatError where it is not well-formed."""
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._waiting.append
        parser.CommentHandler = self._left_out
        parser.ProcessingInstructionHandler = self._left_out
        parser.EntityDeclHandler = self._left_out
        parser.Parse(content, True)

    def written(self) -> str:
        """What was kept."""
        return "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', *self._parts, "\n"])

    def _left_out(self, *_: object) -> None:
        self.changed = True

    def _start(self, written: str, pairs: list[str]) -> None:
        self._tell()
        spaces, _, inside = self._open[-1]
        found = list(zip(pairs[::2], pairs[1::2], strict=True))
        here = dict(spaces)
        here.update((n.partition(":")[2], v) for n, v in found if n.partition(":")[0] == "xmlns")
        name = _named(written, here, here[""])
        if len(self._open) == 1:
            self.root = name
        kept = inside and self.is_kept(*name)
        self._open.append((here, name, kept))
        if not kept:
            self.changed = True
            return
        self._parts += [">" if self._unclosed else "", f"<{written}"]
        self._unclosed = True
        self._write_attributes(name, found, here)

    def _write_attributes(
        self, element: Name, found: list[tuple[str, str]], spaces: dict[str, str]
    ) -> None:
        names = {n: _named(n, spaces, "") for n, _ in found if n.partition(":")[0] != "xmlns"}
        told = [(names[n], v) for n, v in found if n in names]
        stay = dict(self.attributes(*element, told))
        for written, value in found:
            if written in names:
                if names[written] not in stay:
                    self.changed = True
                    continue
                now = stay[names[written]]
            elif not self.is_kept(value, ""):
                self.changed = True
                continue
            else:
                now = value
            self.changed = self.changed or now != value
            self._parts.append(f' {written}="{_escaped(now, _VALUE)}"')

    def _end(self, written: str) -> None:
        self._tell()
        if self._open.pop()[2]:
            self._parts.append("/>" if self._unclosed else f"</{written}>")
            self._unclosed = False

    def _tell(self) -> None:
        """Writes the text since the last tag."""
        text = "".join(self._waiting)
        self._waiting.clear()
        _, name, kept = self._open[-1]
        if text and kept and len(self._open) > 1:
            now = self.text(*name, text)
            self.changed = self.changed or now != text
            self._parts += [">" if self._unclosed else "", _escaped(now, _TEXT)]
            self._unclosed = False


def _named(written: str, spaces: dict[str, str], default: str) -> Name:
    prefix, colon, name = written.partition(":")
    return (spaces.get(prefix, _UNKNOWN), name) if colon else (default, written)


def _escaped(text: str, table: dict[int, str]) -> str:
    return text.translate(table)
