"""A Word file as the zip it is: some parts replaced or added, every other one with the very bytes it had."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from pbc_checks.read.word_package import Element, Package

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIXED = (1980, 1, 1, 0, 0, 0)


def with_parts(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """Return the file with some parts, by their names, replaced or added at the end; the others keep their bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kept = {info.filename for info in package.archive.infolist()}
        for info in package.archive.infolist():
            archive.writestr(info, parts.get(info.filename) or package.archive.read(info), info.compress_type)
        for name, data in parts.items():
            if name not in kept:
                archive.writestr(zipfile.ZipInfo(name, _FIXED), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parsed(package: Package, part: str) -> Element:
    """Return the root of a part with everything in it: comments and instructions too. Raises KeyError for none."""
    package.xml(part)  # refuses what must not be parsed
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(package.archive.read(part), parser)


def written(root: Element) -> bytes:
    """Return a part as Word writes its own."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_content_type(package: Package, part: str, content_type: str) -> bytes:
    """Return the list of content types with that of a new part."""
    root = parsed(package, _CONTENT_TYPES)
    if not any(each.get("PartName") == f"/{part}" for each in root.iter(f"{_TYPES}Override")):
        etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{part}", ContentType=content_type)
    return written(root)


def relationships_of(part: str) -> str:
    """Return the name of the part that holds the relationships of another."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def with_relationship(package: Package, part: str, kind: str, target: str) -> bytes:
    """Return the relationships of a part with one more, to a part in the same folder."""
    name = relationships_of(part)
    try:
        root = parsed(package, name)
    except KeyError:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
    taken = {each.get("Id") for each in root}
    free = next(f"rIdPbc{number}" for number in range(1, len(taken) + 2) if f"rIdPbc{number}" not in taken)
    etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=free, Type=kind, Target=target)
    return written(root)
