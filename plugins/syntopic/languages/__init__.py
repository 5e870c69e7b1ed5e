"""What depends on the language of the notes: one YAML file per language, read into one value.

A new language is a new file beside this one; a test compares its keys with the English ones.
"""

from __future__ import annotations

from syntopic.languages.headings import facet_of, heading_words
from syntopic.languages.tables import Language, known_languages, language

__all__ = ["Language", "facet_of", "heading_words", "known_languages", "language"]
