"""The readings of formulas."""

from __future__ import annotations

import re

from syntopic.languages import Language


def without_lead_in(text: str, language: Language) -> str:
    """A formula's reading without the words that announce it ("In words:")."""
    lead_ins = language.words["reading-lead-ins"]
    pattern = rf"\s*[*_]*(?:{'|'.join(map(re.escape, lead_ins))})\s*[*_]*:[*_]*\s*"
    return re.sub(pattern, "", text, count=1, flags=re.IGNORECASE)
