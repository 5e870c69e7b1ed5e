"""Sources as other programs keep them: BibTeX and CSL JSON."""

from __future__ import annotations

from syntopic.bibliography.bibtex import read_bibtex
from syntopic.bibliography.csl import read_csl
from syntopic.bibliography.values import Reference, Unclear

__all__ = ["READERS", "Reference", "Unclear"]

READERS = {".bib": read_bibtex, ".json": read_csl}
"""What reads a file, by its ending."""
