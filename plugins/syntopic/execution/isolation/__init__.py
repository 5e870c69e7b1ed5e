"""Each note's code in a process of its own, cheaply, and nothing of it left when it ends (Linux).

One server for each build has imported IPython, numpy and matplotlib (``server``, ``preloading``).
For each note it forks a supervisor, which forks the kernel (``supervisor``). The build talks to it
through ``client``, and jupyter_client through ``provisioner``. The server's three modules run in an
interpreter of their own and import nothing else of this package.
"""
