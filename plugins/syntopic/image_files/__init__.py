"""What image files say besides their picture: where, when, with what and by whom it was made.

Each format's module keeps what it knows the picture to need and drops everything else, so that
metadata that nobody has heard of yet is dropped as well. Pixels are never decoded or encoded again.
"""

from __future__ import annotations

from syntopic.image_files.cleaning import ENDINGS, without_metadata
from syntopic.image_files.dimensions import encoded_dimensions
from syntopic.image_files.embedded import (
    encoded_without_metadata,
    markup_without_metadata,
    page_without_metadata,
    svg_without_metadata,
)

__all__ = [
    "ENDINGS",
    "encoded_dimensions",
    "encoded_without_metadata",
    "markup_without_metadata",
    "page_without_metadata",
    "svg_without_metadata",
    "without_metadata",
]
