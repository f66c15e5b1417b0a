"""Fits the model of text_model.py anew and keeps it: `make model`, after a change of the example texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi.evidence.text_model import FITTED, WIDTH, Example, Model, examples, features, weighted
from kpi.reference import cpv_codes

RIDGE = 0.6
LABEL_WEIGHT = 0.2
"""What the official label of a CPV category counts beside an example text: it says what a class holds, not how ledgers call it."""
FINEST_LABEL = 4
"""How many digits of a code say something, at most, for its label to be learned from: divisions, groups and classes."""
STEPS = 60
CLOSE = 1e-3
"""The largest sum of squares, of one class, by which a fit may miss its solution."""


@dataclass(frozen=True)
class Sparse:
    """A matrix of which only the entries that are not zero are kept, row after row; no row is empty."""

    columns: np.ndarray
    weights: np.ndarray
    starts: np.ndarray

    @staticmethod
    def of(rows: np.ndarray, columns: np.ndarray, weights: np.ndarray) -> Sparse:
        order = np.argsort(rows, kind="stable")
        return Sparse(columns[order], weights[order], np.unique(rows[order], return_index=True)[1])

    def times(self, matrix: np.ndarray) -> np.ndarray:
        return np.add.reduceat(self.weights[:, None] * matrix[self.columns], self.starts)


def labels() -> list[Example]:
    """The labels of the CPV, in Dutch and English, each as a text of its division."""
    return [
        Example(label, code[:2])
        for code, entry in cpv_codes().items()
        if len(code.rstrip("0")) <= FINEST_LABEL
        for label in (entry.name.nl, entry.name.en)
    ]


@dataclass(frozen=True)
class Problem:
    """What a ridge regression is solved from: texts by features, the same turned round, and the class wanted of each text."""

    rows: Sparse
    transposed: Sparse
    wanted: np.ndarray
    classes: tuple[str, ...]
    rarity: np.ndarray
    occurring: np.ndarray  # the numbers of the features that are its columns


def fit(known: Sequence[Example]) -> Model:
    """The ridge regression of these examples and the labels of the CPV."""
    problem = _problem(known)
    weights = np.zeros((WIDTH, len(problem.classes)), np.float32)
    weights[problem.occurring] = _solve(problem)
    return Model(problem.classes, problem.rarity, weights)


def misfit(model: Model, known: Sequence[Example]) -> float:
    """How far a model is from the ridge regression of these examples: the steepest slope that is left. Quicker than fitting anew."""
    problem = _problem(known)
    if model.classes != problem.classes:
        return np.inf
    weights = model.weights[problem.occurring]
    return float(abs(problem.transposed.times(problem.wanted - problem.rows.times(weights)) - RIDGE * weights).max())


def _problem(known: Sequence[Example]) -> Problem:
    texts = [*known, *labels()]
    found = [features(text.text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(numbers) for numbers, _ in found])
    numbers = np.concatenate([numbers for numbers, _ in found])
    rarity = _rarity(numbers[rows < len(known)], len(known))
    weights = np.concatenate([heavy for _, heavy in found]) * rarity[numbers]
    counts = np.sqrt(np.where(np.arange(len(texts)) < len(known), 1, LABEL_WEIGHT)).astype(np.float32)
    lengths = np.sqrt(np.bincount(rows, weights**2)).astype(np.float32)
    weights *= (counts / lengths)[rows]
    classes = tuple(sorted({text.class_ for text in texts}))
    wanted = np.zeros((len(texts), len(classes)), np.float32)
    wanted[np.arange(len(texts)), [classes.index(text.class_) for text in texts]] = counts
    occurring, columns = np.unique(numbers, return_inverse=True)
    return Problem(
        Sparse.of(rows, columns, weights), Sparse.of(columns, rows, weights), wanted, classes, rarity, occurring
    )


def _rarity(numbers: np.ndarray, texts: int) -> np.ndarray:
    """The inverse document frequency of each feature."""
    return (np.log((1 + texts) / (1 + np.bincount(numbers, minlength=WIDTH))) + 1).astype(np.float32)


def _solve(problem: Problem) -> np.ndarray:
    """The weights of the ridge regression, by conjugate gradients: each step goes where the last ones did not."""
    missing = problem.transposed.times(problem.wanted)
    solved = np.zeros_like(missing)
    direction, size = missing.copy(), (missing**2).sum(axis=0)
    for _ in range(STEPS):
        if size.max() < CLOSE:
            break
        bent = problem.transposed.times(problem.rows.times(direction)) + RIDGE * direction
        step = size / (direction * bent).sum(axis=0)
        solved += step * direction
        missing -= step * bent
        before, size = size, (missing**2).sum(axis=0)
        direction = missing + size / before * direction
    return solved


def save(model: Model, known: Sequence[Example]) -> None:
    """Keeps a model and the features of its examples where `text_model` finds them, at half precision."""
    found = [weighted(example.text, model.rarity) for example in known]
    numbers = np.concatenate([numbers for numbers, _ in found])
    places = np.repeat(np.arange(len(known)), [len(numbers) for numbers, _ in found])
    order = np.argsort(numbers, kind="stable")
    np.savez_compressed(
        FITTED,
        classes=np.array(model.classes),
        rarity=model.rarity.astype(np.float16),
        weights=model.weights.astype(np.float16),
        feature_starts=np.searchsorted(numbers[order], np.arange(WIDTH + 1)).astype(np.int32),
        feature_places=places[order].astype(np.uint16),
        feature_weights=np.concatenate([weights for _, weights in found])[order].astype(np.float16),
    )


if __name__ == "__main__":
    save(fit(examples()), examples())
