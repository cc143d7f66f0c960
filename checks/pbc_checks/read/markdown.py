"""Markdown to a submission: blocks as a reader of the printed page sees them, each with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pbc_checks.read.assemble import LONGEST_HEADING, Assembler, fold, reads_as_heading, split_lettered
from pbc_checks.read.critic_markup import accepted
from pbc_checks.read.decode import decode
from pbc_checks.read.errors import too_deep
from pbc_checks.read.html_words import words_of_html
from pbc_checks.submission import STRUCK_OUT, BlockKind, Place, Submission, Tracked

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FRONT_MATTER_KEY = re.compile(r"^[A-Za-z][\w-]*:", re.MULTILINE)
_FRONT_MATTER_TITLE = re.compile(r"^title:[ \t]*(?P<title>[^\n]+)$", re.MULTILINE)
_MOST_BRACKETS = 10_000  # each may begin a link, and to find out takes long; no submission has so many
_DEEPEST = 100
# To Markdown "[Cost]: 5000" says where a link called Cost leads, and nobody sees it. So do footnotes of one word.
_DEFINITION = re.compile(r"^(?P<before> {0,3})\[(?P<label>[^\]\n]{1,200})\]:(?P<rest>[^\n]*)", re.MULTILINE)
_ADDRESS = re.compile(
    r"\s*(?:<[^>\n]*>|#|/|\.{1,2}/|mailto:|www\.|[a-z][a-z0-9+.-]*://|\S+\.[A-Za-z]{2,4}\b)", re.IGNORECASE
)
_UNSEEN = "\u2060"  # parts what Markdown would take together; it is left out with all characters that show nothing
_FOOTNOTE = re.compile(rf"\[\^(?P<label>[^\]\s]{{1,40}})\]{_UNSEEN}?:\s*")
_CONTAINERS = frozenset({"blockquote_open", "list_item_open"})
_HTML_BREAK = re.compile(r"<(?:br|/p|p|/div|div|/li|li|/td|td|/th|th|/tr|tr)\b", re.IGNORECASE)


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a Markdown file (CommonMark with tables); raises UnreadableFileError."""
    source = decode(name, data)
    assembler = Assembler()
    source, title = _without_front_matter(source, assembler)
    marked = accepted(_DEFINITION.sub(_seen, source))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    if marked.text.count("[") > _MOST_BRACKETS:
        parser.disable(["link", "image"])
    tokens = parser.parse(marked.text)
    if any(token.type in _CONTAINERS and token.level >= _DEEPEST - 1 for token in tokens):
        raise too_deep(name)  # the parser leaves out what stands deeper
    _Walk(assembler).blocks(tokens)
    for line, comment in marked.comments:
        assembler.counts["comments"] += 1
        assembler.text(BlockKind.COMMENT, comment, Place(line=line, part="comment"))
    assembler.counts.update({str(Tracked.INSERTIONS): marked.changes[Tracked.INSERTIONS]})
    if marked.changes[Tracked.DELETIONS]:
        assembler.left_out_deletions(marked.changes[Tracked.DELETIONS])
    return assembler.submission(name, data, "md", title=title)


def _without_front_matter(source: str, assembler: Assembler) -> tuple[str, str]:
    """Return the source with its YAML front matter blanked (lines keep their numbers), and its title."""
    match = _FRONT_MATTER.match(source)
    if match is None or not _FRONT_MATTER_KEY.search(match["yaml"]):
        return source, ""
    lines = match.group().count("\n")
    assembler.counts["front matter lines"] += lines
    title = _FRONT_MATTER_TITLE.search(match["yaml"])
    return "\n" * lines + source[match.end() :], title["title"].strip().strip("\"'") if title else ""


def _seen(definition: re.Match[str]) -> str:
    """Return a line that only looks like the address of a link so that it is read; others as they are."""
    if not definition["label"].startswith("^") and _ADDRESS.match(definition["rest"] or "#"):
        return definition.group()
    return f"{definition['before']}[{definition['label']}]{_UNSEEN}:{definition['rest']}"


_BREAK = "\v"  # stands in for <br>: what is on either side of it does not read as one sentence


