"""The styles of a template: which are its own, and what is wrong with those."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.accessibility.word_body import Body
from pbc_checks.accessibility.word_checks import SMALLEST
from pbc_checks.house.outcome import Finding, Level
from pbc_checks.read.word_package import Element, W
from pbc_checks.read.word_styles import outline_level
from pbc_generator.render.word.style_uses import STYLE_USES, StyleUse

_MOST_ANCESTORS = 20  # a style based on itself must not hang the check
_HEADING_FIX = "In Word: right-click the style, Modify, Format, Paragraph, Outline level: Level {}."


def own_and_added(styles: Element | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the styles that documents use a template defines, and which they get from the product's."""
    present = set(_by_name(styles))
    told = [use.name for use in STYLE_USES if use.purpose]
    own = tuple(name for name in told if name.lower() in present)
    return own, tuple(name for name in told if name not in own)


def style_findings(styles: Element | None, numbering: Element | None, body: Body) -> Iterator[Finding]:
    """Yield what is wrong with the styles that a template defines itself; `body` is how running text looks."""
    present = _by_name(styles)
    by_id = {style.get(f"{W}styleId", ""): style for style in present.values()}
    for use in STYLE_USES:
        style = present.get(use.name.lower())
        if style is None:
            continue
        kind = style.get(f"{W}type", "paragraph")
        if kind != use.kind:
            yield Finding(
                Level.WRONG,
                "style-kind",
                f"style {use.name}",
                f"this is a {kind} style, and has to be a {use.kind} style",
                "Rename it in Word, so that documents get the right one.",
            )
        elif use.level:
            yield from _heading(use, style, by_id)
        elif use.listed and not _has_list(style, numbering):
            yield Finding(
                Level.WARNING,
                "style-list",
                f"style {use.name}",
                "lists in this style have no bullet or number of their own, so they get those of our template",
                "In Word: right-click the style, Modify, Format, Numbering; or leave it.",
            )
    yield from _body_text(body)


def _body_text(body: Body) -> Iterator[Finding]:
    if body.serif:
        yield Finding(
            Level.WARNING,
            "body-font",
            "style Normal",
            f"running text is in {body.font}, a font with serifs",
            "Change it to one without, such as Arial: it is easier to read for many people.",
        )
    if body.points < SMALLEST:
        yield Finding(
            Level.WARNING,
            "body-size",
            "style Normal",
            f"running text has {body.points:g} points",
            f"Change it to {SMALLEST:g} points or more: smaller print shuts people out.",
        )


def _heading(use: StyleUse, style: Element, by_id: dict[str, Element]) -> Iterator[Finding]:
    level = None
    at: Element | None = style
    for _ in range(_MOST_ANCESTORS):
        if at is None or level is not None:
            break
        level = outline_level(at.find(f"{W}pPr"))
        based_on = at.find(f"{W}basedOn")
        at = by_id.get(based_on.get(f"{W}val", "")) if based_on is not None else None
    if level != use.level:
        said = (
            f"headings in this style have outline level {level}"
            if level
            else "headings in this style have no outline level"
        )
        yield Finding(
            Level.WRONG,
            "style-heading",
            f"style {use.name}",
            f"{said}: the contents page and screen readers do not take them for what they look like",
            _HEADING_FIX.format(use.level),
        )


def _has_list(style: Element, numbering: Element | None) -> bool:
    used = style.find(f"{W}pPr/{W}numPr/{W}numId")
    if used is None or numbering is None:
        return False
    return any(each.get(f"{W}numId") == used.get(f"{W}val") for each in numbering.iterchildren(f"{W}num"))


def _by_name(styles: Element | None) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[name.get(f"{W}val", "").lower()] = style
    return found
