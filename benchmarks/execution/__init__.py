"""What running the notes' code costs, beside other ways to run it, all in one run.

``python -m benchmarks.execution`` makes gardens of 20 and 100 notes with four cells each, runs them
in turn by every contender, three times, and prints medians: CPU seconds of the whole family of
processes, seconds, peak memory, and ratios to a kernel per note (nbclient) and to one bare process
(the floor). It fails if a goal is missed. ``--quick`` runs 20 notes once; ``--ours`` leaves out the
other tools that build sites. ``--latency`` prints instead how long a saved note takes to be seen
while serving.

Linux only. The other tools are installed into ``.cache/benchmarks/`` the first time.
"""
