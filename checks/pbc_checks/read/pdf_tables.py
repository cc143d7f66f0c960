"""What pages do to tables: heads printed again overleaf, and cells so full that they touch their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pbc_checks.read.pdf_lines import Line

_SAME_EDGE = 0.6  # points: programs put the cells of a column at exactly the same place
_SAME_BASELINE = 1.0  # points
_WIDER_THAN_A_SPACE = 0.38  # times the font size
_LEAST_CELLS = 2  # beside others, before their left edge is taken for a column's


def without_head(lines: Sequence[Line], before: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines of a page without a table's head that the page before has too, and whether there was one."""
    head = max((_in_common(lines, before[start:]) for start in range(len(before))), default=0)
    while head and not _stands_beside(lines[head - 1], lines[: head - 1]):
        head -= 1
    return list(lines[head:]), head > 0


def split_at_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those cut in two that run from one column of a table into the next."""
    columns = _columns(lines)
    return [piece for line in lines for piece in (_pieces(line, columns) if columns else (line,))]


def _in_common(lines: Sequence[Line], others: Sequence[Line]) -> int:
    count = 0
    for line, other in zip(lines, others, strict=False):
        if line.text != other.text or abs(line.left - other.left) > _SAME_EDGE:
            break
        count += 1
    return count


def _stands_beside(line: Line, others: Sequence[Line]) -> bool:
    return any(abs(line.baseline - other.baseline) <= _SAME_BASELINE for other in others)


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return the left edges at which cells of a table begin, those of its first column left out."""
    edges: Counter[float] = Counter()
    for line, following in zip(lines, lines[1:], strict=False):
        if abs(line.baseline - following.baseline) <= _SAME_BASELINE and following.left > line.right:
            edges[round(following.left, 1)] += 1
    return [edge for edge, count in edges.items() if count >= _LEAST_CELLS]


def _pieces(line: Line, columns: Sequence[float]) -> Iterator[Line]:
    start = 0
    for index in range(1, len(line.words)):
        word, previous = line.words[index], line.words[index - 1]
        begins = any(abs(word.left - column) <= _SAME_EDGE for column in columns)
        if begins and word.left - previous.right > _WIDER_THAN_A_SPACE * word.size:
            yield Line(line.words[start:index])
            start = index
    yield Line(line.words[start:])
