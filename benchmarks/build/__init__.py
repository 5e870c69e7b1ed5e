"""What building and serving a garden costs, beside plain MkDocs and Zensical on the same pages.

``python -m benchmarks.build`` makes up a garden of 1,000 notes (``--notes``), takes the Markdown
pages that Syntopic makes of it, and builds both in one run: the garden by ``syntopic build`` with
its build cache, the pages by MkDocs with Material and a pruned navigation, and by Zensical. Each
build is a new process; medians of three rounds (``--rounds``) are printed as CPU seconds of the
whole family of processes, seconds, and memory, with the aims beside them.

``--parts`` chooses among:

- ``cold``: nothing is cached but what the notes' code has put out;
- ``unchanged`` and ``edited``: again, after nothing or one note or page has changed;
- ``serve``: from the save of a note to its page while serving, and from the start of serving to
  the first page; of gardens of other sizes, too (``--serving-notes``);
- ``growth``: ten times as many notes (``--growth``; this takes long);
- ``idle``: what a preview costs that nobody asks for anything (``--idle``).

It fails if an aim is missed. Linux only; Zensical is installed into ``.cache/benchmarks/`` the
first time. ``--ours`` measures Syntopic alone.
"""
