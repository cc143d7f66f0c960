"""The words of a piece of HTML in Markdown, in a time that grows no faster than the piece."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]{0,40})(?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'){0,2000}>|<[!?][^<>]{0,2000}>"
)
_CELLS = {"td", "th", "br"}
_WITHIN_LINES = {"b", "i", "u", "em", "strong", "span", "a", "sub", "sup", "small", "font", "mark"}
_SILENT = {"script", "style"}


def words_of_html(markup: str) -> tuple[list[str], int]:
    """Return the texts that HTML elements part from one another, in order, and how many comments were left out."""
    text, comments = _without_comments(markup)
    words: list[str] = []
    silent = at = 0
    for tag in _TAG.finditer(text):
        if not silent:
            words.append(text[at : tag.start()].replace("\n", " "))
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name in _SILENT:
            silent = max(0, silent - 1) if tag["end"] else silent + 1
        if name in _CELLS:
            words.append(" ")
        elif name and name not in _WITHIN_LINES:
            words.append("\n\n")
    if not silent:
        words.append(text[at:].replace("\n", " "))
    return html.unescape("".join(words)).split("\n\n"), comments


def _without_comments(markup: str) -> tuple[str, int]:
    """Return HTML without its comments, and how many there were; one without its end stays."""
    kept: list[str] = []
    comments = at = 0
    while (start := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", start + 4)) >= 0:
        kept.append(markup[at:start])
        comments += 1
        at = end + 3
    return "".join([*kept, markup[at:]]), comments
