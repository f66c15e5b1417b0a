"""Which example texts look most like a text, so that a suggestion can show the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from kpi.evidence.text_model import Example, examples, fitted, occurrences, weighted

ALIKE = 0.3
"""Under this cosine two texts share little more than an ending."""
NEARLY_THE_SAME = 0.5


@cache
def _classes() -> np.ndarray:
    return np.array([example.class_ for example in examples()])


def similar(text: str, class_: str, most: int = 2) -> list[tuple[Example, float]]:
    """The examples of a class most like a text, with their cosine (0 to 1), the likest first."""
    cosines = np.zeros(len(examples()), np.float32)
    for number, weight in zip(*weighted(text, fitted().rarity), strict=True):
        places, weights = occurrences().of(number)
        cosines[places] += weight * weights
    among = np.flatnonzero(_classes() == class_)
    best = among[np.argsort(-cosines[among], kind="stable")[:most]]
    return [(examples()[place], float(cosines[place])) for place in best if cosines[place] >= ALIKE]


def stand_with(texts: Sequence[str]) -> list[int]:
    """For each text the place of the first one that is nearly the same; its own place where there is none before it."""
    leaders: dict[int, list[tuple[int, float]]] = {}
    places: list[int] = []
    for place, text in enumerate(texts):
        features = list(zip(*weighted(text, fitted().rarity), strict=True))
        cosines: dict[int, float] = {}
        for number, weight in features:
            for leader, other in leaders.get(int(number), ()):
                cosines[leader] = cosines.get(leader, 0.0) + float(weight) * other
        nearest = max(cosines, key=lambda leader: cosines[leader], default=place)
        if cosines.get(nearest, 0.0) < NEARLY_THE_SAME:
            nearest = place
            for number, weight in features:
                leaders.setdefault(int(number), []).append((place, float(weight)))
        places.append(nearest)
    return places
