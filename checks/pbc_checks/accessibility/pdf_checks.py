"""The checks on PDF files: what has to be so, and what to do where it is not."""

from __future__ import annotations

from pbc_checks.accessibility.outcome import Check

FEW_PAGES = 5  # a file with more needs bookmarks
_SAVE_TAGGED = (
    "Make the PDF again from Word: File, Save As, PDF, Options, and tick 'Document structure tags for accessibility'. "
    "Never print to PDF."
)
TAGGED = Check("tagged", "The file is tagged", "tag", _SAVE_TAGGED)
LANGUAGE = Check(
    "language",
    "The file says that it is in British English",
    "language",
    "Set the language in Word before you make the PDF (Review, Language), or in Acrobat: Document Properties, "
    "Advanced. Of a file that is in another language, leave it.",
)
TITLE = Check(
    "title",
    "The file has a title",
    "title",
    "Set the title in Word before you make the PDF (File, Info, Title), or in Acrobat: Document Properties.",
)
TITLE_SHOWN = Check(
    "title-shown",
    "The window shows the title and not the file's name",
    "setting",
    "In Acrobat: Document Properties, Initial View, Show: Document Title. Or make the PDF with a tool for PDF/UA.",
)
PDF_UA = Check(
    "pdf-ua",
    "The file says that it follows PDF/UA, the standard for accessible PDF",
    "claim",
    "Make the PDF with a tool that writes PDF/UA, such as LibreOffice (Export as PDF, Universal Accessibility). Only "
    "then has some program held the whole file against the standard.",
)
PDF_A = Check(
    "pdf-a",
    "The file says that it follows PDF/A, the standard for keeping documents, with tags (level a)",
    "claim",
    "Make the PDF with a tool that writes PDF/A level a. It keeps a file readable for later programs; no rule on "
    "accessibility asks for it.",
)
HEADINGS = Check(
    "headings",
    "Headings are tagged as headings",
    "heading",
    "Give headings their heading styles in Word, and make the PDF again with tags.",
)
HEADINGS_START = Check(
    "headings-start",
    "The first heading has level 1",
    "heading",
    "Give the first heading the style Heading 1 in Word, and make the PDF again.",
)
HEADINGS_ORDER = Check(
    "headings-order",
    "Headings skip no level",
    "heading",
    "Give the heading the level below that of the heading it belongs to, and make the PDF again.",
)
TABLES = Check(
    "table-header",
    "Each table has header cells",
    "table",
    "Mark the first row of the table as its header in Word (Layout, Repeat Header Rows), and make the PDF again.",
)
FIGURES = Check(
    "alt-text",
    "Each picture has a text alternative",
    "picture",
    "Write the alt text in Word (right-click the picture, View Alt Text), and make the PDF again.",
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
FIELDS = Check(
    "form-fields",
    "Each form field has a description",
    "form field",
    "In Acrobat: Prepare Form, right-click the field, Properties, Tooltip. Say what to enter.",
)
TAB_ORDER = Check(
    "tab-order",
    "The Tab key follows the order of the tags",
    "page",
    "In Acrobat: Page Thumbnails, select all, Page Properties, Tab Order, Use Document Structure.",
)
BOOKMARKS = Check(
    "bookmarks",
    f"A file with more than {FEW_PAGES} pages has bookmarks",
    "page",
    "Make the PDF again from Word: File, Save As, PDF, Options, and tick 'Create bookmarks using headings'.",
)
FONTS = Check(
    "fonts",
    "Every font is in the file",
    "font",
    "Make the PDF again with its fonts: in Word, Options, 'PDF/A compliant'. Another computer may lack the font, and "
    "show or read out other letters.",
)
PROTECTION = Check(
    "protection",
    "Protection does not keep the text from assistive technology",
    "file",
    "Take the protection off, or in Acrobat: Document Properties, Security, tick 'Enable text access for screen reader "
    "devices'.",
)
SCANS = Check(
    "page-text",
    "Every page has text, and is not a picture of it",
    "page",
    "Publish the file that the pages were printed from. If there is none, run text recognition over the scan, correct "
    "what it reads, and tag it.",
)
LETTERS = Check(
    "letters",
    "The letters on every page say what they are",
    "page",
    "Make the PDF again from the file it was made from: a font does not say which letters it holds, so that only what "
    "they look like is left.",
)
