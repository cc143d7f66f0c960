"""Texts of a definition (Markdown with {{ names }}) become runs and blocks, with the PCT's own details filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import markdown
from lxml import html

from pbc_frameworks.names import NAME_IN_TEXT
from pbc_generator.document import Block, Inline, ItemList, Paragraph, ParagraphKind, Runs, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Writer:
    """Fills names in; `values` maps each name that texts may use to what is printed for it."""

    values: Mapping[str, Inline]

    def runs(self, text: str) -> Runs:
        """Return a one-paragraph text as runs."""
        return tuple(run for _, paragraphs in _parse(text) for paragraph in paragraphs for run in self._fill(paragraph))

    def strong(self, text: str) -> Runs:
        """Return a one-paragraph text as runs that stand out."""
        return tuple(Strong(run.text) if isinstance(run, Text) else run for run in self.runs(text))

    def blocks(self, text: str, kind: ParagraphKind = ParagraphKind.BODY) -> tuple[Block, ...]:
        """Return a text of several paragraphs and lists as blocks of one kind."""
        blocks: list[Block] = []
        for tag, paragraphs in _parse(text):
            items = tuple(tuple(self._fill(paragraph)) for paragraph in paragraphs)
            if tag == "p":
                blocks.extend(Paragraph(item, kind) for item in items)
            else:
                blocks.append(ItemList(items, ordered=tag == "ol", kind=kind))
        return tuple(blocks)

    def _fill(self, pieces: tuple[tuple[bool, str], ...]) -> Iterator[Inline]:
        for strong, words in pieces:
            position = 0
            for name in NAME_IN_TEXT.finditer(words):
                yield from _plain(words[position : name.start()], strong)
                value = self.values[name.group(1)]
                yield Strong(value.text) if strong and isinstance(value, Text) else value
                position = name.end()
            yield from _plain(words[position:], strong)


def _plain(words: str, strong: bool) -> Iterator[Inline]:
    if words:
        yield Strong(words) if strong else Text(words)


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[tuple[str, tuple[tuple[tuple[bool, str], ...], ...]], ...]:
    """Return Markdown as (tag, paragraphs): "p" with one paragraph, "ul" or "ol" with one an item.

    Whatever else Markdown knows (headings, quotations, code) is a paragraph here, so that no words are lost.
    """
    root = html.fragment_fromstring(markdown.markdown(text), create_parent="div")
    parsed = []
    for element in root:
        tag = element.tag if element.tag in {"ul", "ol"} else "p"
        items = (_pieces(item) for item in (element if tag != "p" else [element]) if isinstance(item.tag, str))
        paragraphs = tuple(item for item in items if item)
        if paragraphs:
            parsed.append((tag, paragraphs))
    return tuple(parsed)


def _pieces(element: html.HtmlElement) -> tuple[tuple[bool, str], ...]:
    """Return an element's words as (strong, words), white space folded and its ends trimmed."""
    pieces: list[tuple[bool, str]] = []

    def walk(node: html.HtmlElement, strong: bool) -> None:
        strong = strong or node.tag == "strong"
        if node.text:
            pieces.append((strong, _fold(node.text)))
        for child in node:
            walk(child, strong)
            if child.tail:
                pieces.append((strong, _fold(child.tail)))

    walk(element, strong=False)
    if pieces:
        pieces[0] = (pieces[0][0], pieces[0][1].lstrip())
        pieces[-1] = (pieces[-1][0], pieces[-1][1].rstrip())
    return tuple(piece for piece in pieces if piece[1])


def _fold(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def plain_text(*words: str) -> Runs:
    """Return words that come from data, not from a definition, as runs: nothing in them is interpreted."""
    return tuple(Text(word) for word in words)


def printed_date(value: date) -> str:
    """Return a date as it is printed: `2 April 2007`."""
    return f"{value.day} {value:%B %Y}"
