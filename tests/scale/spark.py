#!/usr/bin/env python3
"""Runs the check as a filter below PySpark, and holds its totals against those of one plain run.

Each partition pipes its paths through `gaireport-lsp --check --files-from - --format jsonl`; the findings of all go to
Parquet. Needs Java 17 and pyspark; makes its reports itself.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import time

FOLDER_SIZE = 500
CALL = ["--check", "--files-from", "-", "--format", "jsonl", "--fail-on", "never", "--quiet"]


def template(binary):
    """A blank report of 2022 as rows of cells, with a zero in every place of a figure."""
    call = [binary, "--new", "--org", "清河镇人民政府", "--year", "2022", "--format", "txt"]
    text = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    rows = [line.split("\t") for line in text.split("\n")]
    columns = 0
    for row in rows:
        labels = {4: 1, 10: 3, 15: 0}.get(len(row), len(row))
        blank = labels < len(row) and not any(row[labels:])
        if len(row) == 4 and not blank:
            columns = sum(map(bool, row)) - 1  # a header: the merged places of its last cell hold no figures
        titled = len(row) == 4 and row[0].startswith("第")
        if blank and not titled and (any(row[:labels]) or labels == 0):
            figures = columns if len(row) == 4 else len(row) - labels
            row[labels : labels + figures] = ["0"] * figures
    return rows


def make(binary, folder, count):
    """Makes reports, about half of them with a wrong figure in table three; gives their paths."""
    chance = random.Random(20240301)
    rows = template(binary)
    figures = [index for index, row in enumerate(rows) if len(row) == 10 and row[3] == "0"]
    paths = []
    for number in range(count):
        draft = [list(row) for row in rows]
        for _ in range(chance.choice((0, 1, 2))):
            draft[chance.choice(figures)][chance.randint(3, 9)] = str(chance.randint(1, 99))
        path = folder / f"{number // FOLDER_SIZE:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join("\t".join(row) for row in draft).replace("清河镇", f"清河{number}镇")
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def plain(binary, paths):
    """Totals by rule of one run over all files, and how long it took."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as listed:
        listed.write("\n".join(paths))
        listed.seek(0)
        run = subprocess.Popen([binary, *CALL], stdin=listed, stdout=subprocess.PIPE, text=True)
        totals, reports = collections.Counter(), 0
        for line in run.stdout:
            draft = json.loads(line)
            reports += bool(draft["report"])
            totals.update(finding["rule"] for finding in draft["findings"])
    if run.wait() != 0:
        sys.exit(f"the plain run ended with {run.returncode}")
    return dict(totals), reports, time.monotonic() - started


def partitioned(binary, paths, target):
    """The same by Spark: every partition is a run of its own, findings go to Parquet and are counted from there."""
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import col, explode

    started = time.monotonic()
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    # The codec of Java itself: the usual one brings a library that not every machine can load.
    spark = builder.config("spark.sql.parquet.compression.codec", "gzip").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    parts = max(2, len(paths) // 2000)
    command = " ".join(shlex.quote(word) for word in [binary, *CALL, "--threads", "1"])
    lines = spark.sparkContext.parallelize(paths, parts).pipe(command, env=dict(os.environ), checkCode=True)
    schema = (
        "path string, report boolean, organization string, year int, edition int, error string, "
        "findings array<struct<rule string, severity string, message string, cell string, expected string, actual string>>"
    )
    drafts = spark.read.schema(schema).json(lines).cache()
    columns = [col("path"), col("organization"), col("year"), explode("findings").alias("finding")]
    drafts.select(*columns).select("path", "organization", "year", "finding.*").write.parquet(target)
    counted = spark.read.parquet(target).groupBy("rule").count().collect()
    reports = drafts.where("report").count()
    spark.stop()
    return {row["rule"]: row["count"] for row in counted}, reports, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=lambda path: str(pathlib.Path(path).resolve(strict=True)))
    parser.add_argument("--reports", type=int, default=20000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = make(arguments.binary, pathlib.Path(folder) / "reports", arguments.reports)
        totals, reports, alone = plain(arguments.binary, paths)
        found, spread, together = partitioned(arguments.binary, paths, str(pathlib.Path(folder) / "findings.parquet"))
    print(f"plain run: {reports} reports, {sum(totals.values())} findings, {alone:.1f} s; with Spark {together:.1f} s")
    for rule in sorted(totals.keys() | found.keys()):
        print(f"{totals.get(rule, 0):8} {found.get(rule, 0):8} {rule}")
    if (reports, totals) != (spread, found) or reports != arguments.reports or not totals:
        sys.exit("the totals differ")


if __name__ == "__main__":
    main()
