"""The index page of a run: every document with its files, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pbc_frameworks.data import data_folder
from pbc_generator.render.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from pbc_generator.document import Document

NAME = "index.html"
_FORMATS = {"docx": "Word", "pdf": "PDF", "html": "web page"}


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    format: str


@dataclass(frozen=True, slots=True)
class _Listed:
    title: str
    place: str
    files: tuple[_File, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    title: str
    documents: tuple[_Listed, ...]


def index_page(
    documents: Mapping[str, Iterable[Document]],
    titles: Mapping[str, str],
    formats: Iterable[str],
    organisation: str,
    framework: str,
    issued: date | None,
) -> str:
    """Return the page: `documents` by kind, `titles` of the kinds; each file stands beside the page."""
    endings = tuple(formats)
    kinds = [
        _Kind(kind, titles[kind], tuple(_listed(document, endings, framework) for document in made))
        for kind, made in documents.items()
    ]
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates") / "html"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("index.html").render(
        organisation=organisation,
        framework=framework,
        count=sum(len(kind.documents) for kind in kinds),
        date=long_date(issued) if issued else "",
        kinds=[kind for kind in kinds if kind.documents],
    )


def _listed(document: Document, endings: tuple[str, ...], framework: str) -> _Listed:
    place = "" if document.subtitle == framework else document.subtitle
    files = tuple(_File(f"{document.name}.{ending}", _FORMATS[ending]) for ending in endings)
    return _Listed(document.title, place, files)
