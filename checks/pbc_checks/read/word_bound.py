"""Content controls that show what another part of the file holds, such as a cover page's own fields.

Word fills them in when it opens the file. A program that writes only the other part leaves the grey prompt in the text.
"""

from __future__ import annotations

import posixpath
import re
from itertools import islice

from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.word_package import Element, Package, W

_STEP = r"/(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*(?:\[\d{1,4}\])?"
_PATH = re.compile(rf"(?:{_STEP}){{1,20}}(?:/@(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)?")
_ONE_STEP = re.compile(r"/(?P<prefix>[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)(?:\[(?P<number>\d+)\])?")
_MAPPING = re.compile(r"xmlns:([\w.-]+)\s*=\s*['\"]([^'\"]*)['\"]")
_ITEM = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_MOST_CONTROLS = 500
_LONGEST = 10_000  # characters that one control shows
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}


def fill_in(root: Element, package: Package, stores: list[str]) -> None:
    """Put into the controls of `root` that show a prompt what they are bound to, as Word does when it opens the file.

    `stores` are the names of the parts that the document keeps such content in. Those bound to nothing stay.
    """
    waiting = [
        (control, binding)
        for control in root.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        and (binding := control.find(f"{W}sdtPr/{W}dataBinding")) is not None
    ]
    held = {identity: store for store in stores if (identity := _identity(package, store))} if waiting else {}
    roots: dict[str, Element | None] = {"": None}  # each store is looked at once, a damaged one too
    for control, binding in waiting[:_MOST_CONTROLS]:
        store = binding.get(f"{W}storeItemID", "").upper()
        part = _PROPERTIES.get(store) or held.get(store, "")
        if part not in roots:
            roots[part] = _root(package, part)
        text = _bound(roots[part], binding)
        if text.strip():
            _show(control, _displayed(control, text))


def _identity(package: Package, store: str) -> str:
    """Return the identity that a part's properties give it, in capitals; nothing if they give none."""
    try:
        properties = package.related(store).get("customXmlProps", [])
    except UnreadableFileError:
        return ""
    for part in properties:
        root = _root(package, part)
        identity = root.get(f"{_ITEM}itemID") if root is not None else None
        if identity:
            return identity.upper()
    return ""


def _root(package: Package, part: str) -> Element | None:
    try:
        return package.xml(posixpath.normpath(part))
    except UnreadableFileError:
        return None  # the control keeps its prompt


def _bound(root: Element | None, binding: Element) -> str:
    """Return the text at the path that a binding names; nothing where it leads nowhere, or is more than steps down."""
    path = binding.get(f"{W}xpath", "")
    if root is None or not _PATH.fullmatch(path):
        return ""
    spaces = dict(_MAPPING.findall(binding.get(f"{W}prefixMappings", "")))
    element: Element | None = None
    steps, _, attribute = path.partition("/@")
    for step in _ONE_STEP.finditer(steps):
        name = _named(step["prefix"] or "", step["name"], spaces)
        number = int(step["number"] or 1)
        among = iter([root]) if element is None else element.iterchildren(name)
        element = next(islice(among, number - 1, number), None) if number else None
        if element is None or element.tag != name:
            return ""
    if element is None:
        return ""
    if attribute:
        prefix, colon, name = attribute.rpartition(":")
        return element.get(_named(f"{prefix}{colon}", name, spaces)) or ""
    return (element.text or "")[:_LONGEST] if not len(element) else ""


def _named(prefix: str, name: str, spaces: dict[str, str]) -> str:
    space = spaces.get(prefix.rstrip(":"), "") if prefix else ""
    return f"{{{space}}}{name}" if space else name


def _displayed(control: Element, value: str) -> str:
    """Return what a control shows for a value: the words of the choice, where it is a list of choices."""
    for choice in control.iterfind(f"{W}sdtPr/*/{W}listItem"):
        if choice.get(f"{W}value") == value:
            return choice.get(f"{W}displayText") or value
    return value


def _show(control: Element, text: str) -> None:
    """Put a text in the place of the prompt."""
    words = list(control.iterfind(f".//{W}t"))
    properties = control.find(f"{W}sdtPr")
    flag = properties.find(f"{W}showingPlcHdr") if properties is not None else None
    if not words or properties is None or flag is None:
        return
    properties.remove(flag)
    words[0].text = text
    for other in words[1:]:
        other.text = ""
