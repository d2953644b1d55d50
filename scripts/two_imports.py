"""Two imports of one folder at once, while four people annotate, against one import alone.

    python scripts/two_imports.py --rounds 5

Both commands must end well, each article must be created by one of them, the archive must be the
one that a single import makes, and no annotation may be lost. The status is 1 otherwise.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import generate
from scripts.acknowledged import halves, losses
from scripts.archive_contents import contents, damages, differences
from scripts.archives import MANAGE, environment, manage, new_archive
from scripts.children import load_django, result_of, started
from scripts.kill_annotating import annotate_for_ever, noted
from scripts.populating import populate

ARTICLES = 1_500
WRITERS = 4
SHOWN = 20
COUNTS = re.compile(r"created=(\d+) updated=(\d+) unchanged=(\d+) duplicate=(\d+) refused=(\d+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-imports.") as name:
        folder = Path(name)
        generate.write(folder / "files", ARTICLES, markdown_share=0.1)
        alone = new_archive(folder, "alone")
        print("alone:", manage(alone, ["import_articles", "--quiet", str(folder / "files")]))
        expected = contents(alone)
        wrong = 0
        for number in range(1, given.rounds + 1):
            # In a process of its own: Django is loaded for one database.
            wrong += bool(result_of(_round, number, folder, expected))
    print(f"{given.rounds} rounds, {wrong} with something wrong")
    sys.exit(1 if wrong else 0)


def _round(number: int, folder: Path, expected: dict[str, str]) -> list[str]:
    url = new_archive(folder, f"round{number}")
    load_django(url)
    annotated = result_of(populate, WRITERS, WRITERS)
    before = contents(url)
    paths = [folder / f"{number}.{writer}" for writer in range(WRITERS)]
    writers = [
        started(annotate_for_ever, writer, annotated, path, float(writer))
        for writer, path in enumerate(paths)
    ]
    imports = [
        subprocess.Popen(
            [*MANAGE, "import_articles", "--quiet", str(folder / "files")],
            env=environment(url),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate()[0].strip() for one in imports]
    for writer in writers:
        writer.kill()
        writer.join()
    notes = noted(paths)
    faults = [f"an import ended with {one.returncode}" for one in imports if one.returncode]
    counts = [found.groups() for text in said if (found := COUNTS.search(text))]
    made = sum(int(created) + int(copies) for created, _, _, copies, _ in counts)
    if made != ARTICLES:
        faults.append(f"{made} articles were created, of {ARTICLES}")
    there = {key: value for key, value in contents(url).items() if key not in before}
    faults += differences(expected, there)
    faults += damages(url) + result_of(losses, notes) + result_of(halves)
    print(f"round {number}: {'; '.join(said)}; {len(notes)} annotations; {len(faults)} faults")
    for fault in faults[:SHOWN]:
        print(f"  {fault}", flush=True)
    return faults


if __name__ == "__main__":
    main()
