"""The command line. Each command is a module of its own, read only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from syntopic.cli.documented import DocumentedGroup
from syntopic.cli.refusal import Refusal, closest, either

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Start and look": {
        "init": ("starting", "Start a garden, or make one of a folder of notes."),
        "serve": ("engines:serve", "Show the site while you write."),
        "build": ("engines:build", "Build the site to publish."),
    },
    "Write": {
        "new": ("writing", "Begin a note, a source or a synthesis."),
        "run": ("running", "Run the code of notes, and show what it puts out."),
        "cards": ("cards", "Give cards their ids; cards that notes imply, or take over."),
    },
    "Reshape": {
        "mentions": ("mentions", "Where a concept is named without a link; write the links."),
        "rename": ("renaming", "Give a concept another name, with all that names it."),
        "same": ("joining", "Say that two names are one concept."),
        "split": ("splitting", "Take a part out of a concept, as one of its own."),
        "undo": ("undoing", "Take back what one of these, or cards, changed."),
    },
    "Look after it": {
        "status": ("status", "What to do next; what is wrong or missing."),
        "explain": ("explaining", "Which passages made a page, and why."),
        "changed": ("revisiting:changed", "What your notes say since a synthesis was written."),
        "reviewed": ("revisiting:reviewed", "Say that syntheses are up to date."),
        "settle": ("settling", "Settle where sources differ."),
        "check-links": ("checking_links:check_links", "Ask whether addresses on the web answer."),
        "cache": ("caching", "Show or remove what is recorded of your code."),
    },
    "Publish": {
        "audit": ("auditing", "Prove that nothing private is in the built site."),
        "publish": ("publishing", "Put the site, and nothing else, where readers find it."),
        "accept-urls": ("addresses:accept_urls", "Let old addresses lead to the new ones."),
    },
    "Take it elsewhere": {
        "share": ("sharing", "Make a post of a synthesis, for other places."),
        "sheet": ("sheet", "Print a cheat sheet, or make a PDF of it."),
        "anki": ("anki", "Write the cards as a package for Anki."),
        "export": ("exporting", "Write the merged pages as plain Markdown."),
    },
}
"""Every command by section: its module (and its name there, where that differs), and its line."""

COMMANDS = {name: place for section in SECTIONS.values() for name, place in section.items()}


class Commands(DocumentedGroup):
    """Loads a command's module when the command is used, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(f"syntopic.cli.{module}"), attribute or cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; of a name that is none, those that may be meant."""
        near = () if args[0] in COMMANDS else closest(args[0], COMMANDS)
        if near:
            raise click.UsageError(
                f'No such command "{args[0]}"; did you mean {either(near)}?', ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by section without loading them."""
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, line) in section.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Turn what the system refuses (permissions, a full disk) into one clear line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise Refusal(f"{where}{error.strerror or error}") from error


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=["syntopic init my-garden", "cd my-garden", "syntopic serve --open"],
)
@click.version_option(package_name="mkdocs-syntopic", prog_name="syntopic")
def main() -> None:
    """Turn plain notes from many sources into one page per concept.

    Run it in a garden's folder, where mkdocs.yml is; "syntopic init" makes one. "syntopic status"
    says what to do next, and every command explains itself with --help.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark instead of an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
