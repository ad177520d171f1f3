"""Writes what a PDF draws as an OFD, as the converters of offices do: lines of characters with their steps, paths.

    python3 make_ofd.py IN.pdf OUT.ofd
"""

import sys
import zipfile
from itertools import groupby
from xml.sax.saxutils import escape

import pdfplumber

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def millimetres(points):
    return f"{points * 25.4 / 72:.4f}".rstrip("0").rstrip(".")


def steps(places):
    """The steps between places, runs of the same step counted."""
    words = []
    for step, run in groupby(millimetres(b - a) for a, b in zip(places, places[1:])):
        count = len(list(run))
        words.append(f"g {count} {step}" if count > 2 else " ".join([step] * count))
    return " ".join(words)


def runs(characters):
    """Characters that stand on one line without a gap."""
    run = []
    for character in characters:
        if run:
            last = run[-1]
            goes_on = (
                abs(character["top"] - last["top"]) <= 1
                and last["x0"] <= character["x0"] <= last["x1"] + 3
                and abs(character["size"] - last["size"]) <= 0.1
            )
            if not goes_on or character["text"].isspace():
                yield run
                run = []
        if not character["text"].isspace():
            run.append(character)
    if run:
        yield run


def text_object(number, run):
    first = run[0]
    box = [first["x0"], first["top"], run[-1]["x1"] - first["x0"], first["bottom"] - first["top"]]
    boundary = " ".join(map(millimetres, box))
    size = first["size"]
    across = steps([character["x0"] for character in run])
    delta = f' DeltaX="{across}"' if across else ""
    words = escape("".join(character["text"] for character in run))
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{boundary}" Font="3" Size="{millimetres(size)}">'
        f'<ofd:TextCode X="0" Y="{millimetres(size * 0.85)}"{delta}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(number, line):
    x, y = min(line["x0"], line["x1"]), line["top"]
    width, height = abs(line["x1"] - line["x0"]), line["bottom"] - line["top"]
    boundary = " ".join(map(millimetres, [x, y, width, height]))
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{boundary}" LineWidth="0.1"><ofd:AbbreviatedData>'
        f"M 0 0 L {millimetres(width)} {millimetres(height)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content(page):
    objects = [text_object(number, run) for number, run in enumerate(runs(page.chars), 10)]
    lines = page.lines + [rect for rect in page.rects if min(rect["width"], rect["height"]) < 3]
    objects += [path_object(number, line) for number, line in enumerate(lines, 10 + len(objects))]
    return (
        f"{HEAD}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content>"
        f'<ofd:Layer Type="Body" ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def main(source, target):
    with pdfplumber.open(source) as pdf:
        pages = [content(page) for page in pdf.pages]
    places = [f"Pages/Page_{index}/Content.xml" for index in range(len(pages))]
    named = "".join(f'<ofd:Page ID="{index + 1}" BaseLoc="{place}"/>' for index, place in enumerate(places))
    parts = {
        "OFD.xml": f'<ofd:OFD {SPACE} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"</ofd:CommonData><ofd:Pages>{named}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, HEAD + text)
        for place, page in zip(places, pages):
            archive.writestr(f"Doc_0/{place}", page)


main(*sys.argv[1:])
