#!/usr/bin/env python3
"""Runs the checks below PySpark, and holds their findings against those of plain runs.

Each partition pipes its paths through `gaireport-lsp --check --files-from - --format jsonl`; the findings of all go to
Parquet. Sums over units and copied words are found by map and reduce: `--sketch` gives the name of the unit above and the bands
of each section, paths that share such a key come together, and the program looks at those few. Nothing else is shuffled.
Needs Java 17 and pyspark; makes its reports itself.
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
COUNTY = 20
SUMS = {"roll-up-mismatch"}
WORDS = {"content-overlap"}
BETWEEN = SUMS | WORDS
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


def prose(chance):
    """A section that is like no other: sentences of characters drawn by chance."""
    characters = "公开信息政务平台群众办事审批服务窗口流程目录清单栏目更新培训答复申请渠道监督考核评议网站新闻社区村务财务项目资金"
    sentence = lambda: "".join(chance.choice(characters) for _ in range(24))
    return "。".join(sentence() for _ in range(14)) + "。"


def make(binary, folder, count):
    """Makes reports: counties of a government and the towns below it. In about half of the towns a figure of table three is
    wrong, in some counties one of the government's, and some towns have copied from their neighbour. Gives their paths and
    the roster."""
    chance = random.Random(20240301)
    rows = template(binary)
    figures = [index for index, row in enumerate(rows) if len(row) == 10 and row[3] == "0"]
    heading = next(index for index, row in enumerate(rows) if row[0].startswith("一、"))
    licences = next(index for index, row in enumerate(rows) if row[0] == "行政许可")
    paths, units, words = [], ["单位,上级"], ""
    for number in range(count):
        county, place = divmod(number, COUNTY)
        organ = f"青{county}县人民政府" if place == 0 else f"青{county}县清{place}镇人民政府"
        draft = [list(row) for row in rows]
        if place == 0 and county % 7 == 0:
            draft[licences][1] = str(chance.randint(1, 99))
        for _ in range(chance.choice((0, 1, 2)) if place else 0):
            draft[chance.choice(figures)][chance.randint(3, 9)] = str(chance.randint(1, 99))
        words = words if place > 1 and chance.random() < 0.02 else prose(chance)
        draft.insert(heading + 1, [words])
        path = folder / f"{number // FOLDER_SIZE:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join("\t".join(row) for row in draft).replace("清河镇人民政府", organ)
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
        units.append(f"{organ},{f'青{county}县人民政府' if place else ''}")
    roster = folder / "roster.csv"
    roster.write_text("\n".join(units), encoding="utf-8")
    return paths, str(roster)


def between(binary, paths, *options):
    """What a run finds between these reports: rule, file, cell and the other file."""
    call = [binary, "--check", "--files-from", "-", "--format", "jsonl", "--fail-on", "never", "--quiet", *options]
    done = subprocess.run(call, input="\n".join(paths), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(call)}: {done.stderr}")
    found = set()
    for draft in map(json.loads, done.stdout.splitlines()):
        for finding in draft.get("findings", []):
            if finding["rule"] in BETWEEN:
                other = next((related["path"] for related in finding["related"] if "path" in related), "")
                found.add((finding["rule"], draft["path"], finding["cell"] or "", other, finding["message"]))
    return found


def shared(binary, paths, roster):
    """The same by map and reduce."""
    from pyspark.sql import SparkSession

    started = time.monotonic()
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    call = [binary, *CALL, "--sketch", "--roster", roster, "--threads", "1"]
    command = " ".join(shlex.quote(word) for word in call)
    parts = max(2, len(paths) // 2000)
    lines = spark.sparkContext.parallelize(paths, parts).pipe(command, env=dict(os.environ), checkCode=True)

    def keys(line):
        draft = json.loads(line)
        for sheet in draft.get("sheets", []):
            yield ("unit", sheet["unit"]), draft["path"]
            if sheet["parent"]:
                yield ("below", sheet["parent"]), draft["path"]
            for section, bands in sheet["bands"].items():
                for band in bands:
                    yield (section, band), draft["path"]

    keyed = lines.flatMap(keys).cache()
    of_kind = lambda kind: keyed.filter(lambda item: item[0][0] == kind).map(lambda item: (item[0][1], item[1]))
    sums = of_kind("unit").cogroup(of_kind("below")).values().map(lambda both: [*both[0], *both[1]] if len(both[1]) else [])
    alike = keyed.filter(lambda item: item[0][0] not in ("unit", "below")).groupByKey().values().map(sorted)
    pairs = alike.flatMap(lambda group: [(own, other) for own in group for other in group if other < own])
    copied = pairs.distinct().groupByKey().map(lambda item: (item[0], sorted(item[1])))
    # A government without its towns has nothing to be compared with, and a town without its government neither.
    added = sums.filter(len).flatMap(lambda group: between(binary, sorted(group), "--roster", roster, "--roll-up", "--threads", "1"))
    words = copied.flatMap(
        lambda item: [found for found in between(binary, [*item[1], item[0]], "--overlap", "--threads", "1") if found[1] == item[0]]
    )
    found = set(added.filter(lambda found: found[0] in SUMS).collect()) | set(words.filter(lambda found: found[0] in WORDS).collect())
    spark.stop()
    return found, time.monotonic() - started


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
        paths, roster = make(arguments.binary, pathlib.Path(folder) / "reports", arguments.reports)
        totals, reports, alone = plain(arguments.binary, paths)
        found, spread, together = partitioned(arguments.binary, paths, str(pathlib.Path(folder) / "findings.parquet"))
        begun = time.monotonic()
        whole = between(arguments.binary, paths, "--roster", roster, "--roll-up", "--overlap")
        between_alone = time.monotonic() - begun
        parted, between_together = shared(arguments.binary, paths, roster)
    print(f"plain run: {reports} reports, {sum(totals.values())} findings, {alone:.1f} s; with Spark {together:.1f} s")
    kinds = collections.Counter(rule for rule, *_ in whole)
    print(f"between reports: {dict(kinds)}, {between_alone:.1f} s; with Spark {between_together:.1f} s")
    for rule in sorted(totals.keys() | found.keys()):
        print(f"{totals.get(rule, 0):8} {found.get(rule, 0):8} {rule}")
    if (reports, totals) != (spread, found) or reports != arguments.reports or not totals:
        sys.exit("the totals differ")
    if whole != parted or set(kinds) != BETWEEN:
        sys.exit(f"between reports: {sorted(whole - parted)[:5]} are missing, {sorted(parted - whole)[:5]} are new")


if __name__ == "__main__":
    main()
