"""How well the rules alone agree with assessors, on a folder of labelled submissions: for whoever changes wordings.

usage: python bench/check_accuracy.py CORPUS [--formats md docx pdf] [--only REGEX] [--per-requirement]

CORPUS holds <id>.md, .docx or .pdf and labels/<id>.json: {"labels": {"framework/document": {"requirement": {"status":
"met", "quote": "…", "agreed": true}}}}, with the statuses met, partial and missing. Prints, over the items on which the
assessors agree: agreement (the same of the three statuses), how well what is missing is found, and how often a
quotation of ours has most of its words in common with the assessor's.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from pbc_checks.engine import check
from pbc_checks.findings import Finding
from pbc_checks.read import read
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.load import framework_ids, load_framework

Confusion = Counter[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--formats", nargs="+", default=["md", "docx", "pdf"])
    parser.add_argument("--only", default="", help="submissions whose id this regular expression matches")
    parser.add_argument("--per-requirement", action="store_true")
    arguments = parser.parse_args()
    labels = [path for path in sorted(arguments.corpus.glob("labels/*.json")) if re.search(arguments.only, path.stem)]
    for file_format in arguments.formats:
        measure(arguments.corpus, labels, file_format, per_requirement=arguments.per_requirement)


def measure(corpus: Path, labels: list[Path], file_format: str, *, per_requirement: bool) -> None:
    """Print the figures of one format."""
    tables: dict[str, Confusion] = defaultdict(Counter)
    quoted: Counter[bool] = Counter()
    for path in labels:
        submission = corpus / f"{path.stem}.{file_format}"
        for kind, items in json.loads(path.read_text(encoding="utf-8"))["labels"].items():
            framework_id, document = kind.split("/")
            if framework_id not in framework_ids() or not submission.exists():
                continue
            framework = load_framework(framework_id)
            source = read(submission.name, submission.read_bytes())
            report = check(source, framework, framework.submissions[document], load_concepts())
            for finding in report.findings:
                label = items.get(finding.requirement)
                if label and label["agreed"]:
                    tables[f"{kind}/{finding.requirement}"][label["status"], status(finding)] += 1
                    if label["status"] != "missing":
                        quoted[any(alike(evidence.quote, label["quote"]) for evidence in finding.evidence)] += 1
    total = sum(tables.values(), Counter())
    if not total:
        raise SystemExit(f"No labelled .{file_format} file of a framework that we have is in {corpus}.")
    print(f"{file_format:5}{figures(total)}  quotation {quoted[True] / max(quoted.total(), 1):.2f}")
    if per_requirement:
        for name, table in tables.items():
            print(f"     {figures(table)}  {name}")


def status(finding: Finding) -> str:
    return "missing" if finding.status.missing else str(finding.status)


def figures(table: Confusion) -> str:
    right = sum(count for (wanted, said), count in table.items() if wanted == said)
    found = table["missing", "missing"]
    wanted = sum(count for (wanted, _), count in table.items() if wanted == "missing")
    said = sum(count for (_, said), count in table.items() if said == "missing")
    f1 = f"{2 * found / (wanted + said):.2f}" if wanted + said else "   -"
    agreement = f"{table.total():6} items  agreement {right / table.total():.3f}"
    return f"{agreement}  missing F1 {f1} ({found} of {wanted}, {said} said)"


def alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"[a-z0-9£%]+", text.lower())) for text in (one, other))
    return bool(first and second) and len(first & second) >= 0.6 * min(len(first), len(second))


if __name__ == "__main__":
    main()
