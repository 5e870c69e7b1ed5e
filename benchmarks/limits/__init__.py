"""What long and hostile text costs to read: ``python -m benchmarks.limits``."""

from __future__ import annotations

from syntopic.model import Note, NotePath

# What once made the reading slow, or looks as if it could.
PIECES = [
    "$a ", "$$a ", "$$a\n", "$$a\n\n", "\\( ", "\\begin{align}\n", "[", "![", "[[a ", "^[", "==a ",
    "[a] ", "[^1] ", "[[x]] ", "Aa. [[x]] ", "- a\n", "> a\n", "| $a|b$ | c |\n|---|---|\n\n",
    '!!! note "x"\n    a\n', '=== "a"\n    b\n', "Q: a\n", "<img src=a ", "a ^id-1\n\n",
    "[[a|", "[[a#b^c|$x$]] ", "[a]([[", "[a]([[b]]) ", "{{embed [[", "![[a]]\n\n",
    "$$x$$\n\nwhere $x$ is the a, ", "where $x$ is the a, and ",
]  # fmt: skip

# What once made the balancing of HTML slow, or looks as if it could.
HTML = ["<a ", "<a b=", "<!--", "<script>", "</", "<![CDATA[", "<a b='"]


def note_of(piece: str, count: int) -> Note:
    """Return a note of that many pieces."""
    text = piece * count + "\n\n[a]: /u\n[^1]: f\n"
    return Note(NotePath("a.md"), "md", text, tuple(range(1, text.count("\n") + 2)))
