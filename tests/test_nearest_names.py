"""The names that a hint proposes for one that nothing has."""

from __future__ import annotations

import os
import subprocess
import sys

from syntopic.linking.nearest import names_of

MANY_ALIKE = """
import random
from syntopic.linking.nearest import names_of

def proposed(seed):
    chance = random.Random(seed)
    name = "".join(chance.choices("abcd", k=14))
    names = []
    for _ in range(115):
        first = chance.randrange(14)
        some = "".join(chance.choices("abcdxyz", k=chance.randrange(1, 8)))
        names.append((name[:first] + some + name[first + len(some) :])[:14])
    return names_of(names).nearest(name)

print([proposed(seed) for seed in range(400)])
"""


def proposed(seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", MANY_ALIKE],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_most_similar_names_come_first() -> None:
    names = names_of(("Matrix norm", "Matrix", "Vector", "Matrices", "Matrix product"))
    assert names.nearest("Matrx") == ("Matrix", "Matrices")
    assert names.nearest("Matrix normal")[0] == "Matrix norm"
    assert names.nearest("Ode") == ()


def test_the_same_names_are_proposed_in_every_run() -> None:
    assert len({proposed(seed) for seed in "123"}) == 1
