"""Reads the workbook of the figures as another program does, and compares it with the long form.

    python3 workbook.py PROGRAM DRAFTS
"""
import csv
import io
import subprocess
import sys
import tempfile

import openpyxl

program, drafts = sys.argv[1:]


def printed(*arguments):
    """What a call prints; that some file of the folder is no report is no failure."""
    return subprocess.run([program, "--extract", drafts, *arguments], capture_output=True, check=True).stdout


with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
    printed("--format", "xlsx", "--output-file", file.name)
    formulas = openpyxl.load_workbook(file.name)
    values = openpyxl.load_workbook(file.name, data_only=True)

long = {}
for line in csv.DictReader(io.StringIO(printed("--format", "csv").decode())):
    long.setdefault(line["path"], []).append(line["value"])

rows = 0
for sheet in formulas:
    shown = values[sheet.title]
    assert sheet.freeze_panes == "B3", sheet.freeze_panes
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:A2", "B1:B2", "C1:C2"} <= merged, merged
    for row, kept in zip(sheet.iter_rows(min_row=3), shown.iter_rows(min_row=3)):
        path = row[2].value
        if not path:
            assert all(str(cell.value).startswith("=IF(COUNT(") for cell in row[3:] if cell.value is not None)
            continue
        rows += 1
        assert not any(cell.data_type == "f" for cell in row), path
        for cell, value in zip(kept[3:], long[path]):
            if value:
                assert float(value) == cell.value, (path, cell.coordinate, value, cell.value)
            else:
                assert cell.value in ("空白", "非数字", "缺表"), (path, cell.coordinate, cell.value)
assert rows == len(long), (rows, len(long))
print(f"workbook: {rows} reports, {len(formulas.sheetnames)} sheets, as the long form has them")
