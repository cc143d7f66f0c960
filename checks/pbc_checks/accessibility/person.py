"""What only a person can judge, with how: printed with every report, whatever the checks found."""

from __future__ import annotations

from pbc_checks.accessibility.outcome import Judgement

_BOTH = (
    Judgement(
        "alt-text-says-it",
        "The text of each picture says what the picture says",
        "Read the text alone, without the picture. Does a reader learn the same? Where a picture only decorates, mark "
        "it as decorative instead.",
    ),
    Judgement(
        "reading-order",
        "The reading order makes sense",
        "Have the file read aloud from top to bottom (Word: Review, Read Aloud; PDF: View, Read Out Loud) and listen "
        "above all where there are columns, tables and pictures.",
    ),
    Judgement(
        "headings-describe",
        "Each heading says what follows it",
        "Read the headings alone, in Word's navigation pane or the PDF's bookmarks. They should read like a summary.",
    ),
    Judgement(
        "headings-complete",
        "Everything that looks like a heading is one, and nothing else is",
        "Compare the headings in the navigation pane or the bookmarks with what stands out on the pages.",
    ),
    Judgement(
        "links-make-sense",
        "Each link says where it leads, even read alone",
        "Read the words of each link without its sentence. Name the document or page that it opens.",
    ),
    Judgement(
        "plain-language",
        "The language is plain",
        "Ask somebody from outside to read a page and say what they should do. Shorten sentences over 25 words; "
        "explain each abbreviation where it first stands.",
    ),
    Judgement(
        "colour-alone",
        "Colour is never the only thing that carries a meaning",
        "Print a page in black and white. Is anything lost, such as red figures or a traffic light?",
    ),
    Judgement(
        "contrast",
        "Words stand out from their background",
        "Measure with a contrast checker: at least 4.5 to 1, or 3 to 1 for large letters, also on pictures and "
        "shading.",
    ),
    Judgement(
        "table-headers-right",
        "The header of each table names what stands below it",
        "Read one cell in the middle together with its headers alone. Is it clear what it says?",
    ),
    Judgement(
        "tables-hold-data",
        "Tables hold data and are not used for layout",
        "Take out each table that only puts words side by side, and use columns or paragraphs.",
    ),
    Judgement(
        "language-changes",
        "Passages in another language say so",
        "Look for words in Welsh, Polish or Urdu, say, and set their language (Word: Review, Language).",
    ),
)
_WORD = (
    Judgement(
        "controls-explained",
        "The title of each form control says what to enter",
        "Move through the form with the Tab key alone, and listen to what a screen reader says at each control.",
    ),
)
_PDF = (
    Judgement(
        "tags-right",
        "The tags say what each thing is",
        "Walk through the tags in a PDF editor, or with the free PAC checker: lists are lists, running headers are "
        "artifacts, and no paragraph is a heading.",
    ),
    Judgement(
        "other-format",
        "There is another format for those who need it",
        "Publish the Word or HTML version beside the PDF, and say whom to ask for large print, Braille or audio.",
    ),
)

JUDGEMENTS: dict[str, tuple[Judgement, ...]] = {"docx": (*_BOTH, *_WORD), "pdf": (*_BOTH, *_PDF)}
"""What a person has to judge in a file, by its format."""
