"""The years of a plan: whether its title, its text and its tables mean the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.dates.dated import written
from pbc_checks.rules.dates.plan_length import counted, other_days, other_length
from pbc_checks.rules.dates.plan_period import PLAN, Years, title_years, years
from pbc_checks.rules.matter import PLANS, Matter, Rule, evidence
from pbc_checks.rules.number_words import NUMBERS
from pbc_checks.rules.spans import financial_years, year_said
from pbc_checks.rules.tables import Table
from pbc_checks.submission import Block, BlockKind
from pbc_generator.compose.text import printed_date

_NAMED = r"(?:commissioning |strategic |business |work |practice |locality |cluster |PBC |service )*(?:plan|strategy)"
_COVERS = re.compile(
    rf"\b(?:this|our)\s{_NAMED}\s(?:covers|is for|runs from|relates to|applies to|is valid for)"
    r"\s(?:the\s)?(?:financial\s)?(?:years?\s)?(?:from\s)?$",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?P<count>one|two|three|four|five|six|seven|ten|[1-9]|10)[\s-]years?\s(?:\w+\s){0,3}?(?:plan|strategy|vision|period)"
    r"(?:[\s,:(–-]|for|from|covering|of|the|financial|years?|period|runs|which covers){0,8}$",
    re.IGNORECASE,
)
_OWN_STRATEGY = re.compile(
    r"\b(?:our|this|the cluster'?s?)\s(?:PBC |commissioning |cluster |strategic |long-term )*"
    r"(?:strategy|strategic plan)(?:[\s,:(–-]|for|from|covering|covers|of|the|financial|years?|period|runs){0,8}$",
    re.IGNORECASE,
)
_PLAN_FOR = re.compile(rf"\b{_NAMED}\s(?:(?:for|covering|of|from)\s)?(?:the\s)?(?:financial\s)?(?:years?\s)?$", re.I)
_PLAN_AFTER = re.compile(rf"\s(?:\w+\s)?{_NAMED}\b", re.IGNORECASE)
_IN_FOOTER = re.compile(rf"\b{_NAMED}\W+(?:for\s)?(?:the\s)?$", re.IGNORECASE)
_IMPOSSIBLE = re.compile(r"\b(?:financial year|FY)\s(((?:19|20)\d\d)/((?:19|20)?\d\d))(?![\d/])", re.IGNORECASE)
_COLUMN = re.compile(r"(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?:\s\(?£(?:k|000|m)?\)?)?", re.IGNORECASE)
_REACH = 120  # characters before years that can say whose they are
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPENING = 6  # blocks in which a plan says which years it is for
_SHORT = 16  # words of a line of a title page
_FEWEST = 3  # columns of years that make a series
_STRATEGY = "strategy-period"
_STRATEGIES = ("five-year-strategy",)
_YEARLY = (*PLANS, "practice-plan", "annual-work-plan", "practice-business-plan")
_YEAR_FIELDS = ("period", "year")


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what does not agree in the years of a plan."""
    titled = title_years(matter)
    for block in matter.submission.blocks:
        if block.kind in {BlockKind.COMMENT, BlockKind.CONTENTS} or block.guidance:
            continue
        for each in years(block.text):
            before = block.text[max(0, each.start - _REACH) : each.start]
            yield from _called_longer(each, before, block)
            yield from _framework_period(matter, each, before, block)
            if titled and not each.meets(titled[0]):
                yield from _unlike_title(titled, each, before, block)
        yield from _impossible(block)
    if titled:
        yield from other_length(matter, *titled, RULE.id)
        yield from other_days(matter, *titled, RULE.id)
    for table in matter.tables:
        yield from _columns(table, titled[0] if titled else None)
    if titled and matter.definition.kind in _YEARLY:
        yield from _over(matter, *titled)
    if titled is None and matter.definition.kind in (*_YEARLY, *_STRATEGIES):
        yield from _untold(matter)


