#!/usr/bin/env bash
# Makes the Word files of the tests anew with LibreOffice: the five reports and two templates by way of HTML, and a document
# with automatic numbers, tracked changes, a text box and merged cells. Needs soffice and a built gaireport-lsp in PATH.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for report in "$here"/../../reports/*.txt; do
    name=$(basename "$report")
    gaireport-lsp --convert "$report" --to html --output-file "$work/r${name%%_*}.html"
done
for year in 2020 2022; do
    gaireport-lsp --new --org 清河镇人民政府 --year "$year" --format html --output-file "$work/t$year.html"
done
cp "$here/numbered.fodt" "$work"
soffice --headless --convert-to 'docx:MS Word 2007 XML' --outdir "$here" "$work"/*.html "$work"/*.fodt
