"""Printed text as a terminal leaves it: overwritten lines, colours, and the text without them.

Of all that a terminal understands, only what gives text its look is kept, written in one way:
``ESC [ 0 ; … m``, always the whole look of what follows. A line break has no look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
"""The eight colours of a terminal in their order; each has a bright one, too."""

_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])?"
_TOKEN = re.compile(rf"(?P<escape>{_ESCAPE})|(?P<control>[\r\n\b])|[^\x1b\r\n\b]+")
_ANY_ESCAPE = re.compile(_ESCAPE)
_ACTS = re.compile(r"[\x1b\r\b]")
_MOVE = re.compile(r"\x1b\[(\d*)([ABCDGK])")
_LOOK = re.compile(r"\x1b\[([\d;:]*)m")
_WIDEST = 1000  # columns; a jump beyond them is no line that anybody reads
_LONGEST = 80  # characters of a sequence; no program needs more to say how text looks
_RGB = (
    *((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0)),
    *((0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)),
    *((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0)),
    *((92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)),
)  # as xterm shows the sixteen


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks: colours from 0 to 15, None for the page's own."""

    ink: int | None = None
    ground: int | None = None
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    inverse: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The look in words: ``red``, ``bright-blue``, ``on-yellow``, ``bold``."""
        ground = "" if self.ground is None else f"on-{_name(self.ground)}"
        flags = ("bold", "italic", "underlined", "inverse")
        ink = "" if self.ink is None else _name(self.ink)
        return tuple(filter(None, (ink, ground, *(f for f in flags if getattr(self, f)))))

    @property
    def sequence(self) -> str:
        """The escape sequence from which on text looks like this, whatever was before."""
        flags = ((self.bold, 1), (self.italic, 3), (self.underlined, 4), (self.inverse, 7))
        codes = [0, *(code for said, code in flags if said)]
        if self.ink is not None:
            codes.append(30 + self.ink if self.ink < 8 else 82 + self.ink)
        if self.ground is not None:
            codes.append(40 + self.ground if self.ground < 8 else 92 + self.ground)
        return f"\x1b[{';'.join(map(str, codes))}m"


PLAIN = Look()
"""The look of text that nothing has been said about."""


def plain(text: str) -> str:
    """The text without any escape sequence."""
    return _ANY_ESCAPE.sub("", text) if "\x1b" in text else text


def runs(text: str) -> Iterator[tuple[Look, str]]:
    """The pieces of a text of one look each, in order."""
    look, at = PLAIN, 0
    for found in _ANY_ESCAPE.finditer(text):
        if found.start() > at:
            yield look, text[at : found.start()]
        look, at = _looking(look, found[0]), found.end()
    if at < len(text):
        yield look, text[at:]


def screen(text: str) -> str:
    """What is left to see of a text on an endless screen.

    Carriage returns and movements of the cursor overwrite, as progress bars do. Takes linear time,
    and changes nothing when it is done again.
    """
    text = text.replace("\r\n", "\n")
    if not _ACTS.search(text):
        return text
    drawn = _Screen()
    for token in _TOKEN.finditer(text):
        if token["escape"]:
            drawn.obey(token["escape"])
        elif token["control"]:
            drawn.control(token["control"])
        else:
            drawn.write(token[0])
    return drawn.text()


def recoloured(text: str, other: str) -> str:
    """A plain ``other`` with the looks of ``text``, from which it differs in pieces of lines."""
    lines, new = plain(text).split("\n"), other.split("\n")
    if len(lines) != len(new):
        return other
    return "\n".join(
        _moved(looks, before, after)
        for looks, before, after in zip(_by_line(text), lines, new, strict=True)
    )


@dataclass
class _Screen:
    """Rows of characters, each with its look, and the place of the cursor."""

    rows: list[list[str]] = field(default_factory=lambda: [[]])
    looks: list[list[Look]] = field(default_factory=lambda: [[]])
    row: int = 0
    column: int = 0
    look: Look = PLAIN

    def write(self, text: str) -> None:
        row, looks = self.rows[self.row], self.looks[self.row]
        gap = max(self.column - len(row), 0)
        row += " " * gap
        looks += [PLAIN] * gap
        end = self.column + len(text)
        row[self.column : end] = text
        looks[self.column : end] = [self.look] * len(text)
        self.column = end

    def control(self, character: str) -> None:
        if character == "\b":
            self.column = max(self.column - 1, 0)
            return
        self.column = 0
        if character == "\n":
            self.row += 1
            if self.row == len(self.rows):
                self.rows.append([])
                self.looks.append([])

    def obey(self, escape: str) -> None:
        self.look = _looking(self.look, escape)
        if found := _MOVE.fullmatch(escape):
            count = min(int(found[1] or 1), _WIDEST) if len(found[1]) < 9 else _WIDEST
            self._move(found[2], count)
            if found[2] == "K":
                self._erase(found[1])

    def _move(self, way: str, count: int) -> None:
        count = max(count, 1)
        if way in "AB":
            row = self.row + (count if way == "B" else -count)
            self.row = min(max(row, 0), len(self.rows) - 1)
        elif way in "CD":
            self.column = max(self.column + (count if way == "C" else -count), 0)
            self.column = min(self.column, max(_WIDEST, len(self.rows[self.row])))
        elif way == "G":
            self.column = count - 1

    def _erase(self, what: str) -> None:
        row, looks = self.rows[self.row], self.looks[self.row]
        end = len(row) if what in ("", "0", "2") else min(self.column + 1, len(row))
        start = self.column if what in ("", "0") else 0
        if end > start:
            row[start:end] = " " * (end - start)
            looks[start:end] = [PLAIN] * (end - start)

    def text(self) -> str:
        return "\n".join(map(_row, self.rows, self.looks))


def _row(characters: list[str], looks: list[Look]) -> str:
    """A row with its looks; the blanks with which a shorter line covered a longer one are left."""
    end = len(characters)
    while end and characters[end - 1] == " " and looks[end - 1].ground is None:
        end -= 1
    made, look, start = [], PLAIN, 0
    for at in range(end):
        if looks[at] is not look and looks[at] != look:
            made += ["".join(characters[start:at]), looks[at].sequence]
            look, start = looks[at], at
    made.append("".join(characters[start:end]))
    return "".join(made) + ("" if look == PLAIN else PLAIN.sequence)


def _name(colour: int) -> str:
    return NAMES[colour] if colour < 8 else f"bright-{NAMES[colour - 8]}"


def _looking(look: Look, escape: str) -> Look:
    """The look after an escape sequence; those that mean something else change nothing."""
    found = _LOOK.fullmatch(escape) if len(escape) <= _LONGEST else None
    if found is None:
        return look
    codes = [int(code[:4]) if code else 0 for code in re.split("[;:]", found[1])]
    while codes:
        code = codes.pop(0)
        if code in (38, 48):
            colour = _mixed(codes)
            look = replace(look, ink=colour) if code == 38 else replace(look, ground=colour)
        else:
            look = _changed(look, code)
    return look


def _changed(look: Look, code: int) -> Look:
    flags = {1: "bold", 3: "italic", 4: "underlined", 7: "inverse"}
    if code == 0:
        return PLAIN
    if code in flags or code - 20 in flags or code == 22:
        name = flags.get(code) or flags.get(code - 20) or "bold"
        return replace(look, **{name: code < 20})
    tens, ones = divmod(code, 10)
    if tens in (3, 9) and ones < 8:
        return replace(look, ink=ones + (8 if tens == 9 else 0))
    if tens in (4, 10) and ones < 8:
        return replace(look, ground=ones + (8 if tens == 10 else 0))
    if code in (39, 49):
        return replace(look, ink=None) if code == 39 else replace(look, ground=None)
    return look


def _mixed(codes: list[int]) -> int | None:
    """The nearest of the sixteen to a colour of 256 or of all; takes its codes from the list."""
    kind = codes.pop(0) if codes else 0
    if kind == 5 and codes:
        number = codes.pop(0)
        if number < 16:
            return number
        if number > 231:
            return _nearest((8 + 10 * (min(number, 255) - 232),) * 3)
        steps = (0, 95, 135, 175, 215, 255)
        number -= 16
        return _nearest((steps[number // 36], steps[number // 6 % 6], steps[number % 6]))
    if kind == 2 and len(codes) >= 3:
        red, green, blue = codes.pop(0), codes.pop(0), codes.pop(0)
        return _nearest((red, green, blue))
    return None


def _nearest(colour: tuple[int, int, int]) -> int:
    return min(
        range(16), key=lambda n: sum((a - b) ** 2 for a, b in zip(_RGB[n], colour, strict=True))
    )


def _by_line(text: str) -> Iterator[list[tuple[int, Look]]]:
    """For each line, where in it a look begins."""
    line: list[tuple[int, Look]] = []
    length = 0
    for look, piece in runs(text):
        first, *others = piece.split("\n")
        line.append((length, look))
        length += len(first)
        for other in others:
            yield line
            line, length = [(0, look)], len(other)
    yield line


def _moved(looks: list[tuple[int, Look]], before: str, after: str) -> str:
    """A changed line with its looks; one that began within the changed piece begins before it."""
    same = _same(before, after)
    tail = _same(before[same:][::-1], after[same:][::-1])
    characters = list(after)
    shown = [PLAIN] * len(after)
    starts = [_place(at, same, len(before) - tail, len(after) - len(before)) for at, _ in looks]
    for (_, look), start, end in zip(looks, starts, [*starts[1:], len(after)], strict=False):
        shown[start:end] = [look] * (end - start)
    return _row(characters, shown)


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _place(at: int, first: int, last: int, shift: int) -> int:
    if at <= first:
        return at
    return at + shift if at >= last else first
