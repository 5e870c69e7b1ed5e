"""What somebody who has never used GitHub Pages has to do once, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from syntopic.cli.github import Repository, workflow_path
from syntopic.cli.layout import Layout
from syntopic.cli.terminal import command
from syntopic.names import slug

YOU = "YOUR-NAME"
NEW = "https://github.com/new"


def steps(folder: Path, layout: Layout, kept: Repository) -> tuple[str, ...]:
    """The lines to print: who will be able to read what, then each step with its commands."""
    todo = [*_make(kept, folder), _send(kept, folder), *_switch_on(kept)]
    numbered = (
        "\n".join([f"  {number}. {first}", *(f"     {line}" if line else "" for line in more)])
        for number, (first, *more) in enumerate(todo, 1)
    )
    return (
        *_warning(layout),
        "",
        "To publish the garden with GitHub Pages:",
        *(f"\n{text}" for text in numbered),
        "",
        f"Then the site is at {_site(kept, folder)}",
        f"and every push to {kept.branch} publishes it anew.",
    )


def _warning(layout: Layout) -> Iterator[str]:
    private = "private/" if layout.notes_dir == "." else f"{layout.notes_dir}/private/"
    yield "\nBefore you do: everybody can read the repository behind a free GitHub Pages site,"
    yield "with the drafts and %%comments%% in it and all its earlier versions, though they are"
    yield f"not on the site. Keep in {private} what nobody should see: git ignores that"
    yield "folder. The audit fails if git knows a private note."


def _make(kept: Repository, folder: Path) -> Iterator[tuple[str, ...]]:
    if not kept.on_github:
        name = _name(kept, folder)
        yield (
            f"Make a repository: {NEW}",
            f"Name it {name}, choose Public, and add nothing to it: no README, no licence.",
            f"(Named {YOU}.github.io, its site is at https://{YOU}.github.io/.)",
        )


def _send(kept: Repository, folder: Path) -> tuple[str, ...]:
    go = () if folder.resolve() == Path.cwd() else (f"cd {_typed(folder)}",)
    if kept.on_github:
        added = f"git add .gitignore {workflow_path(folder, kept)}"
        commit = 'git commit --message "Publish the garden"'
        return "Send what is new to GitHub:", *_indented(*go, added, commit, "git push")
    remote = "github" if kept.remote else "origin"
    begun = () if kept.exists else (f"git init --initial-branch {kept.branch}",)
    return (
        f"Send the garden there, with your name on GitHub for {YOU}:",
        *_indented(
            *go,
            *begun,
            "git add .",
            'git commit --message "My garden"',
            f"git remote add {remote} https://github.com/{YOU}/{_name(kept, folder)}.git",
            f"git push --set-upstream {remote} {kept.branch}",
        ),
    )


def _switch_on(kept: Repository) -> Iterator[tuple[str, ...]]:
    there = kept.on_github
    settings = f" ({there.settings})" if there else ""
    actions = f" ({there.page}/actions/workflows/publish.yml)" if there else ""
    yield (
        "On the page of the repository, switch Pages on:",
        f"Settings → Pages → Source: GitHub Actions{settings}",
    )
    yield (
        f"Publish for the first time: Actions → Publish → Run workflow{actions}",
        "(The run that your push began has failed: it asked for the address of a site that",
        "was not switched on yet.)",
    )


def _site(kept: Repository, folder: Path) -> str:
    there = kept.on_github
    if there:
        return f"https://{there.host}{there.path}"
    return f"https://{YOU}.github.io/{_name(kept, folder)}/"


def _name(kept: Repository, folder: Path) -> str:
    """A name for the repository, as GitHub allows it."""
    top = kept.top if kept.exists else folder.resolve()
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", slug(top.name)).strip("-.") or "garden"


def _typed(folder: Path) -> str:
    return command(str(folder)).removeprefix("syntopic ")


def _indented(*commands: str) -> tuple[str, ...]:
    return tuple(f"  {one}" for one in commands)