class _Walk:
    """One pass over the parser's flat list of tokens."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._items = 0  # depth of list items around the current token
        self._cells: list[str] = []
        self._table = 0
        self._row = 0
        self._row_place: Place | None = None
        self._heading: Token | None = None

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Add a block for every paragraph, heading, list item, table row and piece of HTML or code."""
        for token in tokens:
            match token.type:
                case "heading_open":
                    self._heading = token
                case "list_item_open":
                    self._items += 1
                case "list_item_close":
                    self._items -= 1
                case "table_open":
                    self._table, self._row = self._assembler.start_table(), 0
                case "tr_open":
                    self._cells, self._row_place = [], _place(token)
                case "tr_close":
                    self._end_row()
                case "inline":
                    self._inline(token)
                case "html_block":
                    self._html(token)
                case "fence" | "code_block":
                    self._code(token)
                case _:
                    pass

    def _inline(self, token: Token) -> None:
        self._assembler.counts[STRUCK_OUT] += sum(child.type == "s_open" for child in token.children or [])
        if self._row_place is not None:
            self._cells.append(self._words(token).replace(_BREAK, "\n"))
        elif self._heading is not None:
            self._end_heading(token, self._heading)
        elif self._items:
            for words in self._words(token).split(_BREAK):
                self._assembler.text(BlockKind.LIST_ITEM, words, _place(token))
        else:
            self._paragraph(token)

    def _end_row(self) -> None:
        # The form tables of practices have an empty header row that nobody sees: rows count from the first with words.
        if self._row_place is not None and (self._row or any(fold(cell) for cell in self._cells)):
            self._row += 1
            place = Place(line=self._row_place.line, table=self._table, row=self._row)
            self._assembler.row(self._cells, place)
        self._row_place = None

    def _end_heading(self, token: Token, opening: Token) -> None:
        text = self._words(token)
        self._heading = None
        # A line of dashes under a paragraph makes it a heading to Markdown, not to a reader.
        if opening.markup in {"=", "-"} and len(text) > LONGEST_HEADING:
            self._assembler.text(BlockKind.PARAGRAPH, text, _place(token))
        else:
            self._assembler.heading(text, int(opening.tag[1:]), _place(token))

    def _paragraph(self, token: Token) -> None:
        text = fold(self._words(token))
        if _wholly_bold(token) and reads_as_heading(text):
            self._assembler.label(text, _place(token))
            return
        first = _place(token).line
        for offset, words in self._lettered_lines(token):
            place = Place(line=None if first is None else first + offset)
            footnote = _FOOTNOTE.match(words)
            if footnote:
                place = replace(place, part=f"footnote {footnote['label']}")
                self._assembler.counts["footnotes"] += 1
                self._assembler.text(BlockKind.FOOTNOTE, words[footnote.end() :], place)
                continue
            marker, rest = split_lettered(words)
            self._assembler.text(BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, rest, place)

    def _lettered_lines(self, token: Token) -> list[tuple[int, str]]:
        """Return the paragraph cut at each <br>, and before each line that starts with "(a)" or a footnote."""
        pieces: list[tuple[int, list[str]]] = []
        for offset, line in enumerate(self._words(token).split("\n")):
            first, *others = line.split(_BREAK)
            if pieces and not split_lettered(first.lstrip())[0] and not _FOOTNOTE.match(first.lstrip()):
                pieces[-1][1].append(first)
            else:
                pieces.append((offset, [first.lstrip()]))
            pieces += [(offset, [other.lstrip()]) for other in others]
        return [(offset, " ".join(words)) for offset, words in pieces]

    def _words(self, token: Token) -> str:
        """Return what an inline token reads as, lines and <br> kept apart."""
        words: list[str] = []
        for child in token.children or []:
            match child.type:
                case "text" | "code_inline" | "text_special":
                    words.append(child.content)
                case "softbreak" | "hardbreak":
                    words.append("\n")
                case "image":
                    self._image()
                case "html_inline" if child.content.startswith("<!--"):
                    self._assembler.counts["HTML comments left out"] += 1
                case "html_inline" if _HTML_BREAK.match(child.content):
                    words.append(_BREAK)
                case _:
                    pass
        return "".join(words)

    def _image(self) -> None:
        self._assembler.counts["images"] += 1
        if self._assembler.counts["images"] == 1:
            self._assembler.unread("images: pictures are not read", blocks_absence=False)

    def _html(self, token: Token) -> None:
        pieces, comments = words_of_html(token.content)
        self._assembler.counts["HTML comments left out"] += comments
        for piece in pieces:
            self._assembler.text(BlockKind.PARAGRAPH, piece, _place(token))

    def _code(self, token: Token) -> None:
        """Add text set as code: practices indent paragraphs without knowing what Markdown makes of it."""
        for piece in re.split(r"\n[ \t]*\n", token.content):
            self._assembler.text(BlockKind.PARAGRAPH, piece, _place(token))


def _place(token: Token) -> Place:
    return Place(line=token.map[0] + 1 if token.map else None)


def _wholly_bold(token: Token) -> bool:
    """Return whether every word of a paragraph is bold."""
    depth = 0
    bold = False
    for child in token.children or []:
        if child.type == "strong_open":
            depth += 1
        elif child.type == "strong_close":
            depth -= 1
        elif child.content.strip():
            if not depth:
                return False
            bold = True
    return bold
