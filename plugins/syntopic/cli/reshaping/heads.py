"""The front matter of a note as it is written: names in it changed, keys added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from syntopic.cli.alias_edit import list_edits
from syntopic.cli.reshaping.prose import Prose
from syntopic.cli.reshaping.yaml_names import Rename, composed_with_links, link_edits, value_edits
from syntopic.cli.yaml_text import written
from syntopic.model import FrontMatter
from syntopic.parsing.inlining import Edit
from syntopic.reading.fields import SPELLINGS, read_fields
from syntopic.reading.front_matter import split_front_matter
from syntopic.reading.yaml_nodes import key_name

_FIELDS = {spelling: field for field, known in SPELLINGS.items() for spelling in known}


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of a stretch of prose.

    ``start`` and ``end`` bound its rows between the two ``---``, ``body`` is where the text after
    it begins; all are 0 where there is none. ``broken`` front matter cannot be read.
    """

    prose: Prose
    start: int = 0
    end: int = 0
    body: int = 0
    front: FrontMatter = field(default_factory=FrontMatter)
    broken: bool = False

    @property
    def there(self) -> bool:
        """Whether there is any."""
        return self.body > 0


def head_of(prose: Prose) -> Head:
    """The front matter at the beginning of a stretch of prose."""
    rows = tuple(prose.text.split("\n"))
    split = split_front_matter(rows)
    if split.broken:
        return Head(prose, broken=True)
    if not split.body:
        return Head(prose)
    begins = [0]
    for row in rows:
        begins.append(begins[-1] + len(row) + 1)
    opening = next(index for index, row in enumerate(rows) if row.strip())
    front, _ = read_fields("", split.node, tuple(range(len(rows))))
    end = begins[split.body - 1]
    return Head(prose, begins[opening + 1], end, min(begins[split.body], len(prose.text)), front)


def renamed(
    head: Head, renames: Mapping[str, Rename], relink: Rename = lambda target: None
) -> Iterator[Edit]:
    """Edits of the file that rename in the values of fields; ``renames`` goes by field.

    ``relink`` says what becomes of the target of a wikilink, whatever the key.
    """
    text = head.prose.text[head.start : head.end]
    for edit in _renamed(text, head, renames, relink):
        found = head.prose.edit(head.start + edit.start, head.start + edit.end, edit.text)
        if found is not None:
            yield found


def _renamed(
    text: str, head: Head, renames: Mapping[str, Rename], relink: Rename
) -> Iterator[Edit]:
    root = composed_with_links(text) if head.there else None
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        field = _FIELDS.get(key_name(str(key.value)), "")
        if field not in renames:
            yield from link_edits(text, value, relink)
            continue
        commas = field not in ("title", "concept")
        yield from value_edits(text, value, renames[field], commas=commas, relink=relink)


def with_line(head: Head, key: str, value: str) -> Edit | None:
    """An edit of the file that adds ``key: value`` (a text that is YAML) to the front matter.

    Makes the front matter where there is none; None where it cannot be put.
    """
    if head.there:
        return head.prose.edit(head.end, head.end, f"{key}: {value}\n")
    return head.prose.edit(0, 0, f"---\n{key}: {value}\n---\n\n")


def field_node(head: Head, field: str) -> tuple[yaml.Node | None, str, int]:
    """The value of a field, the text in which it has its places, and where that begins."""
    text = head.prose.text[head.start : head.end]
    root = composed_with_links(text) if head.there else None
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if _FIELDS.get(key_name(str(key.value))) == field:
            return value, text, head.start
    return None, text, head.start


def with_alias(head: Head, alias: str) -> Edit | None:
    """An edit of the file that adds another name of the concept to the front matter."""
    value, text, start = field_node(head, "aliases")
    for insertions in list_edits(text, value, [alias]) if value is not None else ():
        at = start + insertions[0].at
        return head.prose.edit(at, at, insertions[0].text)
    return with_line(head, "aliases", f"[{written(alias)}]")
