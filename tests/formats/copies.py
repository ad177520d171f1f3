"""Opens the copies with comments and the files that drafts are converted into with programs that have nothing to do with them.

    python copies.py PROGRAM FOLDER      (FOLDER has the files that make.sh made)
"""

import json
import os
import subprocess
import sys
import tempfile

import docx


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def prints(paths, folder):
    """Names of the files that LibreOffice makes a page of."""
    home = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths], capture_output=True)
    return {name[:-4] for name in os.listdir(folder) if name.endswith(".pdf")}


def main(program, made):
    endings = (".docx", ".doc", ".odt", ".wps")
    drafts = [os.path.join(made, name) for name in sorted(os.listdir(made)) if name.endswith(endings)]
    with tempfile.TemporaryDirectory() as work:
        copies, pages = os.path.join(work, "copies"), os.path.join(work, "pages")
        options = ("--annotate", copies, "--tracked", "--unsafe-fixes", "--fail-on", "never", "--no-config")
        files = json.loads(run(program, "--check", *drafts, "--format", "json", *options))["files"]
        names = sorted(os.listdir(copies))
        assert len(names) == sum(bool(file["findings"]) for file in files) > 0, names
        listed = 0
        for name in names:
            document = docx.Document(os.path.join(copies, name))
            comments = list(document.comments)
            assert all(comment.author == "gaireport" and comment.text for comment in comments), name
            listed += len(comments)
        assert listed == sum(len(file["findings"]) for file in files), listed
        for index, draft in enumerate(drafts):
            converted = os.path.join(copies, f"converted{index}.docx")
            run(program, "--convert", draft, "--to", "docx", "--output-file", converted, "--no-config")
            assert len(docx.Document(converted).tables) >= 3, draft
        everything = sorted(os.listdir(copies))
        printed = prints([os.path.join(copies, name) for name in everything], pages)
        missing = [name for name in everything if name.rsplit(".", 1)[0] not in printed]
        assert not missing, missing
        print(f"{len(names)} copies with {listed} comments, {len(drafts)} converted drafts: python-docx reads and LibreOffice prints them")


main(*sys.argv[1:])
