"""What commands have recorded of concepts, carried along when these get other names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from syntopic.cli import shares
from syntopic.cli.opening import Place
from syntopic.cli.refusal import Refusal
from syntopic.cli.reshaping.changes import Change
from syntopic.cli.reshaping.comparing import Names, Paths, blocks, questions
from syntopic.cli.reshaping.prose import file_text
from syntopic.cli.reshaping.spelling import same
from syntopic.cli.reshaping.yaml_names import in_style
from syntopic.cli.yaml_text import composed, end_of, start_of, values_of
from syntopic.garden import Garden
from syntopic.model import NotePath
from syntopic.names import slug
from syntopic.parsing.inlining import Edit, apply
from syntopic.publishing.sharing.record import written
from syntopic.records import FOLDER, SETTLED, SYNTHESES


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of names and paths, between the garden that is and the one that would be.

    ``joins`` tells that two concepts become one: what is recorded of both stays of the one.
    """

    before: Garden
    after: Garden
    name: Names
    path: Paths
    joins: bool = False


def record_changes(place: Place, carried: Carried) -> Iterator[Change]:
    """Changes to the records of syntheses, settlements and shares; addresses are not among them."""
    yield from _syntheses(place, carried)
    yield from _settlements(place, carried)
    yield from _shares(place, carried)


def _syntheses(place: Place, carried: Carried) -> Iterator[Change]:
    """A record says what its notes say now where a name in them is all that changed."""
    old, new = blocks(carried.before), blocks(carried.after)
    texts = {
        (key[0], block.text): new[carried.path(key[0]), key[1]].text
        for key, block in old.items()
        if (carried.path(key[0]), key[1]) in new
    }
    folder = place.notes / FOLDER / SYNTHESES
    made: dict[Path, Path] = {}
    for file in sorted(folder.glob("*.json")):
        raw = file.read_bytes()
        kept = _loaded(raw)
        if kept is None:
            continue
        told = _retold(kept, texts, carried)
        if told == kept:
            continue
        after = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
        target = file
        if not same(told["concept"], kept["concept"]):
            target = folder / f"{slug(told['concept'])}.json"
        if target != file and target.exists() and carried.joins:
            continue
        if target != file and target.exists():
            shown = place.shown(target.relative_to(place.notes))
            raise Refusal(f"{shown} is there already; look what it is about, and move it away")
        other = made.setdefault(target, file)
        if other != file:
            both = " and ".join(place.shown(one.relative_to(place.notes)) for one in (other, file))
            raise Refusal(f"{both} are about one concept; look which is, and move the other away")
        if target == file:
            yield Change(file, raw, after)
        else:
            yield Change(target, None, after, moved=file)
            yield Change(file, raw, None)


def _loaded(raw: bytes) -> dict[str, Any] | None:
    try:
        kept = json.loads(raw)
        good = [(b["note"] + b["text"]) for b in kept["blocks"]] and kept["concept"] + ""
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return kept if isinstance(good, str) else None


def _retold(
    kept: dict[str, Any], texts: Mapping[tuple[NotePath, str], str], carried: Carried
) -> dict[str, Any]:
    told = [
        {
            **block,
            "note": carried.path(NotePath(block["note"])),
            "text": texts.get((NotePath(block["note"]), block["text"]), block["text"]),
        }
        for block in kept["blocks"]
    ]
    return {**kept, "concept": carried.name(kept["concept"]), "blocks": told}


def _settlements(place: Place, carried: Carried) -> Iterator[Change]:
    file = place.notes / FOLDER / SETTLED
    text = file_text(file.read_bytes()) if file.is_file() else None
    if text is None:
        return
    before, after = questions(carried.before, carried.path), questions(carried.after)
    now = {
        one.id: (after[key][1].id, after[key][0])
        for key, (_, one) in before.items()
        if key in after and after[key][1].id != one.id
    }
    edits = list(_entries(text.text, composed(text.text), now, carried))
    if edits:
        yield Change(file, file.read_bytes(), text.encoded(apply(edits, text.text)))


def _entries(
    text: str, root: yaml.Node | None, now: Mapping[str, tuple[str, str]], carried: Carried
) -> Iterator[Edit]:
    """A settlement gets the id and the concept that its question has now."""
    for entry in root.value if isinstance(root, yaml.SequenceNode) else ():
        said = {
            key: node for key, node in values_of(entry).items() if isinstance(node, yaml.ScalarNode)
        }
        if "id" not in said:
            continue
        known = carried.name(said["concept"].value) if "concept" in said else ""
        told = now.get(said["id"].value, (said["id"].value, known))
        for key, new in zip(("id", "concept"), told, strict=True):
            if key in said and said[key].value != new:
                node = said[key]
                yield Edit(start_of(node), end_of(node), in_style(new, node.style))


def _shares(place: Place, carried: Carried) -> Iterator[Change]:
    file = place.notes / shares.RECORD
    known = shares.read(place)
    taken = {(one.concept, one.place) for one in known}
    told = tuple(
        replace(one, concept=carried.name(one.concept))
        if (carried.name(one.concept), one.place) not in taken
        else one
        for one in known
    )
    if told != known:
        yield Change(file, file.read_bytes(), written(told).encode())
