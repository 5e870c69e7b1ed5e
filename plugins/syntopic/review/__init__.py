"""What the garden asks its reader: cards cut out of the finished pages, and the deck of them all.

Knows the values of a garden and the HTML of its pages; writes no file and knows no engine. What
stands on no public page can be in no deck, since pages are all that it looks at.
"""

from __future__ import annotations

from syntopic.review.memory import Memory

__all__ = ["Memory"]
