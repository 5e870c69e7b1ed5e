"""Text as words: whatever stands between them, and however they are written, does not count."""

from __future__ import annotations

import re
import unicodedata

# A letter of a script without spaces is a word of its own (Chinese, Japanese, Korean, Thai).
_ALONE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
_ASCII_WORD = re.compile(r"[0-9a-z]+")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def words(text: str) -> list[str]:
    """Return the words of a text in order: letters and digits, case folded, forms made equal.

    Invisible characters are dropped, so they part no word. Takes time linear in the text.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _WORD.findall(plain)
