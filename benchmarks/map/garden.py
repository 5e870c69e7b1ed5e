"""A garden as large as one wishes, with the shape that gardens have: areas, hubs, an order."""

from __future__ import annotations

import random
from typing import Any

from syntopic.languages import language
from syntopic.publishing.map import LABELS

WORDS = (
    "linear random convex normal kernel matrix vector gradient entropy prior sparse robust local "
    "global online batch hidden latent causal spectral tensor margin policy reward bias variance"
).split()


def garden(concepts: int, edges: int, areas: int = 12, seed: int = 1) -> dict[str, Any]:
    """What the map is drawn from: so many concepts, and lines of which a fifth are needs.

    Four of five lines stay within an area, and a few concepts have many.
    """
    rng = random.Random(seed)
    label = language("en").label
    area = sorted(rng.randrange(areas) for _ in range(concepts))
    weight = [1 / (1 + rng.randrange(60)) for _ in range(concepts)]
    members = [[n for n in range(concepts) if area[n] == one] for one in range(areas)]
    found: dict[tuple[int, int], None] = {}
    while len(found) < edges:
        one = rng.choices(range(concepts), weight)[0]
        among = members[area[one]] if rng.random() < 0.8 else range(concepts)
        other = rng.choice(among)
        if one != other:
            found[min(one, other), max(one, other)] = None
    pairs = list(found)
    rng.shuffle(pairs)
    return {
        "areas": [f"Area {one + 1}" for one in range(areas)],
        "concepts": [
            [
                f"{rng.choice(WORDS).title()} {rng.choice(WORDS)} {n}",
                f"topics/{n}/",
                area[n],
                1 + min(11, int(rng.expovariate(0.4))),
                [],
            ]
            for n in range(concepts)
        ],
        "needs": [[later, earlier] for earlier, later in pairs[: edges // 5]],
        "links": pairs[edges // 5 :],
        "labels": {name: label(key) for name, key in LABELS.items()},
    }
