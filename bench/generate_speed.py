"""How long the whole set of a large PCT takes: five localities, sixty practices, every document in three formats.

usage: python bench/generate_speed.py [FRAMEWORK] [--formats docx pdf html]

Prints the documents and files, the seconds that composing and rendering took, and the size of all files.
"""

import argparse
import time
from dataclasses import replace
from decimal import Decimal

from pbc_frameworks.data import data_folder
from pbc_frameworks.load import load_framework
from pbc_frameworks.profile import Locality, Practice, PracticeFigures, Profile, load_profile
from pbc_generator.compose.kinds import compose, kinds
from pbc_generator.render import render

LOCALITIES, PRACTICES = 5, 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("framework", nargs="?", default="hertfordshire-2007")
    parser.add_argument("--formats", nargs="+", default=["docx", "pdf", "html"])
    arguments = parser.parse_args()
    framework = load_framework(arguments.framework)
    profile = large(load_profile(data_folder("examples") / framework.id / "profile.yaml", framework))
    start = time.perf_counter()
    documents = list(compose(framework, profile, kinds(framework)))
    composed = time.perf_counter()
    sizes = [len(render(document, ending)) for document in documents for ending in arguments.formats]
    done = time.perf_counter()
    print(
        f"{framework.id}: {len(documents)} documents, {len(sizes)} files, composed in {composed - start:.1f} s, "
        f"rendered in {done - composed:.1f} s, {sum(sizes) / 1e6:.0f} MB"
    )


def large(profile: Profile) -> Profile:
    """Return the profile of a PCT with five localities of twelve practices."""
    localities = tuple(
        Locality(f"locality-{n}", f"Locality {n}", tuple(practice(n, i) for i in range(PRACTICES)))
        for n in range(1, LOCALITIES + 1)
    )
    return replace(profile, localities=localities)


def practice(locality: int, number: int) -> Practice:
    size = 3000 + 97 * number + 611 * locality
    sums = {"indicative_budget": 900, "acute_budget": 520, "fair_share": 880, "spending": 895}
    figures = PracticeFigures(**{key: Decimal(each * size) for key, each in sums.items()}, list_size_when_set=size - 60)
    code = f"E8{locality}{number:03d}"
    return Practice(f"Practice {locality}.{number}", size, code, f"Dr {locality}.{number}", figures)


if __name__ == "__main__":
    main()
