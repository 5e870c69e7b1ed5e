"""Front matter that every generator reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import yaml

from syntopic.publishing.plain.text import visible


def front_matter(**fields: str | Sequence[str]) -> str:
    """The fields that say something, in the order given, as YAML between its lines."""
    said = {key: _value(key, value) for key, value in fields.items() if value}
    text = yaml.safe_dump(said, allow_unicode=True, width=10**6, sort_keys=False)
    return f"---\n{text}---"


def _value(key: str, value: str | Sequence[str]) -> object:
    if not isinstance(value, str):
        return [visible(one) for one in value]
    try:
        return date.fromisoformat(value) if key == "date" else visible(value)
    except ValueError:
        return visible(value)
