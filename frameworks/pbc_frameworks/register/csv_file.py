"""A register as CSV, for whatever reads tables."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from pbc_frameworks.register.columns import COLUMNS, TYPES
from pbc_frameworks.register.model import Interest, NilReturn, Register
from pbc_frameworks.workbook import TAKEN_FOR_FORMULAS


def write_csv(register: Register) -> bytes:
    """Return a register as CSV in UTF-8 with the mark by which Excel knows it, a row an interest or nil return.

    A text that Excel would take for a formula gets an apostrophe before it.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    for interest in register.interests:
        values = _values(interest)
        writer.writerow([values.get(column.key, "") for column in COLUMNS])
    for nil_return in register.nil_returns:
        values = _nil_values(nil_return)
        writer.writerow([values.get(column.key, "") for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _values(entry: Interest) -> dict[str, str]:
    return {
        "name": _safe(entry.name),
        "role": _safe(entry.role),
        "practice": _safe(entry.practice),
        "bodies": _safe("; ".join(entry.bodies)),
        "organisation": _safe(entry.organisation),
        "type": TYPES[entry.type],
        "relationship": _safe(entry.relationship),
        "nature": _safe(entry.nature),
        "services": _safe("; ".join(entry.services)),
        "from": _day(entry.since),
        "to": _day(entry.until),
        "declared": _day(entry.declared),
        "changed": _day(entry.changed),
        "action": _safe(entry.action),
        "withheld-because": _safe(entry.withheld),
    }


def _nil_values(entry: NilReturn) -> dict[str, str]:
    return {
        "name": _safe(entry.name),
        "role": _safe(entry.role),
        "bodies": _safe("; ".join(entry.bodies)),
        "declared": _day(entry.declared),
        "nil": "Yes",
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(TAKEN_FOR_FORMULAS) else words
