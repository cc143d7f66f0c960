"""The checks on Word files: what has to be so, and what to do where it is not."""

from __future__ import annotations

from pbc_checks.accessibility.outcome import Check

LONG = 20  # headings: a document with more needs contents
SMALLEST = 12.0  # points

TITLE = Check(
    "title",
    "The document has a title",
    "title",
    "In Word: File, Info, Title. Write what the document is and whose; screen readers say it first.",
)
LANGUAGE = Check(
    "language",
    "The document says that it is in British English",
    "language",
    "In Word: select all, Review, Language, Set Proofing Language, English (United Kingdom), Set As Default. A screen "
    "reader speaks with the voice of the language that is set. Of a document that is in another language, leave it.",
)
HEADINGS = Check(
    "headings",
    "Headings have Word's heading styles",
    "heading",
    "Give each heading the style Heading 1, 2 or 3 (Home, Styles). Bold or large letters alone are no heading to a "
    "screen reader.",
)
LOOKALIKE = Check(
    "headings-in-bold",
    "No line in bold stands in for a heading",
    "paragraph",
    "If it is a heading, give it a heading style. If it is a stressed sentence or a label, leave it.",
)
HEADINGS_START = Check(
    "headings-start",
    "The first heading has level 1",
    "heading",
    "Give the first heading the style Heading 1, and those below it the levels that follow.",
)
HEADINGS_ORDER = Check(
    "headings-order",
    "Headings skip no level",
    "heading",
    "Give the heading the level below that of the heading it belongs to: a Heading 3 stands under a Heading 2.",
)
HEADINGS_EMPTY = Check(
    "headings-empty",
    "No heading is empty",
    "heading",
    "Delete the empty line, or give it the style Normal; use spacing before or after a paragraph to move it.",
)
CONTENTS = Check(
    "contents",
    f"A document with more than {LONG} headings has a table of contents",
    "heading",
    "In Word: References, Table of Contents, and choose an automatic one.",
)
TABLE_HEADER = Check(
    "table-header",
    "The first row of each table is marked as its header",
    "table",
    "Put the cursor into the first row. In Word: Layout (of the table), Repeat Header Rows.",
)
TABLE_SPLIT = Check(
    "table-rows-whole",
    "No row of a table breaks across pages",
    "table",
    "Select the table. In Word: Layout (of the table), Properties, Row, and take the tick from 'Allow row to break "
    "across pages'.",
)
TABLE_MERGED = Check(
    "table-merged",
    "No table has merged or split cells",
    "table",
    "Split the merged cells (Layout, Split Cells) and repeat the words in each, or make two tables. Screen readers "
    "count cells to say which header belongs to which.",
)
TABLE_NESTED = Check(
    "table-nested",
    "No table stands inside another",
    "table",
    "Take the inner table out and put it below the outer one, with a sentence that refers to it.",
)
TABLE_ALT = Check(
    "table-alt-text",
    "Each table has a text alternative",
    "table",
    "Right-click the table: Table Properties, Alt Text. Say in a sentence what the table shows.",
)
ALT_TEXT = Check(
    "alt-text",
    "Each picture and shape has a text alternative",
    "picture",
    "Right-click the picture: View Alt Text. Say what it tells the reader, or mark it as decorative.",
)
ALT_TEXT_WORDS = Check(
    "alt-text-words",
    "No text alternative is a file's name or was made by a program",
    "text alternative",
    "Right-click the picture: View Alt Text. Say in your own words what it tells the reader.",
)
TEXT_BOXES = Check(
    "text-boxes",
    "No words stand in text boxes",
    "text box",
    "Cut the words out of the box and put them into the text; give the paragraph a border if it should look like a "
    "box. Screen readers meet boxes out of order, or not at all.",
)
EMPTY = Check(
    "empty-paragraphs",
    "No empty paragraphs make space",
    "paragraph",
    "Delete the empty paragraphs. Set the space before or after a paragraph instead (Layout, Spacing), or a page "
    "break. Screen readers say 'blank' at each.",
)
SIZE = Check(
    "text-size",
    f"Running text has {SMALLEST:g} points or more",
    "style",
    f"Change the style Normal to {SMALLEST:g} points or more. Only that style was looked at.",
)
FONT = Check(
    "font",
    "Running text has a font without serifs",
    "style",
    "Change the font of the style Normal to one without serifs, such as Arial.",
)
LINK_TEXT = Check(
    "link-text",
    "The words of each link say where it leads",
    "link",
    "Replace the words of the link by what it opens: 'referral form (Word)', not 'click here'.",
)
LINK_ADDRESS = Check(
    "link-address",
    "No link is read out as a web address",
    "link",
    "Make the name of the page the link. In a document that is printed, give the address too, but not as the link.",
)
CONTROLS = Check(
    "form-controls",
    "Each form control has a title and a tag",
    "form control",
    "In Word: Developer, select the control, Properties, and fill in Title and Tag; of an old form field, Add Help "
    "Text. Screen readers say the title when somebody comes to the control.",
)
