"""The values that pass between the stages.

Every value is frozen and made of tuples, so no stage can surprise another. Nothing here reads a
file, knows MkDocs, or computes more than a value's own properties.
"""

from syntopic.model.blocks import (
    Block,
    BlockId,
    Heading,
    Kind,
    Link,
    ParsedNote,
    Section,
    Snippet,
    SymbolMeaning,
)
from syntopic.model.notes import (
    OWN_KEY,
    Area,
    FrontMatter,
    Note,
    NotePath,
    Origin,
    Output,
    OutputKind,
    Problem,
    Role,
    Severity,
    Slug,
    Source,
    Syllabus,
    SyllabusConcept,
)
from syntopic.model.topics import Concept, Facet, Gathered, Gathering, Leftover, Passage

__all__ = [
    "OWN_KEY",
    "Area",
    "Block",
    "BlockId",
    "Concept",
    "Facet",
    "FrontMatter",
    "Gathered",
    "Gathering",
    "Heading",
    "Kind",
    "Leftover",
    "Link",
    "Note",
    "NotePath",
    "Origin",
    "Output",
    "OutputKind",
    "ParsedNote",
    "Passage",
    "Problem",
    "Role",
    "Section",
    "Severity",
    "Slug",
    "Snippet",
    "Source",
    "SymbolMeaning",
    "Syllabus",
    "SyllabusConcept",
]
