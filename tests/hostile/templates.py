"""House templates in Word made to do harm: what stands in braces is worked out when a document is made."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from hostile.archives import bit_flipped, with_parts
from hostile.case import Case
from hostile.files import ENCRYPTED_WORD, JUNK, OLD_WORD, word_with_entities, zip_bomb
from hostile.word_files import external, with_external_references
from house_mistakes import HOUSE, house, lines, rows

_RELATIONS = "word/_rels/settings.xml.rels"


@cache
def sound() -> bytes:
    return HOUSE.read_bytes()


def tied_to(address: str) -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{external('attachedTemplate', address)}</Relationships>"
    )
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        settings = archive.read("word/settings.xml").decode()
    place = settings.index(">", settings.index("<w:settings")) + 1
    names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    tied = f'{settings[:place]}<w:attachedTemplate {names} r:id="rattachedTemplate"/>{settings[place:]}'
    return with_parts(sound(), {_RELATIONS: relations, "word/settings.xml": tied})


_SAID = {
    "all classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "classes by a filter": "{{ title|attr('__class__') }}",
    "the configuration": "{{ self.__init__.__globals__ }}",
    "an unknown name": "{{ secret }}",
    "a function": "{{ range(10) }}",
    "a macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "another file": "{% include '/etc/passwd' %}",
    "a file to inherit from": "{% extends '/etc/passwd' %}",
    "a module": "{% import 'os' as os %}",
    "a billion rounds": "{% for a in range(1000000000) %}{{ a }}{% endfor %}",
    "rounds in rounds": "{% for a in control %}{% for b in control %}x{% endfor %}{% endfor %}",
    "rounds over letters": "{% for a in title %}{{ a }}{% endfor %}",
    "a word times a billion": "{{ 'a' * 1000000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a width of a billion": "{{ '%1000000000s' % 'a' }}",
    "a filter that pads": "{{ title|center(1000000000) }}",
    "a filter that repeats": "{{ title|replace('a', 'aaaaaaaa') }}",
    "a name that is set": "{% set title = 'x' %}",
    "a call of a method": "{{ title.format(title) }}",
    "brackets a thousand deep": "{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}",
    "conditions a thousand deep": "{% if title %}" * 1000 + "{% endif %}" * 1000,
    "a brace that never closes": "{{ title",
    "a condition that never ends": "{% if title %}",
    "words of ten thousand digits": "{{ " + "9" * 10_000 + " }}",
}


def _made(text: str) -> bytes:
    return house(lines(text))


CASES = (
    *(Case(f"{what}.docx", lambda text=text: _made(text)) for what, text in _SAID.items()),  # type: ignore[misc]
    Case("a row torn apart.docx", lambda: house(rows(("{%tr for a in control %}", "{{ a }}")))),
    Case("no place for the text.docx", lambda: with_parts(sound(), {"word/document.xml": _empty()})),
    Case("another template from elsewhere.docx", lambda: tied_to("http://127.0.0.1:9/x.dotm")),
    Case("references to elsewhere.docx", with_external_references),
    Case("a billion laughs.docx", word_with_entities),
    Case("one part of 80 MB.docx", zip_bomb),
    Case("pictures of 120 MB.docx", lambda: with_parts(
        sound(), {f"word/media/{n}.bin": bytes(12_000_000) for n in range(10)})),
    Case("cut off.docx", lambda: sound()[:-40]),
    Case("one bit turned.docx", lambda: bit_flipped(sound(), 0.5)),
    Case("behind a password.docx", lambda: ENCRYPTED_WORD),
    Case("of Word 97.docx", lambda: OLD_WORD),
    Case("nothing but bytes.docx", lambda: JUNK),
    Case("empty.docx", lambda: b""),
)  # fmt: skip


def _empty() -> str:
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body>'
        "</w:document>"
    )
