"""The shared evidence library: what a concept such as "value for money" looks like in prose, loaded and typed.

One file a concept in `frameworks/concepts/`; names that begin with an underscore are shared wording: `_words.yaml`
(lists that phrasings name in angle brackets) and `_cues.yaml` (what gives away a placeholder, a denial, a hedge).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.phrasing import Phrasing, PhrasingError, parse_phrasing
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import KeyPath, YamlFile, read_yaml

Phrasings: TypeAlias = tuple[Phrasing, ...]
DenialWeight: TypeAlias = Literal["touches", "evidence", "much", "nothing"]


@dataclass(frozen=True, slots=True)
class Specificity:
    """How concrete a passage has to be: how many details, of which kinds.

    `needed_under_heading` is for all passages under a fitting heading together; None: a heading alone is not enough.
    `hedges_weaken` says what "should" or "we hope" makes count as touching only in a passage without figures.
    """

    kinds: frozenset[str]
    needed: int
    needed_under_heading: int | None
    hedges_weaken: Literal["nothing", "signals", "everything"]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the things a full account names, such as a kind of stakeholder."""

    id: str
    phrasings: Phrasings


@dataclass(frozen=True, slots=True)
class Aspects:
    """The things a full account names; `needed` of them make it full, each of `must` among them.

    `in_one_passage` of them have to stand together. With `in_each_passage` a passage that names none of them does not
    count at all.
    """

    needed: int
    must: tuple[str, ...]
    in_each_passage: bool
    in_one_passage: int
    kinds: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A short text with the verdict the concept has to give it, and the heading it stands under, if any."""

    text: str
    heading: str
    verdict: Literal["met", "partial", "not"]


@dataclass(frozen=True, slots=True)
class Concept:
    """What evidences one idea in prose. See docs/evidence.md for what each key of a concept file means."""

    id: str
    title: str
    means: str
    sources: tuple[str, ...]
    headings: Phrasings
    signals: Phrasings
    sufficient: Phrasings
    touches: Phrasings
    topics: Phrasings
    lookalikes: Phrasings
    denials: Phrasings
    reservations: Phrasings
    sections: frozenset[str]
    specific: Specificity
    aspects: Aspects | None
    passages_needed: int
    opening_counts: bool
    heading_needed: bool
    outweighs_denial: DenialWeight
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Wording that means the same under every concept; see `frameworks/concepts/_cues.yaml`."""

    placeholders: Phrasings
    placeholder_openings: Phrasings
    cross_references: Phrasings
    denials: Phrasings
    not_denials: Phrasings
    hedges: Phrasings
    guidance_openings: Phrasings
    guidance: Phrasings
    not_applicable: Phrasings
    reasons: Phrasings
    set_aside_headings: Phrasings
    set_aside: Phrasings
    sections: dict[str, Phrasings]


def load_concepts(folder: Path | None = None) -> dict[str, Concept]:
    """Return every concept of a folder (the library's, if none is named) by its id, in alphabetical order.

    Word lists and cues that the folder does not have are the library's. Raises DefinitionError.
    """
    return dict(_concepts(folder or _library()))


def load_cues(folder: Path | None = None) -> Cues:
    """Return the wording shared by all concepts. Raises DefinitionError."""
    return _cues(_own_or_shared(folder or _library(), "_cues.yaml"))


def concept_ids(own: Path) -> tuple[str, ...]:
    """Return the ids of the concepts in the library and in a folder of the PCT's own, which need not exist."""
    return tuple(sorted({path.stem for folder in (_library(), own) for path in folder.glob("[!_]*.yaml")}))


def _library() -> Path:
    return data_folder("frameworks") / "concepts"


def _own_or_shared(folder: Path, name: str) -> Path:
    return folder / name if (folder / name).exists() else _library() / name


@cache
def _concepts(folder: Path) -> Mapping[str, Concept]:
    words = _word_lists(_own_or_shared(folder, "_words.yaml"))
    sections = load_cues(folder).sections
    problems: list[str] = []
    found: dict[str, Concept] = {}
    for path in sorted(folder.glob("[!_]*.yaml")):
        try:
            concept = _concept(path, words, sections)
        except DefinitionError as error:
            problems.extend(error.problems)
        else:
            found[concept.id] = concept
    if problems:
        raise DefinitionError(problems)
    return found


