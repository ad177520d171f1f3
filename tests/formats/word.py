"""Makes Word files with python-docx the ways people lay out their tables, and holds what is read of each against the draft.

    python word.py PROGRAM DRAFT
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

program, draft = sys.argv[1:]


def printed(*arguments):
    done = subprocess.run([program, *arguments, "--no-config"], capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(done.stderr)
    return done.stdout


def figures(path):
    return json.loads(printed("--extract", path))[0]["tables"]


def rules(path):
    findings = json.loads(printed("--check", path, "--format", "jsonl", "--fail-on", "never"))["findings"]
    return sorted(finding["rule"] for finding in findings)


def element(name, **attributes):
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def plain(paragraph, text):
    paragraph.add_run(text)


def in_a_font(paragraph, text):
    """A font that is not embedded and not there."""
    run = paragraph.add_run(text)
    run.font.name = "方正小标宋简体"


def inserted(paragraph, text):
    """A change that put the words in, behind one that took others away."""
    for name, tag, words in (("w:del", "w:delText", "99"), ("w:ins", "w:t", text)):
        change = element(name, id="7", author="张", date="2024-01-01T00:00:00Z")
        run = element("w:r")
        said = OxmlElement(tag)
        said.text = words
        run.append(said)
        change.append(run)
        paragraph._p.append(change)


def in_a_field(paragraph, text):
    """The result of a field, as of a sum that Word works out."""
    for kind, words in (("begin", None), (None, " =SUM(LEFT) "), ("separate", None), ("text", text), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = words
        elif kind is None:
            code = OxmlElement("w:instrText")
            code.text = words
            run._r.append(code)
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def broken(paragraph, text):
    """A page break within the row."""
    paragraph.add_run(text).add_break(WD_BREAK.PAGE)


WAYS = {"plain": plain, "font": in_a_font, "change": inserted, "field": in_a_field, "break": broken}


def write(source, way, nested, target):
    """The converted draft with every figure of its tables written another way; `nested` puts each table into a cell."""
    document = docx.Document(source)
    for table in document.tables:
        for cell in {cell._tc: cell for row in table.rows for cell in row.cells}.values():
            text = cell.text.strip()
            if text and text.replace(".", "").isdigit():
                paragraph = cell.paragraphs[0]
                for run in list(paragraph._p.r_lst):
                    paragraph._p.remove(run)
                WAYS[way](paragraph, text)
        if nested:
            outer = document.add_table(rows=1, cols=1)
            inner = copy.deepcopy(table._tbl)
            table._tbl.addprevious(outer._tbl)
            table._tbl.getparent().remove(table._tbl)
            cell = outer.cell(0, 0)
            cell._tc.insert(cell._tc.index(cell.paragraphs[0]._p), inner)
    document.save(target)


with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "source.docx")
    printed("--convert", draft, "--to", "docx", "--output-file", source)
    expected, found = figures(source), rules(source)
    filled = sum(value is not None for rows in expected.values() for row in rows.values() for value in row.values())
    assert filled > 100, filled
    made = 0
    for way in WAYS:
        for nested in (False, True):
            target = os.path.join(folder, f"{way}{nested}.docx")
            write(source, way, nested, target)
            assert figures(target) == expected, (way, nested)
            assert rules(target) == found, (way, nested, rules(target), found)
            made += 1
    print(f"{made} files of python-docx: {filled} figures of each as in the draft, the same findings")
