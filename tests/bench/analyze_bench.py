#!/usr/bin/env python3
"""Measures analyzing beside a bare parse of the same file by simdjson, on one thread.

  analyze_bench.py BUILD_FOLDER SHARED [--documents 1000000] [--repetitions 3]

BUILD_FOLDER is that of the release preset, with the target errata_analyze_bench built. SHARED has data/. Sentences of WNUT
2017 with a system's predictions are joined to documents of ten labelled spans, and repeated under other ids until there
are as many as asked for; a tenth of them comes first, to compare the memory with: the vocabulary is the same. Prints,
best of the repetitions, thousands of documents a second of CPU time and

  parse    simdjson alone
  read     up to checked documents
  count    the counting pass, and its share of the speed of parse
  analyze  all of errata analyze, and its peak in MB
"""
import argparse
import itertools
import json
import pathlib
import resource
import sys
import tempfile

from normalize_bench import run

SPANS = 10


def sentences(errata, shared, folder):
    data, path = shared / "data" / "wnut17-ner", folder / "sentences.jsonl"
    run([errata, "normalize", "--gold", data / "emerging.test.annotated",
         "--predicted", data / "submissions" / "uh_ritual", "-q", "-o", path])
    head, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return json.loads(head), [json.loads(line) for line in lines]


def documents(parts):
    """Sentences joined until there are ten labelled spans."""
    made = {"text": "", "gold": [], "predicted": []}
    for part in parts:
        at = len(made["text"])
        made["text"] += part["text"] + "\n"
        for side in ("gold", "predicted"):
            made[side] += [{**a, "start": a["start"] + at, "end": a["end"] + at} for a in part[side]]
        if len(made["gold"]) >= SPANS:
            yield made
            made = {"text": "", "gold": [], "predicted": []}


def write(path, head, bodies, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({key: head[key] for key in ("schema", "task", "labels")}) + "\n")
        for number, body in zip(range(count), itertools.cycle(bodies)):
            file.write(f'{{"id":"d{number}",{body}\n')


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(errata, tool, path, count, repetitions):
    best, peak = dict.fromkeys(("parse", "read", "count", "analyze"), 1e9), 0
    for _ in range(repetitions):
        for mode in ("parse", "read", "count"):
            best[mode] = min(best[mode], float(run([tool, mode, path])[2].split()[0]))
        before = cpu_of_children()
        _, memory, _ = run([errata, "analyze", path, "-q", "-o", path.with_suffix(".json")])
        best["analyze"], peak = min(best["analyze"], cpu_of_children() - before), max(peak, memory)
    rates = "   ".join(f"{mode} {count / seconds / 1000:6.1f}" for mode, seconds in best.items())
    print(f"{count:8} documents, {path.stat().st_size / 1e6:5.0f} MB   {rates}   "
          f"count : parse {best['parse'] / best['count']:4.0%}   memory {peak:4.0f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=3)
    given = parser.parse_args()
    errata, tool = given.build / "src" / "errata", given.build / "tests" / "bench" / "errata_analyze_bench"
    if not (given.shared / "data").is_dir() or not tool.exists():
        print("SKIPPED: needs the shared data and the target errata_analyze_bench")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="errata-bench-") as name:
        folder = pathlib.Path(name)
        head, parts = sentences(errata, given.shared, folder)
        bodies = [json.dumps(made, ensure_ascii=False)[1:] for made in documents(parts)]
        for count in (given.documents // 10, given.documents):
            path = folder / "evaluation.jsonl"
            write(path, head, bodies, count)
            measure(errata, tool, path, count, given.repetitions)


if __name__ == "__main__":
    main()
