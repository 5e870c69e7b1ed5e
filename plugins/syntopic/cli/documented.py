"""Commands whose help ends with examples that can be typed as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click


class Documented(click.Command):
    """A command with ``examples``, one line each."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        """Takes what every command takes, and the examples."""
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, unwrapped."""
        if self.examples:
            with formatter.section("Examples" if self.examples[1:] else "Example"):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class DocumentedGroup(Documented, click.Group):
    """The same for a command that holds others."""
