"""Jupyter notebooks that are offered as they are: the images among their outputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Clean = Callable[[str, str], str | None]
"""Of an image by the end of its type's name and its text: the text to keep."""


def cleaned(content: bytes, clean: Clean) -> bytes:
    """The notebook with clean images; one that cannot be read is left out. As it was without any.

    What is no JSON is no notebook, and stays.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return content
    changed = False
    for bundle in list(_bundles(found)):
        for name, value in list(bundle.items()):
            if not name.startswith("image/"):
                continue
            text = "".join(value) if isinstance(value, list) else str(value)
            made = clean(name.removeprefix("image/"), text)
            if made is None:
                del bundle[name]
            elif "".join(made.split()) != "".join(text.split()):
                bundle[name] = made
            else:
                continue
            changed = True
    if not changed:
        return content
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _bundles(found: Any) -> Iterator[dict[str, Any]]:
    """What cells hold by type: outputs, and pictures pasted into text."""
    if isinstance(found, dict):
        if any(str(name).startswith("image/") for name in found):
            yield found
        for value in found.values():
            yield from _bundles(value)
    elif isinstance(found, list):
        for value in found:
            yield from _bundles(value)
