"""The house template: a Word file with placeholders that docxtpl fills in, one of them for the whole body."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pbc_frameworks.archive import BROKEN, open_archive, survey
from pbc_frameworks.data import data_folder
from pbc_frameworks.limits import TooLargeError, allowed
from pbc_generator.render.word.errors import HouseTemplateError
from pbc_generator.render.word.placeholders import BODY_PLACE, CONTENTS_PLACE, FILTERS, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from jinja2.runtime import Context

    from pbc_generator.document import Document

_BODY_PLACEHOLDER = "{{p body }}"


ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Filter,
    nodes.If,
    nodes.For,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Test,
    nodes.Keyword,
)
"""What a template may be made of: names, conditions, and rows that are repeated; nothing that works something out."""

_SMALLER = 5  # times less than in a submission may unpack from a template


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with what a template needs and nothing that could make a document swell or a computer hang."""

    intercepted_binops = frozenset(["*", "**", "%"])

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _generate(self, source: nodes.Template, *arguments: Any, **named: Any) -> str:
        """Refuse a template that does more than print, choose and repeat the lines of the control table."""
        for node in source.find_all(nodes.Node):
            if not isinstance(node, ALLOWED):
                raise SecurityError(f"a template may not say '{type(node).__name__.lower()}'")
            if isinstance(node, nodes.For):
                if not isinstance(node.iter, nodes.Name) or node.iter.name != "control" or node.recursive:
                    raise SecurityError("only the lines of the document control table can be repeated")
                if node.find(nodes.For):
                    raise SecurityError("a repetition stands inside another")
        generated: str = super()._generate(source, *arguments, **named)
        return generated

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Refuse arithmetic that makes long words of short ones."""
        raise SecurityError(f"'{operator}' is not allowed")


class _StrictTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl carries no types
    """A docxtpl template that does not quietly repair what badly placed tags have torn apart."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def map_headers_footers_xml(self, relKey: str, xml: bytes) -> None:  # noqa: N803  # docxtpl's name
        super().map_headers_footers_xml(relKey, xml)
        # docxtpl leaves python-docx with the unfilled part, and what is added to that is never saved.
        relations = self.docx.part.rels
        relations.related_parts[relKey] = relations[relKey].target_part


@cache
def default_house() -> bytes:
    """Return the house template that comes with the product."""
    return (data_folder("templates") / "word" / "house.docx").read_bytes()


def filled(house: bytes, document: Document, *, contents: bool) -> WordDocument:
    """Return the house template with its placeholders filled in, the places of body and contents marked.

    Raises `HouseTemplateError` if it is no Word document, or a placeholder is missing, unknown or badly
    written.
    """
    template = _opened(house)
    environment = TemplateEnvironment()
    context = values(document, contents=contents)
    try:
        template.render(context, environment, autoescape=True)
    except RecursionError:
        raise HouseTemplateError(
            "it has placeholders one inside another, deeper than can be worked out. Take out what a template does not "
            "need."
        ) from None
    except (
        TemplateError,
        etree.XMLSyntaxError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise HouseTemplateError(_explained(error, template, context)) from error
    word: WordDocument = template.docx
    _check_places(word)
    return word


def _opened(house: bytes) -> _StrictTemplate:
    try:
        limits = replace(allowed(), unpacked_bytes=allowed().unpacked_bytes // _SMALLER)
        with open_archive(house, limits) as archive:
            survey(archive, limits)
        template = _StrictTemplate(BytesIO(house))
        template.init_docx()
    except TooLargeError as error:
        raise HouseTemplateError(f"{error}. Take out what a template does not need.") from error
    except (*BROKEN, OpcError, KeyError, etree.XMLSyntaxError) as error:
        raise HouseTemplateError(
            "it is not a Word document (.docx). Open it in Word and save it as 'Word Document (*.docx)', "
            "without a password."
        ) from error
    return template


def _explained(error: Exception, template: _StrictTemplate, context: Mapping[str, object]) -> str:
    part = _part_in_words(str(getattr(template.current_rendering_part, "partname", "")))
    match error:
        case UndefinedError():
            known = ", ".join(sorted(context))
            return f"{part} has a placeholder for something unknown: {error.message}. Use one of: {known}."
        case TemplateSyntaxError():
            return (
                f"{part} has a badly written placeholder{_near(error)} ({error.message}). Check in Word that "
                "each {{ has its }} and each {% its %}."
            )
        case etree.XMLSyntaxError():
            return (
                f"{part} has placeholders that cut across paragraphs or rows. Put each {{%p … %}} in a "
                "paragraph of its own and each {%tr … %} in a table row of its own."
            )
        case _:
            reason = "it has a number of thousands of digits" if "digits" in str(error) else str(error).rstrip(".")
            return f"{part} has a placeholder that cannot be worked out ({reason}). Correct it in Word."


def _part_in_words(name: str) -> str:
    if "header" in name:
        return "a page header"
    if "footer" in name:
        return "a page footer"
    return "the text"


def _near(error: TemplateSyntaxError) -> str:
    """Return the words around a mistake, which docxtpl notes beside the error; paragraphs are its lines."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    at = min(3, error.lineno - 1)
    nearest = lines[at][:80] if at < len(lines) else ""
    return f" near '{nearest}'" if nearest else ""


def _check_places(word: WordDocument) -> None:
    bodies = places(word, BODY_PLACE)
    if not bodies:
        raise HouseTemplateError(
            f"it has no {_BODY_PLACEHOLDER}. Put it in a paragraph of its own where the text should go."
        )
    if len(bodies) > 1:
        raise HouseTemplateError(f"it has {_BODY_PLACEHOLDER} {len(bodies)} times. Keep one of them.")
    for name, found in (("body", bodies), ("contents", places(word, CONTENTS_PLACE))):
        for place in found:
            if place.getparent().tag not in {qn("w:body"), qn("w:sdtContent")}:
                raise HouseTemplateError(
                    f"its placeholder for {name} stands inside other text, a table or a text box. "
                    f"Write it with its p, {{{{p {name} }}}}, in a paragraph of its own."
                )


def places(word: WordDocument, style: str) -> list[Any]:
    """Return the paragraphs that mark where the body or the contents go."""
    return word.element.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{style}']")  # type: ignore[no-any-return]
