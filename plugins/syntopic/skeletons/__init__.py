"""Texts that commands start from, with ``{{name}}`` where something is filled in."""

from __future__ import annotations

from importlib import resources


def skeleton(file: str, **filled: str) -> str:
    """The text of a skeleton with its places filled in; raises FileNotFoundError for no skeleton.

    What is filled in is not looked at again, so it may hold anything.
    """
    text = (resources.files(__package__) / file).read_text(encoding="utf-8")
    pieces = text.split("{{")
    whole = [pieces[0]]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}}")
        whole.append(filled[name] + rest if closed and name in filled else "{{" + piece)
    return "".join(whole)
