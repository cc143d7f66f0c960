"""`pbcgov generate --all` and `--changed`: the whole set of a PCT, its index page, and what a later run says."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree, html

from command import pbcgov

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def profile(example: Path, tmp_path: Path) -> Path:
    """Return a copy of the example PCT's profile, to change."""
    for name in ("profile.yaml", "register.yaml"):
        (tmp_path / name).write_text((example / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path / "profile.yaml"


def generate(profile: Path, out: Path, *options: str) -> tuple[int, list[str], str]:
    result = pbcgov("generate", "--profile", profile, "--format", "docx,html", "--out", out, *options)
    return result.status, result.out.splitlines(), result.err


def change(profile: Path, before: str, after: str) -> None:
    text = profile.read_text(encoding="utf-8")
    assert before in text
    profile.write_text(text.replace(before, after), encoding="utf-8")


def test_the_index_page_lists_every_file_and_each_link_leads_to_one(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    assert generate(profile, out, "--all")[0] == 0
    page = html.fromstring((out / "index.html").read_text(encoding="utf-8"))
    linked = {link.get("href") for link in page.xpath("//main//a")}
    assert linked == {path.name for path in out.iterdir()} - {"index.html", "manifest.json"}
    names = [link.get("aria-label") for link in page.xpath("//main//a")]
    assert len(names) == len(set(names))


def test_the_manifest_has_the_checksum_of_every_file(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["schema"], manifest["framework"], manifest["definition"]) == (
        "pbcgov-manifest/1", "hertfordshire-2007", "1",
    )  # fmt: skip
    assert {made["path"]: made["sha256"] for made in manifest["files"]} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.iterdir()
        if path.name not in {"index.html", "manifest.json"}
    }


def test_a_later_run_writes_what_is_different_and_says_so(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    change(profile, "committee-secretary: {name: Teresa Whitlock}", "committee-secretary: {name: Ann Marlowe}")
    change(profile, "lead: Dr Peter Lomax", "lead: Dr Peter Lomas")
    status, said, _ = generate(profile, out, "--changed")
    assert status == 0
    changed = {line.split(maxsplit=1)[1] for line in said if line.startswith("changed:")}
    assert str(out / "agreement-wealdham.docx") in changed
    assert str(out / "agreement-mereford.docx") not in changed
    assert "Dr Peter Lomas" in "\n".join(p.text for p in docx.Document(str(out / "agreement-wealdham.docx")).paragraphs)
    status, said, _ = generate(profile, out, "--changed")
    assert said[-1] == f"{len(list(out.iterdir())) - 2} unchanged"


def test_a_file_changed_by_hand_is_left_as_it_is_unless_forced(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    mine = out / "risk-register.html"
    mine.write_text("mine", encoding="utf-8")
    for _ in range(2):
        _, said, _ = generate(profile, out, "--changed")
        assert f"changed by hand: {mine} (left as it is)" in said
        assert mine.read_text(encoding="utf-8") == "mine"
    generate(profile, out, "--changed", "--force")
    assert mine.read_text(encoding="utf-8") != "mine"


def test_a_document_that_is_no_longer_made_and_one_that_is_new_are_named(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    change(profile, "id: three-villages", "id: four-villages")
    _, said, _ = generate(profile, out, "--changed")
    assert f"no longer made:  {out / 'agreement-three-villages.docx'} (left as it is)" in said
    assert f"new:             {out / 'agreement-four-villages.docx'}" in said


def test_a_new_document_where_another_file_is_stops_the_run_before_it_writes(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    change(profile, "id: three-villages", "id: four-villages")
    mine = out / "agreement-four-villages.docx"
    mine.write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    status, said, error = generate(profile, out, "--changed")
    assert (status, said) == (2, [])
    assert error == f"pbcgov: {mine} exists already and is not of a run of ours. Move it, or say --force.\n"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_after_a_stop_before_the_manifest_the_same_command_goes_on(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    manifest = (out / "manifest.json").read_bytes()
    change(profile, "id: three-villages", "id: four-villages")
    generate(profile, out, "--changed")
    written = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "manifest.json").write_bytes(manifest)
    assert generate(profile, out, "--changed")[0] == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == written


def test_changed_needs_a_run_before_it_of_the_same_framework(profile: Path, tmp_path: Path, example: Path) -> None:
    status, _, error = generate(profile, tmp_path / "empty", "--changed")
    assert (status, "there is no run before" in error) == (2, True)
    out = tmp_path / "set"
    generate(profile, out, "--all")
    other = example.parent / "brent-2006" / "profile.yaml"
    status, _, error = generate(other, out, "--changed")
    assert (status, "holds documents of hertfordshire-2007" in error) == (2, True)
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    status, _, error = generate(profile, out, "--changed")
    assert (status, "Make the whole set again" in error) == (2, True)


def test_other_options_than_before_are_noted(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(profile, out, "--all")
    _, _, error = generate(profile, out, "--changed", "--draft")
    assert "Note: draft: false before, true now" in error


def test_a_draft_says_so_on_every_page_of_word_and_in_html(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft"
    generate(profile, out, "--document", "agreement", "--draft")
    with zipfile.ZipFile(out / "agreement-mereford.docx") as archive:
        headers = [archive.read(name) for name in archive.namelist() if name.startswith("word/header")]
    assert headers
    assert all(b'string="DRAFT"' in header for header in headers)
    control = docx.Document(str(out / "agreement-mereford.docx")).tables[0]
    assert [row.cells[1].text for row in control.rows if row.cells[0].text == "Status"] == ["Draft"]
    page = html.fromstring((out / "agreement-mereford.html").read_text(encoding="utf-8"))
    assert page.xpath("string(//header/p[@class='draft'])") == "Draft"


def test_in_a_locked_form_only_the_answers_can_be_changed(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "locked"
    generate(profile, out, "--document", "business-case", "--document", "agreement", "--lock")

    def protection(name: str) -> list[str]:
        with zipfile.ZipFile(io.BytesIO((out / name).read_bytes())) as archive:
            settings = etree.fromstring(archive.read("word/settings.xml"))
        return [element.get(f"{W}edit") for element in settings.iter(f"{W}documentProtection")]

    assert protection("business-case-form.docx") == ["forms"]
    assert protection("agreement-mereford.docx") == []


def test_the_framework_is_the_profiles_unless_another_is_named(profile: Path, tmp_path: Path) -> None:
    status, said, _ = generate(profile, tmp_path / "set", "--document", "risk-register")
    assert (status, len(said)) == (0, 2)
    result = pbcgov("generate", "--document", "agreement", "--out", tmp_path / "none")
    assert (result.status, "Say which framework: --framework with one of: audit-commission-2007" in result.err) == (
        2,
        True,
    )
