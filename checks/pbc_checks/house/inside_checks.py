"""What a template should not carry into every document: changes, comments, macros, objects, links to elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.house.outcome import Finding, Level
from pbc_checks.house.scan import Part
from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import RELATIONSHIP, Element, Package, W
from pbc_checks.read.word_styles import switched_on
from pbc_checks.report.wording import counted

_CONTENT_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "cellIns",
        "cellDel",
        "cellMerge",
        "pPrChange",
        "rPrChange",
        "tblPrChange",
        "tcPrChange",
        "trPrChange",
        "sectPrChange",
        "numberingChange",
    )
)
_SAVE_AS = "In Word: File, Save As, 'Word Document (*.docx)'."
_FETCHING = re.compile(r"\s*(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE|IMPORT|RD)\b", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_OWN_DRIVE = re.compile(r"(?:file:/{0,3})?[A-Za-z]:[/\\]", re.IGNORECASE)
_HARMLESS_LINKS = {"hyperlink"}


def inside_findings(package: Package, main: str, parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield what a template should not carry. Raises UnreadableFileError for a damaged part."""
    yield from _kind_of_file(package, main)
    yield from _links(package)
    yield from _parts(package)
    yield from _text(parts)
    yield from _settings(package, main)


def _wrong(check: str, place: str, said: str, action: str) -> Finding:
    return Finding(Level.WRONG, check, place, said, action)


def _warning(check: str, place: str, said: str, action: str) -> Finding:
    return Finding(Level.WARNING, check, place, said, action)


def _kind_of_file(package: Package, main: str) -> Iterator[Finding]:
    types = package.xml("[Content_Types].xml")
    names = {
        each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
        for each in (types.iter(f"{_CONTENT_TYPE}Override") if types is not None else ())
    }
    kind = names.get(main, "")
    if "macroEnabled" in kind or any(name.endswith("vbaProject.bin") for name in package.archive.namelist()):
        yield _wrong(
            "macros",
            "",
            "the file holds macros, or is of the kind that may (.docm)",
            f"{_SAVE_AS} That leaves them out.",
        )
    elif "template" in kind:
        yield _wrong("file-kind", "", "the file is a Word Template (.dotx), not a document", _SAVE_AS)
    if _STRICT in package.archive.read(main):
        yield _wrong("file-kind", "", "the file is saved as 'Strict Open XML Document'", _SAVE_AS)


def _links(package: Package) -> Iterator[Finding]:
    for name in sorted(package.archive.namelist()):
        if not name.endswith(".rels"):
            continue
        root = package.xml(name)
        part = posixpath.basename(name).removesuffix(".rels")
        for relationship in root.iter(RELATIONSHIP) if root is not None else ():
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            if relationship.get("TargetMode") == "External" and kind not in _HARMLESS_LINKS:
                yield _link(kind, relationship.get("Target", ""), _where(part))


def _where(part: str) -> str:
    for kind in ("header", "footer", "footnotes", "settings"):
        if part.startswith(kind):
            return f"a {kind}" if kind in {"header", "footer"} else f"the {kind}"
    return "the text"


def _link(kind: str, target: str, place: str) -> Finding:
    if kind == "attachedTemplate":
        action = "In Word: File, Options, Add-ins, Manage: Templates, Go. Clear 'Document template', or choose Normal."
        said = f"the file is tied to another template, {quoted(target)}"
        if _OWN_DRIVE.match(target):
            return _warning("attached-template", "", f"{said}, which others do not have", action)
        return _wrong("attached-template", "", f"{said}: Word fetches it each time a document is opened", action)
    if kind == "image":
        return _wrong(
            "linked-picture",
            place,
            f"a picture is not in the file, but linked to {quoted(target)}: others see a gap",
            "Delete it, and insert it with Insert, Pictures (not 'Link to File').",
        )
    return _wrong(
        "external-link",
        place,
        f"something of the kind '{kind}' is fetched from {quoted(target)}",
        "In Word: File, Info, Edit Links to Files, Break Link; or delete it.",
    )


def _parts(package: Package) -> Iterator[Finding]:
    names = package.archive.namelist()
    embedded = [name for name in names if name.startswith("word/embeddings/")]
    if embedded:
        yield _warning(
            "embedded-objects",
            "",
            f"{counted(len(embedded), 'embedded object')}, which every document carries and not everybody can open",
            "Replace each by a picture or by words.",
        )
    if any(name.startswith("word/activeX/") for name in names):
        yield _wrong("active-x", "", "there are ActiveX controls, which Word blocks", "Delete them.")
    if any(name.startswith("word/afchunk") for name in names):
        yield _wrong("inserted-file", "", "another file is inserted whole", "Open and save the template in Word.")


def _text(parts: Sequence[Part]) -> Iterator[Finding]:
    for part in parts:
        changes = sum(1 for _ in part.root.iter(*_CHANGES))
        if changes:
            yield _wrong(
                "tracked-changes",
                part.name,
                f"{counted(changes, 'tracked change')}, which every document would show",
                "In Word: Review, Accept (or Reject), All Changes and Stop Tracking.",
            )
        comments = sum(1 for _ in part.root.iter(f"{W}comment"))
        if comments:
            yield _wrong(
                "comments",
                "",
                f"{counted(comments, 'comment')}, which every document would carry",
                "In Word: Review, Delete, Delete All Comments in Document.",
            )
        for box in part.root.iter(f"{W}txbxContent"):
            if next(box.iterancestors(_FALLBACK), None) is None:
                words = fold("".join(text.text or "" for text in box.iter(f"{W}t")))
                yield _warning(
                    "text-box",
                    part.name,
                    f"a text box{' with ' + quoted(words) if words else ''}: screen readers may pass over it",
                    "Put its words into the text, a table or the header itself.",
                )
        for element in part.root.iter(f"{W}fldSimple", f"{W}instrText"):
            instruction = element.get(f"{W}instr", "") if element.tag == f"{W}fldSimple" else element.text or ""
            found = _FETCHING.match(instruction)
            if found:
                yield _wrong(
                    "external-link",
                    part.name,
                    f"a field fetches something from elsewhere ({quoted(instruction)})",
                    "Click into it and press Ctrl+Shift+F9, which leaves the words and removes the field.",
                )


def _settings(package: Package, main: str) -> Iterator[Finding]:
    for path in package.related(main).get("settings", []):
        settings = package.xml(path)
        if settings is None:
            continue
        if switched_on(settings, "trackRevisions"):
            yield _warning(
                "track-changes-on",
                "",
                "Track Changes is switched on, and would be in every document",
                "In Word: Review, Track Changes.",
            )
        protection = settings.find(f"{W}documentProtection")
        if protection is not None and protection.get(f"{W}enforcement") in {"1", "true", "on"}:
            yield _warning(
                "protected",
                "",
                "editing is restricted, and would be in every document",
                "In Word: Review, Restrict Editing, Stop Protection. For locked forms there is generate --lock.",
            )
        if settings.find(f"{W}mailMerge") is not None:
            yield _wrong(
                "external-link",
                "",
                "the file is set up for a mail merge, and Word asks for its data each time",
                "In Word: Mailings, Start Mail Merge, Normal Word Document.",
            )


def main_part(package: Package) -> tuple[str, Element]:
    """Return the name and the root of the main part. Raises UnreadableFileError if there is none."""
    main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
    root = package.xml(main)
    if root is None or root.find(f"{W}body") is None:
        raise package.damaged()
    return main, root
