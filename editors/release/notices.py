#!/usr/bin/env python3
"""Prints the licences of everything that is linked into the program, from the packages' own files.

Takes the target triple. Fails where a package has no licence file and no known licence.
"""

import json
import pathlib
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
NAMES = ("LICEN", "COPYING", "NOTICE", "UNLICENSE")
# Licences that may be linked into the program.
KNOWN = {
    "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unlicense", "0BSD", "CC0-1.0", "BSL-1.0", "MPL-2.0", "MIT-0",
    "Unicode-3.0", "Apache-2.0 WITH LLVM-exception", "CDLA-Permissive-2.0",
}


def alternatives(expression):
    """The licences that an SPDX expression names."""
    for word in "()":
        expression = expression.replace(word, " ")
    for word in (" OR ", " AND ", "/"):
        expression = expression.replace(word, "|")
    return [name.strip() for name in expression.split("|") if name.strip()]


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", sys.argv[1]]
    metadata = json.loads(subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, check=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = next(id for id, package in packages.items() if package["name"] == "gaireport-lsp")
    linked, waiting = set(), [root]
    while waiting:
        for dependency in nodes[waiting.pop()]["deps"]:
            runs = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if runs and dependency["pkg"] not in linked:
                linked.add(dependency["pkg"])
                waiting.append(dependency["pkg"])
    print("gaireport-lsp contains the following packages, under the licences that they name; the texts follow.\n")
    wrong, texts = [], {}
    for package in sorted((packages[id] for id in linked), key=lambda package: (package["name"], package["version"])):
        licence, name = package["license"] or "", f"{package['name']} {package['version']}"
        if not licence or not all(name in KNOWN for name in alternatives(licence)):
            wrong.append(f"{name}: {licence or 'no licence'}")
        print(f"{name}: {licence}. {', '.join(package['authors']) or package['repository'] or ''}")
        folder = pathlib.Path(package["manifest_path"]).parent
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name.upper().startswith(NAMES):
                text = "\n".join(line.strip() for line in path.read_text("utf-8", "replace").strip().splitlines())
                texts.setdefault(text, []).append(name)
    for text, names in texts.items():
        print(f"\n{'=' * 80}\n{', '.join(names)}\n\n{text}")
    if wrong:
        sys.exit("licences that are not known to be allowed:\n" + "\n".join(wrong))


main()
