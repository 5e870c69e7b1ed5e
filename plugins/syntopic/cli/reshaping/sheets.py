"""One note as it lies on disk, private or not, open to be changed in places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from syntopic.cli.reshaping.commented import Span, commented, shown_prose
from syntopic.cli.reshaping.heads import Head, head_of
from syntopic.cli.reshaping.prose import FileText, Prose, file_text, stretches
from syntopic.cli.reshaping.written_links import Inline, WrittenLink, inlines, links
from syntopic.configuration import Options
from syntopic.gathering.claims import claims_of
from syntopic.model import Claim, Heading, Note, NotePath, ParsedNote
from syntopic.parsing import parse_note
from syntopic.parsing.inlining import Edit, apply


@dataclass(frozen=True)
class Sheet:
    """A note's path, its file's text, and the Markdown in it."""

    path: NotePath
    file: FileText
    prose: tuple[Prose, ...]
    head: Head

    def changed(self, edits: Sequence[Edit]) -> bytes:
        """The file's bytes with edits; UnicodeEncodeError where its encoding cannot hold them."""
        return self.file.encoded(apply(edits, self.file.text))

    @cached_property
    def parsed(self) -> ParsedNote:
        """The note as the parser reads it; lines are counted through all of its prose."""
        rows = [row for prose, _ in self._bodies for row in (*prose.text.split("\n"), "")]
        text = "\n".join(rows)
        note = Note(self.path, "md", text, tuple(range(1, len(rows) + 1)), self.head.front)
        return parse_note(note)[0]

    @property
    def shown(self) -> tuple[Prose, ...]:
        """The stretches as a build reads them: without front matter and comments."""
        return tuple(prose for prose, _ in self._bodies)

    @cached_property
    def inlines(self) -> tuple[tuple[Prose, Inline], ...]:
        """All inline tokens that are read."""
        return tuple((prose, one) for prose, (found, _) in self._read for one in found)

    @cached_property
    def links(self) -> tuple[tuple[Prose, WrittenLink], ...]:
        """All links as they are written, those in definitions last."""
        return tuple(self._links())

    def claims(self, options: Options) -> tuple[Claim, ...]:
        """What the note says of which concept."""
        return claims_of(self.parsed, options.words, options.synonyms)[0]

    def headings(self) -> tuple[Heading, ...]:
        """All headings in order."""
        return tuple(s.heading for s in self.parsed.sections if s.heading is not None)

    def line(self, at: Edit) -> int:
        """The line on disk where an edit begins."""
        return self.file.text.count("\n", 0, at.start) + 1

    @cached_property
    def heading_inlines(self) -> tuple[tuple[Prose, Inline], ...]:
        """The inline tokens of the headings, in order."""
        return tuple(pair for pair in self.inlines if pair[1].heading)

    def _links(self) -> Iterator[tuple[Prose, WrittenLink]]:
        yield from ((prose, link) for prose, one in self.inlines for link in links(one))
        yield from ((prose, link) for prose, (_, defined) in self._read for link in defined)
        for whole, hidden in self._hidden:
            for one in inlines(whole.text)[0] if hidden else ():
                yield from ((whole, link) for link in links(one) if _in(link, hidden))
            for start, end in commented(whole.text, hidden):
                for one in inlines(whole.text[:end], start)[0]:
                    yield from ((whole, link) for link in links(one) if _in(link, hidden))

    @cached_property
    def _bodies(self) -> tuple[tuple[Prose, tuple[Span, ...]], ...]:
        """The stretches as a build reads them, and where comments stand in the whole ones."""
        return tuple(
            shown_prose(prose, self.head.body if prose is self.head.prose else 0)
            for prose in self.prose
            if not prose.raw
        )

    @property
    def _hidden(self) -> Iterator[tuple[Prose, tuple[Span, ...]]]:
        whole = (prose for prose in self.prose if not prose.raw)
        return zip(whole, (hidden for _, hidden in self._bodies), strict=True)

    @cached_property
    def _read(
        self,
    ) -> tuple[tuple[Prose, tuple[tuple[Inline, ...], tuple[WrittenLink, ...]]], ...]:
        return tuple((prose, inlines(prose.text)) for prose, _ in self._bodies)


def open_sheet(path: NotePath, raw: bytes) -> Sheet | None:
    """A note's bytes as a sheet; None where they cannot be written back, or hold no prose."""
    file = file_text(raw)
    prose = stretches(path, file.text) if file is not None else ()
    first = next((one for one in prose if one.text.strip()), None)
    if file is None or first is None:
        return None
    return Sheet(path, file, prose, head_of(first))


def _in(link: WrittenLink, hidden: Sequence[Span]) -> bool:
    return any(start <= link.target_at[0] and link.end <= end for start, end in hidden)