def _concept(path: Path, words: Mapping[str, Phrasings], sections: Mapping[str, Phrasings]) -> Concept:
    file = read_yaml(path)
    check(file, "concept")
    data: dict[str, Any] = file.data
    if data["id"] != path.stem:
        message = f"The id is '{data['id']}' but the file is called '{path.name}'. Make the two the same."
        raise DefinitionError.at(path, file.line(("id",)), message)
    reader = _PhrasingReader(file, words)
    lists = {
        key: reader.phrasings((key,))
        for key in (
            "headings", "signals", "sufficient", "touches", "topics", "lookalikes", "denials", "reservations",
        )
    }  # fmt: skip
    aspects = _aspects(data.get("aspects"), reader)
    for section in data.get("sections", []):
        if section not in sections:
            reader.problem(("sections",), f"There is no kind of section '{section}'. There are: {_listed(sections)}.")
    reader.finish()
    return Concept(
        id=data["id"],
        title=data["title"],
        means=" ".join(data["means"].split()),
        sources=tuple(data["sources"]),
        sections=frozenset(data.get("sections", [])),
        specific=_specificity(data["specific"]),
        aspects=aspects,
        passages_needed=data.get("passages-needed", 1),
        opening_counts=data.get("opening-counts", False),
        heading_needed=data.get("heading-needed", False),
        outweighs_denial=data.get("outweighs-denial", "evidence"),
        examples=_examples(data["examples"]),
        **lists,
    )


def _specificity(data: Mapping[str, Any]) -> Specificity:
    return Specificity(
        kinds=frozenset(data["kinds"]),
        needed=data["needed"],
        needed_under_heading=data.get("needed-under-heading"),
        hedges_weaken=data.get("hedges-weaken", "signals"),
    )


def _aspects(data: Mapping[str, Any] | None, reader: _PhrasingReader) -> Aspects | None:
    if data is None:
        return None
    kinds = tuple(Aspect(kind, reader.phrasings(("aspects", "kinds", kind))) for kind in data["kinds"])
    for key in ("needed", "in-one-passage"):
        if data.get(key, 0) > len(kinds):
            reader.problem(("aspects", key), f"'{key}' is {data[key]}, but there are only {len(kinds)} kinds.")
    for kind in data.get("must", []):
        if kind not in data["kinds"]:
            reader.problem(("aspects", "must"), f"'{kind}' is not one of the kinds: {_listed(data['kinds'])}.")
    return Aspects(
        needed=data["needed"],
        must=tuple(data.get("must", [])),
        in_each_passage=data.get("in-each-passage", False),
        in_one_passage=data.get("in-one-passage", 0),
        kinds=kinds,
    )


def _examples(data: Mapping[str, list[Any]]) -> tuple[Example, ...]:
    verdicts: tuple[Literal["met", "partial", "not"], ...] = ("met", "partial", "not")
    return tuple(
        Example(entry, "", verdict) if isinstance(entry, str) else Example(entry["text"], entry["heading"], verdict)
        for verdict in verdicts
        for entry in data.get(verdict, [])
    )


@cache
def _cues(path: Path) -> Cues:
    file = read_yaml(path)
    check(file, "cues")
    reader = _PhrasingReader(file, _word_lists(_own_or_shared(path.parent, "_words.yaml")))
    keys = [key for key in Cues.__dataclass_fields__ if key != "sections"]
    lists = {key: reader.phrasings((key.replace("_", "-"),)) for key in keys}
    sections = {name: reader.phrasings(("sections", name)) for name in file.data["sections"]}
    reader.finish()
    return Cues(**lists, sections=sections)


@cache
def _word_lists(path: Path) -> Mapping[str, Phrasings]:
    file = read_yaml(path)
    check(file, "words")
    reader = _PhrasingReader(file, {})
    lists = {name: reader.phrasings((name,)) for name in file.data}
    reader.finish()
    return lists


class _PhrasingReader:
    """Reads the lists of phrasings in a file, gathering every problem with its line."""

    def __init__(self, file: YamlFile, words: Mapping[str, Phrasings]) -> None:
        self.file = file
        self.words = words
        self.problems: list[str] = []

    def phrasings(self, path: KeyPath) -> Phrasings:
        """Return the phrasings listed at a key path; none if the key is not there."""
        data: Any = self.file.data
        for step in path:
            data = data.get(step, [])
        found = []
        for number, text in enumerate(data):
            try:
                found.append(parse_phrasing(text, self.words))
            except PhrasingError as error:
                self.problem((*path, number), str(error))
        return tuple(found)

    def problem(self, path: KeyPath, message: str) -> None:
        """Note a problem at a key path."""
        self.problems.append(f"{self.file.path}:{self.file.line(path)}: {message}")

    def finish(self) -> None:
        """Raise DefinitionError if there were problems."""
        if self.problems:
            raise DefinitionError(self.problems)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
