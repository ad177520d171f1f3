#!/usr/bin/env bash
# Makes the files of the tests anew, each report in every format that is read, in the folder given or beside this script.
#
#     tests/formats/make.sh [--all] PROGRAM [FOLDER]
#
# With --all of every report of the tests and both templates, otherwise of the two that stand in the tree. Needs LibreOffice's
# Writer and Calc, Chromium, pandoc and, of Python, pdfplumber; of these what is not there yet is installed by apt and pip.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
all=
if [ "${1:-}" = --all ]; then all=yes; shift; fi
program=$(realpath "$1")
out=$(realpath "${2:-$here}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ready() {
    for needed in soffice chromium pandoc; do command -v "$needed" > /dev/null || return 1; done
    # The workbook is opened too.
    [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsclo.so" ] || return 1
    # Without a Chinese font, characters are printed as empty boxes.
    fc-list :lang=zh | grep -q .
}

if ! ready; then
    command -v apt-get > /dev/null || { echo "no apt-get: files of real programs are not made" >&2; exit 0; }
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui chromium pandoc fonts-wqy-zenhei > /dev/null
fi
python3 -c 'import pdfplumber' 2> /dev/null || {
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install -q pdfplumber
    PATH=$work/python/bin:$PATH
}

# A page of the draft; with lines around the cells of its tables where asked for.
page() {
    "$program" --convert "$1" --to html --output-file "$3"
    case $2 in
        ruled) table='<table border="1" width="100%" style="border-collapse: collapse">' ;;
        plain) table='<table border="0" width="100%" cellpadding="4">' ;;
    esac
    sed -i "s|<table>|$table|" "$3"
    grep -q "$table" "$3"
}

office() {
    soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$1" --outdir "$work" "$2" > /dev/null 2>&1
}

# Every format of one draft.
make() {
    local draft=$1 name=$2
    page "$draft" ruled "$work/$name.html"
    page "$draft" plain "$work/$name.plain.html"
    office 'doc:MS Word 97' "$work/$name.html"
    office odt "$work/$name.html"
    office 'docx:MS Word 2007 XML' "$work/$name.html"
    office 'docx:MS Word 2007 XML' "$work/$name.plain.html"
    # By way of .docx: printed from an HTML page the title is lost.
    office pdf "$work/$name.docx"
    office pdf "$work/$name.plain.docx"
    rm "$work/$name.plain.docx"
    chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" --no-pdf-header-footer \
        --print-to-pdf="$work/$name.chromium.pdf" "file://$work/$name.html" > /dev/null 2>&1
    pandoc -f html -t docx -o "$work/$name.pandoc.docx" "$work/$name.html"
    # By way of .docx: the filter stumbles over what an HTML page says of itself.
    mkdir -p "$work/docx"
    cp "$work/$name.pandoc.docx" "$work/docx/$name.docx"
    office 'xml:MS Word 2003 XML' "$work/docx/$name.docx"
    python3 "$here/make_ofd.py" "$work/$name.pdf" "$work/$name.ofd"
    mv "$work/$name.pdf" "$work/$name.ruled.pdf"
}

if [ -n "$all" ]; then
    for draft in "$here"/../reports/*.txt; do
        name=$(basename "$draft" .txt)
        make "$draft" "r${name%%_*}"
    done
    for year in 2020 2023; do
        "$program" --new --org 清河镇人民政府 --year "$year" --format txt --output-file "$work/t$year.txt"
        # Every blank cell gets a figure; the sums do not have to hold.
        awk -F'\t' -v OFS='\t' '{ for (i = 2; i <= NF; i++) if ($i == "") { $i = (n++ * 7) % 90 } print }' "$work/t$year.txt" > "$work/f$year.txt"
        make "$work/f$year.txt" "f$year"
    done
    cp "$work"/*.doc "$work"/*.docx "$work"/*.odt "$work"/*.xml "$work"/*.pdf "$work"/*.ofd "$work"/*.html "$out"
else
    make "$here/../reports/002_d0f9dbc75b92da1d.txt" r002
    make "$here/../reports/003_905ef34499d184c8.txt" r003
    cp "$here/../cli/word/numbered.fodt" "$work"
    office 'doc:MS Word 97' "$work/numbered.fodt"
    office odt "$work/numbered.fodt"
    cp "$work"/{r002,r003}.{doc,odt,ofd} "$work"/numbered.{doc,odt} "$work"/r002.{xml,ruled.pdf,plain.pdf,chromium.pdf,pandoc.docx} "$out"
fi
