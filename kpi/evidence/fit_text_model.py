"""Fits the model of text_model.py anew and keeps it: `make model`, after a change of the example texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi.evidence.text_model import FITTED, WIDTH, Example, Model, examples, features

RIDGE = 0.6


def fit(known: Sequence[Example]) -> Model:
    """The ridge regression of these examples, solved in its dual form: as many unknowns as examples."""
    rows = np.zeros((len(known), WIDTH), np.float32)
    for row, example in zip(rows, known, strict=True):
        numbers, weights = features(example.text)
        row[numbers] = weights
    rarity = (np.log((1 + len(known)) / (1 + (rows > 0).sum(axis=0))) + 1).astype(np.float32)
    rows *= rarity
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    classes = tuple(sorted({example.class_ for example in known}))
    wanted = np.zeros((len(known), len(classes)), np.float32)
    wanted[np.arange(len(known)), [classes.index(example.class_) for example in known]] = 1
    alike = rows @ rows.T
    alike[np.diag_indices_from(alike)] += RIDGE
    return Model(classes, rarity, rows.T @ np.linalg.solve(alike, wanted))


def save(model: Model) -> None:
    """Keeps a model where `text_model.fitted` finds it, at half precision."""
    np.savez_compressed(
        FITTED,
        classes=np.array(model.classes),
        rarity=model.rarity.astype(np.float16),
        weights=model.weights.astype(np.float16),
    )


if __name__ == "__main__":
    save(fit(examples()))
