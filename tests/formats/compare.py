"""Compares the figures and findings of each made file with those of the page that it was made of.

    python3 compare.py PROGRAM FOLDER
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict

# The share of figures that must be right; all of them where nothing is said. Rows that are short of a cell are filled
# on the way to some formats.
SHARES = {"chromium.pdf": 0.99, "plain.pdf": 0.90, "pandoc.docx": 0.99, "xml": 0.99, "ruled.pdf": 0.99, "ofd": 0.99}


def run(program, *arguments):
    done = subprocess.run([program, *arguments, "--no-config"], capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def figures(program, path):
    reports = [json.loads(line) for line in run(program, "--extract", "--format", "jsonl", path).splitlines()]
    found = {}
    for report in reports:
        head = {name: report[name] for name in ("organization", "year", "edition")}
        found.update(head)
        for table, rows in report["tables"].items():
            for row, cells in rows.items():
                found.update({f"{table}.{row}.{column}": value for column, value in cells.items()})
    return found


def rules(program, path):
    files = json.loads(run(program, "--check", "--format", "json", "--fail-on", "never", path))["files"]
    found = (finding["rule"] for file in files for finding in file["findings"])
    # Residue of web pages is looked for in texts and Word files, not in pages themselves.
    return Counter(rule for rule in found if rule != "extraction-residue")


def main(program, folder):
    right, total, wrong = Counter(), Counter(), defaultdict(list)
    for name in sorted(os.listdir(folder)):
        stem, ending = name.split(".", 1)
        if ending in ("html", "plain.html"):
            continue
        page = os.path.join(folder, f"{stem}.html")
        path = os.path.join(folder, name)
        expected, found = figures(program, page), figures(program, path)
        missed = [key for key, value in expected.items() if found.get(key) != value]
        total[ending] += len(expected)
        right[ending] += len(expected) - len(missed)
        if missed:
            wrong[ending].append(f"{name}: {', '.join(missed[:5])} ({len(missed)})")
        if ending not in SHARES and rules(program, path) != rules(program, page):
            wrong[ending].append(f"{name}: other findings")
    failed = 0
    for ending in sorted(total):
        share = SHARES.get(ending, 1)
        bad = right[ending] < share * total[ending] or (share == 1 and wrong[ending])
        failed += bool(bad)
        print(f"{'FAILED' if bad else 'passed'} {ending}: {right[ending]} of {total[ending]} figures")
        if bad:
            print("\n".join(wrong[ending]))
    print(f"{len(total) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
