"""How well a model does, from the figures in its file: measured on submissions it had not seen, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pbc_checks.findings import Accuracy, Scorers
from pbc_checks.learned.model import CLASSES, Model

CROSS_VALIDATED, HELD_OUT = "cross-validation", "held-out"
_SHOWN = 8  # characters of a checksum, which tell models apart

Table = Sequence[Sequence[int]]


def scorers(model: Model, kind: str) -> Scorers:
    """Return what a report says of the model. `kind` is `framework/document`; accuracy is by requirement id."""
    measured: Mapping[str, Any] = model.measured.get(CROSS_VALIDATED, {}).get("requirements", {})
    checksum = str(model.provenance.get("corpus", ""))
    return Scorers(
        name=checksum[:_SHOWN] or "without provenance",
        submissions=int(model.provenance.get("submissions", 0)),
        unsure_below=model.unsure_below,
        accuracy={
            name.removeprefix(f"{kind}/"): accuracy(table)
            for name, table in measured.items()
            if name.startswith(f"{kind}/")
        },
    )


def accuracy(table: Table) -> Accuracy:
    """Return the figures of a table: a row an assessor's status, a column the checker's, in the order of CLASSES."""
    missing = CLASSES.index("missing")
    return Accuracy(
        items=sum(sum(row) for row in table),
        agreed=sum(table[at][at] for at in range(len(CLASSES))),
        wanted=sum(table[missing]),
        said=sum(row[missing] for row in table),
        found=table[missing][missing],
    )
