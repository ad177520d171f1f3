"""Has LibreOffice work out the sums of the workbook, and holds them against those of the wide CSV; has it write the roster as
a workbook, which must give the same.

    python3 sums.py PROGRAM DRAFTS
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

program, drafts = sys.argv[1:]
# Every sheet into a file of its own, cells as they are shown.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def printed(*arguments):
    """What a call prints."""
    return subprocess.run([program, "--extract", drafts, *arguments], capture_output=True, check=True).stdout.decode()


def number(text):
    """A figure however a program shows it."""
    try:
        return float(text)
    except ValueError:
        return text


with tempfile.TemporaryDirectory() as folder:
    organs = {report["organization"] for report in json.loads(printed("--format", "json"))}
    roster = os.path.join(folder, "roster.csv")
    with open(roster, "w", encoding="utf-8") as file:
        file.write("单位,上级\n" + "".join(f"{organ},青山县人民政府\n" for organ in sorted(organs)))
    book = os.path.join(folder, "book.xlsx")
    printed("--format", "xlsx", "--roster", roster, "--output-file", book)
    wide = list(csv.reader(io.StringIO(printed("--format", "csv", "--wide", "--roster", roster).lstrip("\ufeff"))))
    home = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", home, "--headless"]
    subprocess.run([*office, "--convert-to", FILTER, "--outdir", folder, book], capture_output=True)
    # Commas, double quotes, UTF-8.
    read = "--infilter=CSV:44,34,76"
    subprocess.run([*office, read, "--convert-to", "xlsx", "--outdir", folder, roster], capture_output=True)
    listed = os.path.join(folder, "roster.xlsx")
    again = list(csv.reader(io.StringIO(printed("--format", "csv", "--wide", "--roster", listed).lstrip("\ufeff"))))
    assert again == wide, "a roster as a workbook of LibreOffice gives something else"
    sheets = [name for name in os.listdir(folder) if name.startswith("book-") and name.endswith(".csv")]
    assert sheets, "LibreOffice did not open the workbook"
    shown = []
    for name in sheets:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            shown += [row for row in csv.reader(file) if row and row[0].startswith("合计")]

sums = [row for row in wide if row[0].startswith("合计")]
assert sums and len(shown) == len(sums), (len(shown), len(sums))
key = lambda row: [str(number(cell)) for cell in row]
added = 0
for own, other in zip(sorted(sums, key=key), sorted(shown, key=key)):
    for one, two in zip(own[3:], other[3:]):
        assert number(one) == number(two), (own[0], one, two)
        added += isinstance(number(one), float)
assert added > 50, added
print(f"workbook: {len(sums)} rows of sums, {added} figures worked out by LibreOffice as they are in the wide CSV")