def _untold(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a note on a plan that says nowhere which years it is for."""
    blocks = [block for block in matter.submission.blocks if block.text.strip() and not block.guidance]
    opening = [block for block in blocks[:_OPENING] if len(block.text.split()) <= _SHORT]
    if not opening or any(True for block in opening for _ in years(block.text)):
        return
    if any(PLAN.search(block.text) and _YEAR.search(block.text) for block in opening):
        return  # “Commissioning plan, April 2009 to March 2012” names them in its own way
    if any(_beside_plan(block.text, each) for block in blocks[:_OPENING] for each in years(block.text)):
        return
    if any(
        _COVERS.search(block.text[max(0, each.start - _REACH) : each.start]) or block.field in _YEAR_FIELDS
        for block in blocks
        for each in years(block.text)
    ):
        return
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        "Whether the years of the plan agree cannot be told: it does not say which years it is for.",
        "Name the years in the title.",
        (evidence(opening[0]),),
        determined=False,
    )


def _called_longer(each: Years, before: str, block: Block) -> Iterator[RuleFinding]:
    """Yield a plan that is called of so many years and names more or fewer."""
    long = _LONG.search(before)
    # One year may be the one of them that is meant.
    if long is None or each.first == each.last:
        return
    count = NUMBERS.get(long["count"].lower()) or int(long["count"])
    if count not in each.counts:
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"“{long.group()}{each.words}” names {counted(each)}.",
            "Name the years that are meant, here and where they are repeated.",
            (evidence(block, each.words),),
        )


def _framework_period(matter: Matter, each: Years, before: str, block: Block) -> Iterator[RuleFinding]:
    """Yield a strategy that names more or fewer years than the framework gives it."""
    period = matter.framework.parameters.get(_STRATEGY)
    if period is None or each.first == each.last or int(period.value) in each.counts:
        return
    title = title_years(matter)
    is_title = matter.definition.kind in _STRATEGIES and title is not None and title[1] is block
    if is_title or _OWN_STRATEGY.search(before):
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The strategy names {each.words}, which is {counted(each)}; {matter.set_by(_STRATEGY)} has it "
            f"cover {period} ({matter.cite(_STRATEGY)}).",
            f"Let it cover {period}, or say why it does not.",
            (evidence(block, each.words),),
        )


def _unlike_title(titled: tuple[Years, Block], each: Years, before: str, block: Block) -> Iterator[RuleFinding]:
    """Yield years that the plan gives as its own and that are not those of its title."""
    period, title = titled
    covers = bool(_COVERS.search(before)) or block.field in _YEAR_FIELDS
    in_footer = block.kind is BlockKind.HEADER_FOOTER and _IN_FOOTER.search(before)
    if not covers and not in_footer:
        return
    where = "the header or footer" if in_footer else "the text"
    yield RuleFinding(
        RULE.id,
        Severity.MUST_FIX if covers else Severity.SHOULD_FIX,
        f"The title says that the plan is for {period.said}; {where} says {each.said}.",
        "Correct the wrong one.",
        (evidence(title), evidence(block, each.words)),
    )


def _impossible(block: Block) -> Iterator[RuleFinding]:
    """Yield what is called one financial year and is not: 2009/11."""
    for match in _IMPOSSIBLE.finditer(block.text):
        if not financial_years(match.group(1)):
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"“{match.group()}” is no financial year: the one that begins in {match.group(2)} is "
                f"{year_said(int(match.group(2)))}.",
                "Name the year that is meant, or say which years.",
                (evidence(block, match.group()),),
            )


def _columns(table: Table, period: Years | None) -> Iterator[RuleFinding]:
    """Yield a year that is left out in a row of columns that are years: three or more, or those of the plan."""
    head = table.rows[0]
    named = [financial_years(cell) for cell in head.cells if _COLUMN.fullmatch(cell.strip())]
    series = [found[0].first.year for found in named if found]
    of_the_plan = (
        period is not None
        and period.financial
        and series == [period.first, period.last]
        and len(head.cells) == len(series) + 1
    )
    if (len(series) < _FEWEST and not of_the_plan) or len(series) != len(named):
        return
    steps = [second - first for first, second in pairwise(series)]
    if sorted(steps) == [1] * (len(steps) - 1) + [2]:
        missing = series[steps.index(2)] + 1
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{year_said(missing)} is left out between the columns {year_said(missing - 1)} and "
            f"{year_said(missing + 1)}.",
            "Put the year in, or correct the heads of the columns.",
            (evidence(head),),
        )


def _over(matter: Matter, period: Years, title: Block) -> Iterator[RuleFinding]:
    """Yield a plan for years that were over when it came in, or else when it was written."""
    own = written(matter)
    day = matter.submitted or (own.span.first if own else None)
    if day is not None and period.span.last < day:
        what = "came in" if matter.submitted else "was written"
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The title says that the plan is for {period.said}, which was over when it {what}, on "
            f"{printed_date(day)}.",
            "Correct the years in the title, or send in the plan for the year to come.",
            (evidence(title),),
        )


def _beside_plan(text: str, each: Years) -> bool:
    """Return whether years stand right beside the word “plan”: our 2010/11 commissioning plan, a plan for 2010/11."""
    before, after = text[max(0, each.start - _REACH) : each.start], text[each.start + len(each.words) :]
    return bool(_PLAN_FOR.search(before) or _PLAN_AFTER.match(after))


RULE = Rule(
    id="plan-years",
    title="Years of a plan that do not match",
    looks_at=(
        "Compares the years in a plan's title with those that its text, form, header and footer give as its own, with "
        "how many years it is said to have, with the framework's period for a strategy, and with the day on which it "
        "came in; and looks for a year left out between columns."
    ),
    example=(
        "“Commissioning plan 2009/10” of which the text says “This plan covers 2008/09”: must fix. “Our three-year "
        "plan, 2009/10 to 2010/11”: must fix, because these are two years."
    ),
    limits=(
        "The title has to name one year or one range. Other plans that a text speaks of, such as last year's or the "
        "PCT's, are left alone. “2009/11” is taken for a range of years unless it is called a financial year."
    ),
    find=find,
)
