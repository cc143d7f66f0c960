"""Compare the words that the readers find with those that other programs find in the same files.

    python bench/coverage.py FOLDER... [--worst 10] [--least 0.995]

Each .docx is exported as text by LibreOffice, each .pdf read by `pdftotext`. Recall is the share of their words that we
have too, precision the share of ours that they have. Words have two letters or digits at least; one that a program
prints on every page (in a header) counts as often as we have it. The exit status is 1 if the recall over all files of a
kind is below --least.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pbc_checks.read import UnreadableFileError, read

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Compared:
    """One file: how many words both have, how many the other program has, and how many we have."""

    path: Path
    both: int
    theirs: int
    ours: int
    lost: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.both / self.theirs if self.theirs else 1.0

    @property
    def precision(self) -> float:
        return self.both / self.ours if self.ours else 1.0


def main() -> int:
    """Compare the files and print the worst; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--least", type=float, default=0.0)
    given = parser.parse_args()
    files = sorted({path for folder in given.folders for path in folder.rglob("*") if path.is_file()})
    status = 0
    for ending, other in ((".docx", _libreoffice), (".pdf", _pdftotext)):
        chosen = [path for path in files if path.suffix.lower() == ending]
        if not chosen:
            continue
        texts = other(chosen)
        compared, refused = [], []
        for path in chosen:
            try:
                compared.append(_compare(path, texts[path]))
            except UnreadableFileError as error:
                refused.append(str(error))
        recall = sum(each.both for each in compared) / max(1, sum(each.theirs for each in compared))
        precision = sum(each.both for each in compared) / max(1, sum(each.ours for each in compared))
        print(
            f"{ending}: {len(compared)} files, recall {recall:.4f}, precision {precision:.4f}; {len(refused)} refused"
        )
        for each in sorted(compared, key=lambda each: each.recall)[: given.worst]:
            if each.recall < 1:
                lost = ", ".join(each.lost[:8])
                print(f"  recall {each.recall:.4f}, precision {each.precision:.4f}: {each.path} (lost: {lost})")
        for error in refused[: given.worst]:
            print(f"  refused: {error}")
        status = status or int(recall < given.least)
    return status


def _compare(path: Path, text: str) -> Compared:
    submission = read(path.name, path.read_bytes())
    # What stands in a header or footer is there once for us, and on every page for a program that prints.
    ours = _words(" ".join(f"{block.place.number} {block.text}" for block in submission.blocks))
    theirs = _words(text) - _prompts(path)
    both = theirs & ours
    lost = Counter({word: count for word, count in (theirs - ours).items() if not ours[word]})
    known = Counter({word: min(count, ours[word]) if ours[word] else count for word, count in theirs.items()})
    return Compared(path, both.total(), known.total(), ours.total(), tuple(word for word, _ in lost.most_common()))


def _prompts(path: Path) -> Counter[str]:
    """Return the words of the grey prompts of empty form fields, which are no text of the document."""
    if path.suffix.lower() != ".docx":
        return Counter()
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return Counter()
    found: Counter[str] = Counter()
    for control in root.iter(f"{_W}sdt"):
        if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            found += _words(" ".join(text.text or "" for text in control.iter(f"{_W}t")))
    return found


def _words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return Counter(_WORD.findall(re.sub(r"(?<=\w)-\s*\n\s*(?=[a-z])", "", plain)))


def _libreoffice(paths: list[Path]) -> dict[Path, str]:
    """Return what LibreOffice exports as text; in one run, which takes a while to start."""
    soffice = shutil.which("soffice")
    if soffice is None:
        sys.exit("LibreOffice (soffice) is needed to compare Word files.")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copies = {path: place / f"{number}.docx" for number, path in enumerate(paths)}
        for path, copy in copies.items():
            shutil.copy(path, copy)
        for start in range(0, len(paths), 50):
            some = [str(copies[path]) for path in paths[start : start + 50]]
            profile = f"-env:UserInstallation=file://{place}/profile"
            command = [soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
            subprocess.run([*command, *some], capture_output=True, check=False, timeout=900)
        return {
            path: copy.with_suffix(".txt").read_text("utf-8-sig", "replace")
            if copy.with_suffix(".txt").exists()
            else ""
            for path, copy in copies.items()
        }


def _pdftotext(paths: list[Path]) -> dict[Path, str]:
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        sys.exit("poppler (pdftotext) is needed to compare PDF files.")
    found = {}
    for path in paths:
        done = subprocess.run(
            [pdftotext, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False, timeout=120
        )
        found[path] = done.stdout.decode("utf-8", "replace")
    return found


if __name__ == "__main__":
    sys.exit(main())
