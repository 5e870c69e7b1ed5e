"""How well links are found by themselves, and what is said to belong together.

``python -m benchmarks.linking VAULT…`` takes the ``[[ ]]`` out of a folder of notes, lets the
garden find its mentions, and compares them with the links that the author had made by hand.
Nothing of the folders is kept.
"""
