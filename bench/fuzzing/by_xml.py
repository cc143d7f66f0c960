"""Damage to the XML of Word and Excel files: elements and attributes where, and as, no program writes them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from fuzzing import hostile
from fuzzing.by_bytes import Damage
from fuzzing.by_zip import unzipped, zipped
from lxml import etree

Element: TypeAlias = etree._Element
_REFERRING = ("pStyle", "rStyle", "id", "Id", "Target", "embed", "ilvl", "numId", "val", "r", "s", "t", "ref", "count")
_MANY = 1000


def remove(root: Element, random: Random) -> None:
    element = _below(root, random)
    element.getparent().remove(element)


def repeat(root: Element, random: Random) -> None:
    element = _below(root, random)
    for _ in range(random.choice((1, 1, 5, 200))):
        element.addnext(copy.deepcopy(element))


def move(root: Element, random: Random) -> None:
    element, to = _below(root, random), _any(root, random)
    if element not in to.iterancestors() and element is not to:
        to.insert(random.randrange(len(to) + 1), element)


def copy_to(root: Element, random: Random) -> None:
    to = _any(root, random)
    to.insert(random.randrange(len(to) + 1), copy.deepcopy(_below(root, random)))


def unwrap(root: Element, random: Random) -> None:
    element = _below(root, random)
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def nest(root: Element, random: Random) -> None:
    """Put an element into itself, or into its ancestors, over and over."""
    element = _below(root, random)
    chain = [element, *list(element.iterancestors())[: random.choice((0, 1, 2, 3))]][::-1]
    chain = [each for each in chain if each is not root] or [element]
    depth = random.choice((20, 100, 230, _MANY))
    inner = copy.deepcopy(element)
    for number in range(depth):
        model = chain[-1 - number % len(chain)]
        outer = etree.Element(model.tag, dict(model.attrib))
        outer.append(inner)
        inner = outer
    element.getparent().replace(element, inner)


def rename(root: Element, random: Random) -> None:
    element, other = _below(root, random), _any(root, random)
    element.tag = random.choice((other.tag, other.tag, f"{element.tag}X", etree.QName(element).localname))


def change_attribute(root: Element, random: Random) -> None:
    element = _with_attributes(root, random)
    name = random.choice(list(element.attrib))
    element.set(name, hostile.number(random))


def drop_attribute(root: Element, random: Random) -> None:
    element = _with_attributes(root, random)
    del element.attrib[random.choice(list(element.attrib))]


def drop_attribute_everywhere(root: Element, random: Random) -> None:
    element = _with_attributes(root, random)
    name = random.choice(list(element.attrib))
    for each in root.iter(element.tag):
        each.attrib.pop(name, None)


def break_references(root: Element, random: Random) -> None:
    """Let everything that refers by one attribute refer to the same thing, or to nothing."""
    names = {name for element in root.iter(etree.Element) for name in element.attrib}
    known = sorted(str(name) for name in names if etree.QName(name).localname in _REFERRING)
    if not known:
        raise ValueError("no references")
    name = random.choice(known)
    values = [str(element.get(name)) for element in root.iter(etree.Element) if name in element.attrib]
    value = random.choice((random.choice(values), "nothing", "0", hostile.number(random)))
    for element in root.iter(etree.Element):
        if name in element.attrib and random.random() < 0.8:
            element.set(name, value)


def shuffle(root: Element, random: Random) -> None:
    element = random.choice([each for each in _elements(root) if len(each) > 1] or [root])
    children = list(element)
    random.shuffle(children)
    element[:] = children


def change_text(root: Element, random: Random) -> None:
    with_text = [element for element in _elements(root) if element.text and element.text.strip()]
    if not with_text:
        raise ValueError("no text")
    element = random.choice(with_text)
    text = hostile.text(random) if random.random() < 0.7 else hostile.number(random)
    element.text = "".join(sign if _allowed(sign) else " " for sign in text)


def change_all_numbers(root: Element, random: Random) -> None:
    with_text = [element for element in _elements(root) if element.text and any(map(str.isdigit, element.text))]
    for element in with_text:
        element.text = hostile.number(random)


def _allowed(sign: str) -> bool:
    return sign >= " " and sign not in "\ufffe\uffff"


def _elements(root: Element) -> list[Element]:
    return list(root.iter(etree.Element))


def _any(root: Element, random: Random) -> Element:
    return random.choice(_elements(root))


def _below(root: Element, random: Random) -> Element:
    found = _elements(root)[1:]
    if not found:
        raise ValueError("nothing below the root")
    return random.choice(found)


def _with_attributes(root: Element, random: Random) -> Element:
    found = [element for element in _elements(root) if element.attrib]
    if not found:
        raise ValueError("no attributes")
    return random.choice(found)


TREE_DAMAGE: tuple[Callable[[Element, Random], None], ...] = (
    remove, repeat, move, copy_to, unwrap, nest, nest, rename, rename, change_attribute, change_attribute,
    drop_attribute, drop_attribute_everywhere, break_references, shuffle, change_text, change_text, change_all_numbers,
)  # fmt: skip


def damage_trees(data: bytes, random: Random) -> bytes:
    """Damage the elements of one part, one to ten times."""
    parts = unzipped(data)
    name = _part(parts, random)
    try:
        root = etree.fromstring(parts[name], etree.XMLParser(huge_tree=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError("no XML any more") from error
    for _ in range(random.choice((1, 1, 2, 3, 10))):
        random.choice(TREE_DAMAGE)(root, random)
    return zipped({**parts, name: etree.tostring(root)})


def damage_markup(data: bytes, random: Random) -> bytes:
    """Put declarations, entities and signs into a part that XML does not allow, or that make it grow."""
    parts = unzipped(data)
    name = _part(parts, random)
    xml = parts[name]
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    match random.randrange(9):
        case 0:
            xml = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % entities + xml.replace(b"</", b"&a9;</", 1)
        case 1:
            xml = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + xml
        case 2:
            xml = xml.replace(b">", b">&#xD800;", 2)
        case 3:
            xml = xml.replace(b"</", b"&nbsp;&unknown;</", 3)
        case 4:
            xml = xml.decode("utf-8", "replace").encode("utf-16")
        case 5:
            xml = b'<?xml version="1.0" encoding="%s"?>' % random.choice((b"utf-7", b"none", b"cp037")) + xml
        case 6:
            xml = xml.replace(b"<", b"<!-- " + b"x" * 100_000 + b" --><?x y?><", 5)
        case 7:
            xml = xml.replace(b"xmlns:w=", b"xmlns:v=", 1)
        case _:
            xml = xml.replace(b"main", b"mail", 1)
    return zipped({**parts, name: xml})


def _part(parts: dict[str, bytes], random: Random) -> str:
    xml = [name for name in parts if name.endswith((".xml", ".rels")) and parts[name]]
    if not xml:
        raise ValueError("no parts in XML")
    main = [name for name in xml if name.endswith(("document.xml", "sheet1.xml", "workbook.xml"))]
    return random.choice(main if main and random.random() < 0.5 else xml)


DAMAGE: tuple[Damage, ...] = (damage_trees, damage_trees, damage_trees, damage_trees, damage_trees, damage_markup)
