"""How an untouched vault fares: what a folder of notes becomes when nobody prepared it.

``python -m benchmarks.vaults FOLDER…`` copies each folder into a garden of its own, builds the real
site, and tells per vault what was noted, what is wrong, what it took, and whether every block of
every public note stands on the site. Nothing of the folders is kept.
"""
