"""Files that people send by mistake, and files made to do harm; each small and made here, byte by byte."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

import pypdf

FAR_TOO_MUCH = "the file unpacks to far more than any document needs (84 MB; at most 64 MB), so it was not opened."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
OLD_WORD = OLE + "WordDocument".encode("utf-16-le") + b"\0" * 512
ENCRYPTED_WORD = OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
JUNK = bytes(range(256)) * 8

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of some parts, always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


OPEN_DOCUMENT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
EXCEL = zipped({"[Content_Types].xml": _TYPES, "xl/workbook.xml": "<x/>"})
ZIP = zipped({"readme.txt": "hello"})


def word(body: str, **parts: str) -> bytes:
    """Return a Word file with a body in WordprocessingML; `parts` are further parts by kind (footnotes, header …)."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONSHIPS,
        "word/document.xml": (
            f'<w:document xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:o="urn:schemas-microsoft-com:office:office">'
            f"<w:body>{body}</w:body></w:document>"
        ),
    }
    related = "".join(f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>'
    )
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = f'<w:root xmlns:w="{_W}">{content}</w:root>'
    return zipped(files)


def paragraph(text: str, style: str = "", run: str = "") -> str:
    """Return a paragraph in WordprocessingML; `run` are properties of its run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    dressed = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{properties}<w:r>{dressed}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_without_document() -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONSHIPS, "word/styles.xml": "<x/>"})


def word_with_entities() -> bytes:
    """A document in which a few hundred bytes would grow to gigabytes."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><w:document xmlns:w="{_W}"><w:body>&a9;</w:body></w:document>'
    )
    return zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONSHIPS, "word/document.xml": document})


def zip_bomb() -> bytes:
    """A document of some hundred kilobytes that unpacks to eighty megabytes."""
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONSHIPS, "word/document.xml": b" " * 80 * 1024 * 1024}
    )


def scanned_pdf(pages: int = 1) -> bytes:
    """A PDF whose pages are pictures, as a scanner makes it."""
    picture = zlib.compress(bytes(255 if (x // 4 + y // 4) % 2 else 0 for y in range(64) for x in range(64)))
    content = b"q 500 0 0 700 40 60 cm /Im0 Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))),
        b"<</Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(picture), picture),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        *(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im0 3 0 R>>>>>>"
            for _ in range(pages)
        ),
    ]
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def protected_pdf(pdf: bytes, user: str, owner: str) -> bytes:
    """A PDF behind passwords; an empty user password leaves it open for reading."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt(user, owner, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
