"""A Word file as the zip it is: some parts replaced or added, every other one with the very bytes it had."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from pbc_checks.read.word_package import RELATIONSHIP, STRICT, Element, Package
from pbc_frameworks.archive import BROKEN

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIXED = (1980, 1, 1, 0, 0, 0)


def with_parts(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """Return the file with some parts, by their names, replaced or added at the end; the others keep their bytes.

    Raises UnreadableFileError if one of the others is broken, such as a picture that nobody had to read before.
    """
    out = io.BytesIO()
    kept = {info.filename: info for info in package.archive.infolist()}
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, info in kept.items():
                data = parts[name] if name in parts else package.archive.read(info)
                archive.writestr(copy.copy(info), data, info.compress_type)
            for name in [name for name in parts if name not in kept]:
                archive.writestr(zipfile.ZipInfo(name, _FIXED), parts[name], zipfile.ZIP_DEFLATED)
    except BROKEN:
        raise package.damaged() from None
    return out.getvalue()


def written(root: Element, package: Package, *like: str) -> bytes:
    """Return a part as Word writes its own, in the dialect of some parts that the file has."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    before = b"".join(package.archive.read(name) for name in like if name in package.archive.namelist())
    is_strict = any(strict in before for strict, _ in STRICT)
    for strict, usual in STRICT:
        if strict in before or (is_strict and usual not in before):
            data = data.replace(usual, strict)
    return data


def with_content_type(package: Package, part: str, content_type: str) -> bytes:
    """Return the list of content types with that of a new part. Raises UnreadableFileError for a file without one."""
    root = package.xml(_CONTENT_TYPES)
    if root is None:
        raise package.damaged()
    if not any(each.get("PartName", "").lower() == f"/{part}".lower() for each in root.iter(f"{_TYPES}Override")):
        etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
    return written(root, package)


def relationships_of(part: str) -> str:
    """Return the name of the part that holds the relationships of another."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def with_relationship(package: Package, part: str, kind: str, target: str) -> bytes:
    """Return the relationships of a part with one more, of a `kind` such as "comments", to a part in its folder."""
    name = relationships_of(part)
    root = package.xml(name)
    if root is None:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    taken = {each.get("Id") for each in root}
    free = next(f"rIdPbc{number}" for number in range(1, len(taken) + 2) if f"rIdPbc{number}" not in taken)
    _, usual = STRICT[-1]
    etree.SubElement(root, RELATIONSHIP, Id=free, Type=f"{usual.decode()}/{kind}", Target=target)
    return written(root, package, part, name)
