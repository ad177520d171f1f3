"""Checks drafts of China's annual report on government information disclosure (政府信息公开工作年度报告).

A thin module over the program: what it returns is one file's object of the program's JSON.
"""

import json
import os
import subprocess
import sys
import sysconfig

__all__ = ["Error", "check", "extract", "program"]


class Error(Exception):
    """The program could not do what was asked; the message is its own sentence."""


def program():
    """The path of the program that came with this module."""
    name = "gaireport-lsp" + (".exe" if sys.platform == "win32" else "")
    user = "nt_user" if sys.platform == "win32" else "posix_user"
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", user), os.path.dirname(sys.executable)]
    # `pip install --target` puts it beside the module.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin"))
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FileNotFoundError(f"{name} is in none of {', '.join(folders)}")


def check(text, name="draft.md", *, year=None, language="zh-CN"):
    """Returns the findings of a text, a `str`; the ending of `name` tells its form (.md, .txt, .html)."""
    arguments = ["--check", "--format=jsonl", "--fail-on=never", f"--stdin-filename={os.path.basename(name)}"]
    if year is not None:
        arguments.append(f"--year={int(year)}")
    return _run(arguments, ["-"], text.encode("utf-8"), language)


def extract(path, *, language="zh-CN"):
    """Returns the figures of a file in any form that the program reads."""
    return _run(["--extract", "--format=jsonl"], [os.path.abspath(os.fspath(path))], b"", language)


def _run(arguments, paths, text, language):
    command = [program(), *arguments, f"--lang={language}", "--", *paths]
    run = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    lines = run.stdout.decode("utf-8").splitlines()
    if run.returncode > 1 or not lines:
        raise Error(run.stderr.decode("utf-8", "replace").strip() or f"exit code {run.returncode}")
    return json.loads(lines[0])
