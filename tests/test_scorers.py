"""The learned scorers: trees as scikit-learn grows them, the model file, and a training that can be repeated."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from command import pbcgov
from pbc_checks.engine import Study
from pbc_checks.learned.model import CLASSES, PACKAGED, Model, ModelError, load_model, model_text, read_model
from pbc_checks.learned.trees import sigmoid, softmax
from pbc_checks.read import read
from pbc_frameworks.load import Library
from pbc_training.boosted import grow
from pbc_training.corpus import checksum, read_corpus
from pbc_training.measure import by_requirement, figures

CORPUS = Path(__file__).parents[1] / "corpus"
AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
FEW = tuple(f"dev-{letter}-{number:02}" for letter in "abc" for number in (1, 2, 3, 4))
OPTIONS = ("--held-out", "dev-c-0[12]", "--unmeasured", "dev-b-04")


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(PACKAGED)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a few assessed submissions, in Markdown alone."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "labels").mkdir()
    for name in FEW:
        shutil.copy(CORPUS / f"{name}.md", folder)
        shutil.copy(CORPUS / "labels" / f"{name}.json", folder / "labels")
    return folder


@pytest.fixture(scope="session")
def trained(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("trained") / "model.json"
    result = pbcgov("train", few, "--output", output, *OPTIONS, "--jobs", "1")
    assert (result.status, result.err) == (0, "")
    return output


@pytest.mark.parametrize("classes", [2, 3])
def test_trees_score_as_those_that_scikit_learn_grew(classes: int) -> None:
    numbers = np.random.default_rng(1)
    rows = numbers.normal(size=(400, 8)).astype(np.float32)
    rows[numbers.random(rows.shape) < 0.2] = 0.0
    wanted = (np.digitize(rows[:, 0] + rows[:, 1] ** 2, [0.4, 1.5])).clip(0, classes - 1)
    trees = grow(rows, wanted, of=classes, rounds=20, rate=0.05, features=0.5)
    same = GradientBoostingClassifier(
        n_estimators=20, learning_rate=0.05, max_depth=None, max_leaf_nodes=12, min_samples_leaf=10,
        subsample=0.6, max_features=0.5, random_state=0,
    ).fit(rows, wanted)  # fmt: skip
    unseen = numbers.normal(size=(300, 8)).astype(np.float32)
    scores = trees.scores(unseen)
    chances = softmax(scores) if classes > 2 else np.column_stack([1 - sigmoid(scores[:, 0]), sigmoid(scores[:, 0])])
    assert chances == pytest.approx(same.predict_proba(unseen), abs=1e-5)


def test_a_model_comes_back_from_its_file_as_it_was(model: Model) -> None:
    assert model_text(read_model(model_text(model), "again")) == model_text(model) == PACKAGED.read_text("utf-8")


def test_the_packaged_scorers_were_made_from_the_corpus_beside_them(model: Model) -> None:
    corpus = read_corpus(CORPUS, "md")
    assert (model.provenance["corpus"], model.provenance["submissions"]) == (checksum(corpus), len(corpus))


def test_the_page_on_accuracy_is_what_the_command_prints() -> None:
    page = CORPUS.parent / "docs" / "accuracy.md"
    assert pbcgov("accuracy").out == page.read_text("utf-8")


def test_the_figures_are_those_of_the_submissions_they_name(model: Model) -> None:
    measured = model.measured["held-out"]
    assert set(measured["learned"]).isdisjoint(measured["unread"])
    assert len(measured["learned"]) + len(measured["unread"]) == model.provenance["submissions"]
    assert measured["unread"] == [f"dev-{letter}-{number:02}" for letter in "klmno" for number in range(1, 9)]
    assert [name for name in model.provenance["unmeasured"] if not name.startswith("more-")] == []
    assert model.measured["cross-validation"]["submissions"] == 120
    tables = model.measured["cross-validation"]["requirements"].values()
    total = np.sum([np.array(table) for table in tables], axis=0)
    assert total.tolist() == model.measured["cross-validation"]["figures"]["table"]


def test_training_again_gives_the_same_file_however_many_work_on_it(few: Path, trained: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    result = pbcgov("train", few, "--output", again, *OPTIONS, "--jobs", "2", "--parts", tmp_path)
    assert result.status == 0
    assert again.read_bytes() == trained.read_bytes()
    parts = json.loads((tmp_path / "parts.json").read_text("utf-8"))
    assert parts["held-out.json"] == ["dev-c-01", "dev-c-02"]
    measured = {name for part, names in parts.items() if part.startswith("cross-validation") for name in names}
    assert measured == set(FEW) - {"dev-b-04"}
    assert all((tmp_path / name).is_file() for name in parts)


def test_a_model_of_ones_own_judges_and_says_what_it_learned_from(trained: Path) -> None:
    result = pbcgov("check", CORPUS / "dev-d-03.md", *AS_BUSINESS_CASE, "--model", trained, "--format", "json")
    (report,) = json.loads(result.out)["reports"]
    assert report["scorers"]["submissions"] == len(FEW)
    assert all(0 < finding["confidence"] <= 1 for finding in report["findings"])
    assert all(finding["unsure"] == (finding["confidence"] < 0.6) for finding in report["findings"])


def test_without_scorers_the_rules_judge_alone_and_a_note_says_so(tmp_path: Path) -> None:
    nowhere = tmp_path / "model.json"
    result = pbcgov("check", CORPUS / "dev-d-03.md", *AS_BUSINESS_CASE, "--model", nowhere)
    assert result.err == (
        f"Note: {nowhere}: there is no such model file. Make one with `pbcgov train`. "
        "The verdicts are by the rules alone.\n"
    )
    alone = pbcgov("check", CORPUS / "dev-d-03.md", *AS_BUSINESS_CASE, "--rules-only")
    assert alone.err == ""
    assert result.out == alone.out
    assert "Judged by the rules alone, without learned scorers." in alone.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: "no model", "this is not a model file. Make one with `pbcgov train`."),
        (lambda text: "[]", "this is not a model file. Make one with `pbcgov train`."),
        (
            lambda text: re.sub(r'"pbcgov-model": \d+', '"pbcgov-model": 1', text),
            "this model has format 1, and this program reads format 3. Train it again with `pbcgov train`.",
        ),
        (lambda text: text.replace('"data": "', '"data": "AAAA', 1), "the model file is damaged ("),
        (lambda text: text.replace('"idf"', '"x"').replace('"terms"', '"y"'), "the model file is damaged ('terms')."),
    ],
)
def test_a_model_that_cannot_be_used_is_named_and_why(trained: Path, change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(ModelError, match=re.escape(f"own.json: {said}")):
        read_model(change(trained.read_text("utf-8")), "own.json")


def test_a_subject_that_the_scorers_do_not_know_is_judged_by_the_rules(model: Model) -> None:
    library = Library()
    framework = library.load("hertfordshire-2007")
    known = tuple(subject for subject in model.subjects if subject != "tendering-need")
    ignorant = replace(model, subjects=("something else",) * len(known))
    submission = read("case.md", (CORPUS / "dev-d-03.md").read_bytes(), library)
    report = Study(submission, library.concepts(), model=ignorant).report(
        framework, framework.submissions["business-case"]
    )
    alone = Study(submission, library.concepts()).report(framework, framework.submissions["business-case"])
    assert report.findings == alone.findings


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("labels/dev-z-01.json", '{"labels": {}}', "there is no dev-z-01.md or dev-z-01.docx or dev-z-01.pdf or"),
        ("labels/dev-a-01.json", "{", "these labels cannot be understood ("),
        ("labels/dev-a-01.json", '{"labels": {"x/y": {"z": {"status": "good"}}}}', "x/y/z is “good”. A status is met"),
        ("labels/dev-a-01.json", '{"labels": {"x/y": {"z": {"status": "met"}}}}', "no framework has “x/y”."),
    ],
)
def test_a_corpus_with_a_mistake_is_refused_and_the_mistake_named(
    few: Path, tmp_path: Path, file: str, content: str, said: str
) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(few, folder)
    (folder / file).write_text(content, "utf-8")
    result = pbcgov("train", folder, "--output", tmp_path / "model.json", "--jobs", "1")
    assert result.status == 2
    assert said in result.err
    assert not (tmp_path / "model.json").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--held-out", "dev-x.*"), "--held-out dev-x.*: no submission has such an id."),
        (("--unmeasured", "("), "--unmeasured (: this is not a regular expression"),
        (("--held-out", "dev-a-01", "--unmeasured", "dev-a-.*"), "dev-a-01 is both --held-out and --unmeasured."),
        (("--held-out", "dev-[ab].*"), "12 assessed submissions, 8 of them held out are too few to learn from."),
    ],
)
def test_submissions_that_cannot_be_parted_so_are_refused(
    few: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    result = pbcgov("train", few, "--output", tmp_path / "model.json", "--jobs", "1", *options)
    assert result.status == 2
    assert said in result.err


def test_training_without_its_packages_says_what_to_install_and_checking_needs_none(few: Path, tmp_path: Path) -> None:
    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        without = (
            "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = None; from pbc_app.cli import main; main()"
        )
        command = [sys.executable, "-c", without, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    refused = run("train", few, "--output", tmp_path / "model.json")
    assert refused.returncode == 2
    assert "Install them with\n  python -m pip install 'pbcgov[training]'" in refused.stderr
    checked = run("check", few / "dev-a-03.md", *AS_BUSINESS_CASE)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "learned scorers trained on 216 assessed submissions" in checked.stdout


def test_nothing_that_exists_is_overwritten_unasked(few: Path, trained: Path) -> None:
    before = trained.read_bytes()
    result = pbcgov("train", few, "--output", trained)
    assert result.status == 2
    assert trained.read_bytes() == before


def _verdicts(name: str) -> list[tuple[str, str, dict[str, tuple[str, bool]]]]:
    """Return for each kind of document and format what each requirement of a submission is called."""
    library = Library()
    model = load_model(PACKAGED)
    kinds = json.loads((CORPUS / "labels" / f"{name}.json").read_text("utf-8"))["labels"]
    found = []
    for ending in ("md", "docx", "pdf"):
        path = CORPUS / f"{name}.{ending}"
        study = Study(read(path.name, path.read_bytes(), library), library.concepts(), model=model)
        for kind in kinds:
            framework_id, _, document = kind.partition("/")
            framework = library.load(framework_id)
            report = study.report(framework, framework.submissions[document])
            blocks = [block.text for block in study.indexed.submission.blocks]
            verdicts = {
                finding.requirement: (
                    finding.status.value,
                    all(any(evidence.quote in block for block in blocks) for evidence in finding.evidence),
                )
                for finding in report.findings
            }
            found.append((kind, ending, verdicts))
    return found


def test_word_and_pdf_are_judged_like_markdown_and_every_quotation_stands_in_the_file() -> None:
    names = sorted(path.stem for path in CORPUS.glob("*.docx"))
    with ProcessPoolExecutor() as pool:
        every = list(pool.map(_verdicts, names, chunksize=8))
    assert len(every) == 120
    for ending in ("docx", "pdf"):
        same, total = 0, 0
        for found in every:
            by_kind = {(kind, file_format): verdicts for kind, file_format, verdicts in found}
            for (kind, file_format), verdicts in by_kind.items():
                if file_format == ending:
                    pairs = [(verdicts[name][0], by_kind[kind, "md"][name][0]) for name in verdicts]
                    same += sum(one == other for one, other in pairs)
                    total += len(pairs)
        assert total > 5000
        assert same / total >= 0.99, ending
    assert all(stands for _, _, verdicts in chain(*every) for _, stands in verdicts.values())


def test_what_is_counted_is_counted_once() -> None:
    from pbc_training.measure import Judged

    def item(wanted: str, said: str, *, unsure: bool = False) -> Judged:
        return Judged("one", "f/d/r", "s", wanted, said, said, 0.5, unsure, "", "", wanted == said)

    items = [item("met", "met"), item("met", "partial", unsure=True), item("missing", "missing", unsure=True)]
    assert figures(items) == {
        "table": [[1, 0, 0], [0, 0, 0], [0, 1, 1]],
        "rules": [[1, 0, 0], [0, 0, 0], [0, 1, 1]],
        "quoted": [1, 2],
        "unsure": [1, 2],
    }
    assert by_requirement(items) == {"f/d/r": [[1, 0, 0], [0, 0, 0], [0, 1, 1]]}
    assert CLASSES == ("missing", "partial", "met")
