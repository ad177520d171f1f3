"""Holds JUnit files against Jenkins' schema, and what the README says of build servers against the tools of these.

Arguments: the binary, a folder with `junit-10.xsd` to work in, paths to check.
"""

import pathlib
import re
import shutil
import subprocess
import sys

from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Parses a pipeline without running it.
GROOVY = """
import org.codehaus.groovy.control.*
def unit = new CompilationUnit()
args.each { unit.addSource(new File(it)) }
unit.compile(Phases.CONVERSION)
"""


def examples(language):
    """The blocks of the README in a language."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    if not blocks:
        sys.exit(f"the README has no {language}")
    return blocks


def hold(name, *command):
    """Runs a tool, which is silent where it has nothing to say against it."""
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{name}: {run.stdout}{run.stderr}")
    print(f"{name}: valid")


def junit(binary, work, paths):
    command = [binary, "--check", "--format", "junit", *paths]
    document = etree.fromstring(subprocess.run(command, capture_output=True).stdout)
    schema = etree.XMLSchema(etree.parse(str(work / "junit-10.xsd")))
    if not schema.validate(document):
        sys.exit(f"junit: {schema.error_log}")
    cases, failures = document.findall(".//testcase"), document.findall(".//failure")
    if not failures or len(document.findall(".//error")) != 1:
        sys.exit("junit: nothing was found to hold")
    print(f"junit, {len(cases)} tests, {len(failures)} failures: valid")


def main():
    binary, work, *paths = sys.argv[1:]
    work = pathlib.Path(work)
    junit(binary, work, paths)
    hold("action", "check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml"))
    hold("hooks", "pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    for number, text in enumerate(examples("yaml")):
        path = work / f"{number}.yaml"
        if "codequality" in text:
            path.write_text(text, encoding="utf-8")
            hold("GitLab", "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(path))
        elif "uses:" in text:
            steps = "".join(f"      {line}\n" for line in text.splitlines())
            job = "on: push\njobs:\n  reports:\n    runs-on: ubuntu-latest\n    steps:\n"
            path.write_text(job + steps, encoding="utf-8")
            hold("GitHub", "check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(path))
        elif "hooks:" in text:
            path.write_text(text.replace("<", "x").replace(">", ""), encoding="utf-8")
            hold("pre-commit", "pre-commit", "validate-config", str(path))
    container = work / "Dockerfile"
    container.write_text("".join(examples("dockerfile")), encoding="utf-8")
    hold("container", "hadolint", str(container))
    if shutil.which("groovy"):
        (work / "parse.groovy").write_text(GROOVY)
        pipeline = work / "pipeline.groovy"
        pipeline.write_text("pipeline {\nagent any\nstages {\n" + "".join(examples("groovy")) + "}\n}\n")
        hold("Jenkins", "groovy", str(work / "parse.groovy"), str(pipeline))


main()
