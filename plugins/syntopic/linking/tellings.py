"""What notes tell at one place of the site: of a topic on its page, or apart from all topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syntopic.linking.places import source_page, topic_page
from syntopic.memory import Lasts
from syntopic.model import Block, Heading, Leftover, ParsedNote, Topic

Key = tuple[str, str]
"""Names one telling of a garden: its page, and the note where only that is told of."""

Content = Sequence[Heading | Block]


@dataclass(frozen=True, slots=True)
class Telling:
    """A topic, or what is left over of a note, with the page on which it stands and its title."""

    page: str
    title: str
    told: Topic | Leftover

    @property
    def key(self) -> Key:
        """Its name, which no other telling has."""
        return self.page, self.told.note.note.path if isinstance(self.told, Leftover) else ""

    def written(self) -> Iterator[tuple[ParsedNote, Content]]:
        """What each note says here, the synthesis first."""
        if isinstance(self.told, Leftover):
            yield self.told.note, self.told.content
            return
        synthesis = (self.told.synthesis,) if self.told.synthesis is not None else ()
        for claim in (*synthesis, *self.told.claims):
            yield claim.note, claim.content


def tellings_of(
    topics: Sequence[Topic], leftovers: Sequence[Leftover], known: Lasts[Key, Telling]
) -> tuple[Telling, ...]:
    """All tellings in the order of the site; what is equal is the object that is ``known``.

    So whatever is made of a telling is compared with what was made before by a look.
    """
    known.begin()
    told = [
        *(Telling(topic_page(topic.concept), topic.concept.name, topic) for topic in topics),
        *(Telling(source_page(one.note.note.source), one.title, one) for one in leftovers),
    ]
    same = tuple(known.same(one.key, one) for one in told)
    known.forget()
    return same
