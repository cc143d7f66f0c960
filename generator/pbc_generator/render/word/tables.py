"""Tables: one header row that repeats, no merged cells, a text alternative, widths that fill the page."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pbc_generator.document import Badge, Field, plain
from pbc_generator.render.word.markup import attribute, caption, paragraph, run, runs

if TYPE_CHECKING:
    from pbc_generator.document import Cell, Runs, Table
    from pbc_generator.render.word.controls import Controls

_CELL_MARGINS = 240
_LETTER = 132  # an average bold letter at 11 points
_LONGEST_KEPT = 18  # letters; a longer word, such as an address, may break anywhere
_HEADER_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E8F1F9"/>'


def table(block: Table, text_width: int, controls: Controls) -> str:
    """Return a table with its caption above; `text_width` in twentieths of a point."""
    widths = column_widths(block, text_width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = _row(
        [
            _cell(width, paragraph("PBCTableHeading", run(words), _right(column in block.numeric)), _HEADER_FILL)
            for column, (width, words) in enumerate(zip(widths, block.header, strict=True))
        ],
        "<w:tblHeader/>",
    )
    body = [
        _row(
            [
                _cell(width, _content(cell, controls, _style(block, column), _how(block, column, number)))
                for column, (width, cell) in enumerate(zip(widths, row, strict=True))
            ]
        )
        for number, row in enumerate(block.rows)
    ]
    if block.repeats:
        body = [controls.repeated(block.repeats, block.caption, body)]
    title = caption(block.caption) if block.caption else ""
    properties = _properties(block, sum(widths))
    return f"{title}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(body)}</w:tbl>"


def column_widths(block: Table, text_width: int) -> list[int]:
    """Return the width of each column in whole units that add up to the text width.

    The columns share the page as the table asks, but where it can none is narrower than its longest word.
    """
    columns = len(block.header)
    shares = block.widths if len(block.widths) == columns and sum(block.widths) > 0 else (1,) * columns
    asked = [text_width * share / sum(shares) for share in shares]
    needed = [_longest_word(cells) for cells in zip(block.header, *block.rows, strict=True)]
    lacking = sum(max(need - width, 0) for need, width in zip(needed, asked, strict=True))
    to_spare = sum(max(width - need, 0) for need, width in zip(needed, asked, strict=True))
    given = min(lacking / to_spare, 1) if to_spare else 0
    taken = min(to_spare / lacking, 1) if lacking else 0
    widths = [
        width + (need - width) * (taken if need > width else given) for need, width in zip(needed, asked, strict=True)
    ]
    edges = [0, *(round(edge) for edge in accumulate(widths))]
    return [right - left for left, right in pairwise(edges)]


def _longest_word(cells: tuple[str | Cell, ...]) -> int:
    """Return about how wide the longest word of a column is, with the cell's margins."""
    texts = (cell if isinstance(cell, str) else "" if isinstance(cell, Field) else _seen(cell) for cell in cells)
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return _CELL_MARGINS + _LETTER * min(longest, _LONGEST_KEPT)


def _seen(runs: Runs) -> str:
    """Return the words of a cell that take room: a brief badge is seen by its symbol alone."""
    return "".join(run.symbol if isinstance(run, Badge) and run.brief else plain((run,)) for run in runs)


def _properties(block: Table, width: int) -> str:
    first_column = int(block.row_headers)
    caption = f'<w:tblCaption w:val="{attribute(block.caption)}"/>' if block.caption else ""
    description = f'<w:tblDescription w:val="{attribute(block.summary)}"/>' if block.summary else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="PBCTable"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0620 | 0x0080 * first_column:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{caption}{description}</w:tblPr>"
    )


def _row(cells: list[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _style(block: Table, column: int) -> str:
    return "PBCTableRowHeading" if block.row_headers and column == 0 else "PBCTableText"


def _how(block: Table, column: int, row: int) -> str:
    """Return a cell's paragraph properties: the last row, often a total, does not stand alone on a page."""
    keep = "<w:keepNext/>" if row == len(block.rows) - 2 else ""
    return keep + _right(column in block.numeric)


def _content(cell: Cell, controls: Controls, style: str, properties: str) -> str:
    words = controls.field(cell) if isinstance(cell, Field) else runs(cell)
    return paragraph(style, words, properties)


def _right(right: bool) -> str:
    return '<w:jc w:val="right"/>' if right else ""
