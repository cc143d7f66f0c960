"""The phrasing language: what each sign in a concept file finds, and what it leaves alone."""

from __future__ import annotations

import time

import pytest

from evidence_case import paragraph, submission
from pbc_checks.evidence.index import Index
from pbc_checks.evidence.passages import split
from pbc_frameworks.phrasing import Anchor, Phrasing, PhrasingError, fold, parse_phrasing

LISTS = {"people": (parse_phrasing("patients"), parse_phrasing("service users"))}


def phrasing(text: str) -> Phrasing:
    return parse_phrasing(text, LISTS)


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        ("letter of support", "a Letter of support came", "Letter of support"),
        ("letter of support", "letters of support", None),
        ("stake holder", "the stake-holder group", "stake-holder"),
        ("follow-up", "one follow up, one followup", "follow up"),
        ("follow-up", "one followup", "followup"),
        ("trust", "the trust's beds", "trust"),
        ("trust beds", "the trust's beds", "trust's beds"),
        ("NICE", "it is nice", None),
        ("NICE", "as NICE says", "NICE"),
        ("Nurse", "the nurse", "nurse"),
        ("interpret*", "three interpreters", "interpreters"),
        ("*ologist", "a dermatologist", "dermatologist"),
        ("(bus|mini bus|taxi)", "by mini bus", "mini bus"),
        ("[formal] tender", "no tender", "tender"),
        ("[formal] tender", "a formal tender", "formal tender"),
        ("lose ... income", "will lose a lot of its income", "lose a lot of its income"),
        ("lose ... income", "will lose one two three four five six seven income", None),
        ("lose ... ... income", "will lose one two three four five six seven income", "lose one two three four five "
         "six seven income"),
        ("fits ... £#", "it fits: £4,000", "fits: £4,000"),
        ("# patients", "of 1,218 patients", "1,218 patients"),
        ("# patients", "six patients", "six patients"),
        ("# patients", "£6 patients", None),
        ("£#", "costs £120k a year", "£120k"),
        ("£#", "costs £1.5 million", "£1.5 million"),
        ("#%", "10 per cent of 95%", "10 per cent"),
        ("<people> said", "service users said so", "service users said"),
        ("with <name>", "with us, with Anna", "with Anna"),
        ("<date>", "on 3 March 2007", "3 March"),
        ("<month>", "by April", "April"),
        ("<year>", "in 2007, not 3007", "2007"),
        ("A&E", "to A&E", "A&E"),
        ("pound for pound", "pound for pound", "pound for pound"),
    ],
)  # fmt: skip
def test_a_phrasing_finds_what_it_says(written: str, text: str, words: str | None) -> None:
    found = phrasing(written).search(fold(text))
    assert (found.group() if found else None) == words


@pytest.mark.parametrize(
    "written", ["", "   ", "(a", "a)", "a|b", "...", "a ...", "[a]", "(|a)", "a@b", "<nobody>", "a(b)"]
)
def test_what_is_no_phrasing_is_refused_with_advice(written: str) -> None:
    with pytest.raises(PhrasingError, match=r"\. [A-Z]|: "):
        phrasing(written)


def test_brackets_within_brackets_beyond_reason_are_refused() -> None:
    with pytest.raises(PhrasingError, match="too many brackets inside brackets"):
        phrasing("(" * 3000 + "a" + ")" * 3000)


def test_typographers_signs_read_as_plain_ones_of_the_same_length() -> None:
    written = "the patient’s ‘own’ view – “good”"
    assert (fold(written), len(fold(written))) == ("the patient's 'own' view - \"good\"", len(written))


@pytest.mark.parametrize(
    ("written", "anchors"),
    [
        ("letter of support", (Anchor("support"),)),
        ("[formal] tender*", (Anchor("tender", ending=True),)),
        ("*ologist", (Anchor("ologist", beginning=True),)),
        ("(bus|taxi)", (Anchor("bus"), Anchor("taxi"))),
        ("£#", (Anchor("£"),)),
        ("<name>", ()),
    ],
)
def test_a_phrasing_is_anchored_by_words_that_have_to_stand(written: str, anchors: tuple[Anchor, ...]) -> None:
    assert phrasing(written).anchors == anchors


@pytest.mark.parametrize(
    "written",
    [
        "letter of support",
        "*ologist*",
        "follow-up",
        "£#",
        "(bus|taxi) fare",
        "18 week*",
        "#",
        "#%",
        "<date>",
        "<month>",
        "<year>",
        "# → #",
        "C&B",
        "<date> ... ... <date>",
        "(C&B|6p|fare*) ... (#|#%)",
        "<name>",
        "[six] taxi*",
    ],
)
def test_the_index_finds_a_phrasing_wherever_a_plain_search_does(written: str) -> None:
    texts = ("Letters of support.", "A letter of support", "Dermatologists agree", "One followup", "A follow-up", "£5",
             "The bus fare", "taxis", "an 18-week wait", "18 weeks", "six people", "10percent", "5per cent", "3/4/2007",
             "on 3 April", "April 2007 to 1.5.2008", "by March", "(2007/08)", "4 → 2", "By C&B, 40%", "six taxis",
             "a bus fare of 6p, or 7", "½ a day", "sixty-two", "_2007_", "twelve")  # fmt: skip
    index = Index(split(submission(*(paragraph(text, number) for number, text in enumerate(texts, 1)))))
    plain = {passage.order for passage in index.passages if phrasing(written).search(passage.folded)}
    assert set(index.find(phrasing(written))) == plain


@pytest.mark.parametrize(
    "text",
    ["no " + "'" * 4000, "no " + "a'" * 2000, "1," * 2000 + "x", "x" * 4000, "no " * 1300, "no " + "- " * 2000],
    ids=["apostrophes", "apostrophes in words", "figures", "one word", "one word again and again", "dashes"],
)
def test_no_text_makes_a_search_explode(text: str) -> None:
    # Not a measurement: what goes wrong here takes hours, not seconds.
    start = time.process_time()
    for written in (
        "no ... ... tender",
        "no ... a ... b ... c",
        "# patients",
        "*ologist*",
        "#% of",
        "no [a] [b] [c] tender",
    ):
        assert phrasing(written).search(text) is None
    assert time.process_time() - start < 20
