"""Front matter that every generator reads."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from syntopic.publishing.plain.text import visible


def front_matter(**fields: str | Sequence[str]) -> str:
    """The fields that say something, in the order given, as YAML between its lines."""
    said = {
        key: visible(value) if isinstance(value, str) else [visible(one) for one in value]
        for key, value in fields.items()
        if value
    }
    text = yaml.safe_dump(said, allow_unicode=True, width=10**6, sort_keys=False)
    return f"---\n{text}---"
