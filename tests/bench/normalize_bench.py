#!/usr/bin/env python3
"""Measures normalizing beside a bare parse of the same bytes by simdjson, and beside wc.

  normalize_bench.py BUILD_FOLDER SHARED [--mb 200] [--repetitions 3]

BUILD_FOLDER is that of the release preset, with the target errata_normalize_bench built. SHARED has tools/to_azure.py
and data/. Of each format it makes about as many megabytes as asked for and prints, best of the repetitions, on files
that were read before:

  normalize   errata normalize, evaluation.jsonl written and synced to disk
  read        the same up to the documents, nothing written
  bare        simdjson alone for JSON, wc -l for lines of text
  share       read : bare
  memory      peak of errata normalize, in MB; a tenth of the data comes first, to compare with
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def run(command):
    """(seconds, peak MB, standard output) of a child."""
    begun = time.monotonic()
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    took = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command[:3]))}: exit {child.returncode}: {err.decode()[:500]}")
    return took, used.ru_maxrss / 1024, out.decode()


def azure_pages(folder, shared, size):
    """Pages of a hundred documents of forty sentences, as many as it takes."""
    data = shared / "data" / "wnut17-ner"
    command = [sys.executable, shared / "tools" / "to_azure.py", "--sentences", "40", "--out", folder / "azure",
               data / "emerging.test.annotated", "--pred", data / "submissions" / "uh_ritual"]
    run([*command, "--repeat", "1"])
    once = sum(page.stat().st_size for page in (folder / "azure").glob("result-*.json"))
    run([*command, "--repeat", str(max(1, round(size / once)))])
    return sorted((folder / "azure").glob("result-*.json"))


def repeated(path, head, source, skip, size):
    """What stands behind `skip` bytes of a file, again and again. It is never held in memory, which the first moments
    of a child would share: its peak would be this program's."""
    with open(path, "wb") as file, open(source, "rb") as body:
        file.write(head)
        while file.tell() < size:
            body.seek(skip)
            shutil.copyfileobj(body, file)
            file.write(b"\n")
    return [path]


def conll(folder, shared, size):
    data = shared / "data" / "msra-zh-ner" / "ner_predict.utf8"
    return repeated(folder / "x.conll", b"", data, 0, size)


def csv(folder, shared, size):
    data = shared / "data" / "hint3-intent" / "preds" / "bert_powerplay11.csv"
    head = first_line(data)
    skip = len(head)
    names = {b"sentence": b"text", b"label": b"gold", b"predicted_node": b"predicted", b"predicted_node_score": b"score"}
    head = b",".join(names.get(name.strip(), name.strip()) for name in head.split(b","))
    return repeated(folder / "x.csv", head + b"\n", data, skip, size)


def measure(errata, tool, name, files, repetitions, folder):
    size = sum(file.stat().st_size for file in files) / 1e6
    out = folder / "out.jsonl"
    normalized = read = bare = 1e9
    peak = 0
    for _ in range(repetitions + 1):  # the first warms the files
        took, memory, _ = run([errata, "normalize", *files, "-q", "-o", out])
        normalized, peak = min(normalized, took), max(peak, memory)
        read = min(read, float(run([tool, "read", *files])[2].split()[0]))
        if name in ("azure", "jsonl"):
            bare = min(bare, float(run([tool, "parse", *files])[2].split()[0]))
        else:
            bare = min(bare, run(["wc", "-l", *files])[0])
    print(f"{name:8} {size:7.0f} MB   normalize {size / normalized:6.0f}   read {size / read:6.0f}   "
          f"bare {size / bare:6.0f} MB/s   share {bare / read:5.0%}   memory {peak:4.0f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--repetitions", type=int, default=3)
    given = parser.parse_args()
    errata = given.build / "src" / "errata"
    tool = given.build / "tests" / "bench" / "errata_normalize_bench"
    if not (given.shared / "data").is_dir() or not tool.exists():
        print("SKIPPED: needs the shared data and the target errata_normalize_bench")
        sys.exit(77)
    for size in (given.mb // 10, given.mb):
        with tempfile.TemporaryDirectory(prefix="errata-bench-") as name:
            folder = pathlib.Path(name)
            pages = azure_pages(folder, given.shared, size * 1_000_000)
            measure(errata, tool, "azure", pages, given.repetitions, folder)
            lines = folder / "x.jsonl"
            run([errata, "normalize", *pages, "-q", "-o", lines])
            head = first_line(lines)
            repeated(folder / "y.jsonl", head, lines, len(head), size * 1_000_000)
            measure(errata, tool, "jsonl", [folder / "y.jsonl"], given.repetitions, folder)
            measure(errata, tool, "conll", conll(folder, given.shared, size * 1_000_000), given.repetitions, folder)
            measure(errata, tool, "csv", csv(folder, given.shared, size * 1_000_000), given.repetitions, folder)


def first_line(path):
    with open(path, "rb") as file:
        return file.readline()


if __name__ == "__main__":
    main()
