"""Whether a PCT's own Word template can be used with `pbcgov generate --house`: bytes in, a HouseCheck out.

tags                one placeholder by itself
scan                all of them, with their places
placed, stray       what is wrong with them where they stand; braces that belong to none
placeholder_checks  all of that in order, and which are missing
style_checks, page_checks, inside_checks   everything else a template has
trial               a document made with it
offered             what a template may use
"""

from __future__ import annotations

import hashlib

from pbc_checks.accessibility.word_body import body_text
from pbc_checks.house.inside_checks import inside_findings, main_part
from pbc_checks.house.outcome import Finding, HouseCheck, Level, Status, Trial, Use
from pbc_checks.house.page_checks import page_findings
from pbc_checks.house.placeholder_checks import placeholders
from pbc_checks.house.scan import scanned
from pbc_checks.house.style_checks import own_and_added, style_findings
from pbc_checks.house.trial import accessible, tried
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.recognise import FileKind, recognise
from pbc_checks.read.word_package import open_package

__all__ = ["Finding", "HouseCheck", "Level", "Status", "Trial", "Use", "check_house"]

_SAVE_AS_WORD = "Open it in Word and save it as 'Word Document (*.docx)'."


def check_house(name: str, data: bytes) -> HouseCheck:
    """Return everything found in a house template called `name` that holds `data`.

    Raises UnreadableFileError, whose message says what is wrong with the file and what to do.
    """
    if recognise(name, data) is not FileKind.WORD:
        raise UnreadableFileError(name, "the file is not Word.", _SAVE_AS_WORD)
    package = open_package(name, data)
    main, root = main_part(package)
    looks = {
        kind: package.xml(paths[0])
        for kind, paths in package.related(main).items()
        if kind in {"styles", "theme", "fontTable", "numbering"}
    }
    styles = looks.get("styles")
    parts = scanned(package, main, root)
    uses, findings = placeholders(parts)
    sound = not any(finding.level is Level.WRONG and finding.check.startswith("placeholder-") for finding in findings)
    findings += style_findings(
        styles, looks.get("numbering"), body_text(styles, looks.get("theme"), looks.get("fontTable"))
    )
    findings += page_findings(package, main, root, styles, parts)
    findings += inside_findings(package, main, parts)
    trial, said, document = tried(package, data, sound=sound)
    if document:
        findings += accessible(document)
    own, added = own_and_added(styles)
    digest = hashlib.sha256(data).hexdigest()
    return HouseCheck(name, digest, tuple(uses), own, added, tuple(findings), trial, said)
