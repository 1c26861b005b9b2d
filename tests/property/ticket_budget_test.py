#!/usr/bin/env python3
"""Tickets of every dialect hold every budget and are whole, whatever the evaluation; pages, lists and memory have bounds.

  ticket_budget_test.py ERRATA SAMPLE_DATA SHARED_DATA

Evaluations: the samples; the real sets of SHARED_DATA, where they are; and made ones that press on the size: 200 labels
with long names of marks, 100,000 documents, and one document of 240,000 tokens with 80,000 errors, of back-ticks and pipes.
Each is analysed once and rendered in each dialect at its own budget and at the least; the samples and the made ones at others
as well. A page is held by 4.5 MB, errors.csv and worklist.jsonl by 50 MB, and no rendering takes more than 128 MB of memory
above the size of analysis.json. Whole means: independent parsers read it (tests/support/tickets.py,
oracle_jira.py), all rows of a table are as wide as its head, verdict and first steps are there, and what is left out is
said at the end.
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "reference")]
import reference_test
import tickets

BUDGETS = {"github": (10_000, 60_000), "jira": (10_000, 30_000), "plain": (10_000, 20_000)}
OTHERS = {"github": (30_000, 1_000_000), "jira": (200_000,), "plain": (100_000,)}
PAGE, LIST, MEMORY = 4_500_000, 50_000_000, 128 << 20  # bytes
# A process begins with the memory of the one that it comes from, so that this one must be small.
MEASURE = """import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss * 1024)
sys.exit(os.waitstatus_to_exitcode(status))"""
MARKS = ["`", "``", "|", "\\", "*", "_", "{", "}}", "[", "]", "!", "<", "&amp;", "~", "^", "-", ":)", "\u202e", "é", "名", "x "]
SLOWEST = 5.0  # seconds of one rendering, of which a loaded machine takes most


def run(errata, *arguments):
    """The greatest memory that it took, in bytes."""
    done = subprocess.run([sys.executable, "-S", "-c", MEASURE, errata, *map(str, arguments), "-q"], capture_output=True, timeout=600)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}: {' '.join(map(str, arguments))}: {done.stderr.decode()}")
    return int(done.stdout.split()[-1])


def write(file, head, documents):
    with open(file, "w", encoding="utf-8") as lines:
        for record in ({"schema": "errata/evaluation/1", "offsets": "codepoints"} | head, *documents):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return [file]


def long_labels(file):
    rng = random.Random(1)
    labels = sorted({"".join(rng.choice(MARKS) for _ in range(rng.randint(40, 150))) for _ in range(200)})
    texts = ["".join(rng.choice(MARKS) for _ in range(300)) for _ in range(40)]

    def span(text):
        begin = rng.randrange(len(text) - 1)
        return {"label": rng.choice(labels), "start": begin, "end": min(len(text), begin + rng.randint(1, 100))}

    documents = []
    for number in range(600):
        text = rng.choice(texts)
        gold = [span(text) for _ in range(4)]
        predicted = [dict(g, label=rng.choice([g["label"], rng.choice(labels)]), score=rng.random()) for g in gold[:3]]
        documents.append({"id": rng.choice(labels) * 3 + str(number), "text": text, "gold": gold,
                          "predicted": predicted + [span(text)]})
    return write(file, {"task": "entities", "name": labels[0] * 5, "model": labels[1] * 5}, documents)


def many_documents(file):
    rng = random.Random(2)
    names = [f"label {number}" for number in range(40)]
    documents = ({"id": str(number), "text": f"text {number % 977} {rng.choice(names)}", "gold": [{"label": rng.choice(names)}],
                  "predicted": [{"label": rng.choice(names)}]} for number in range(100_000))
    return write(file, {"task": "single_label", "name": "many"}, documents)


def one_giant(file):
    text = "word | `x` " * 80_000
    spans = [{"label": f"L{begin % 7}", "start": begin, "end": begin + 9} for begin in range(0, len(text) - 10, 11)]
    return write(file, {"task": "entities", "name": "giant"},
                 [{"id": "giant", "text": text, "gold": spans, "predicted": [dict(s, label="L0", end=s["end"] - 1) for s in spans]}])


MADE = (long_labels, many_documents, one_giant)


def evaluations(samples, data, folder):
    for name in ("film-notes", "service-orders", "support-tickets"):
        yield name, [samples / name / f"{name}.jsonl"]
    for make in MADE:
        yield make.__name__, make(folder / f"{make.__name__}.jsonl")
    if not (data / "REFERENCE.json").exists():
        print(f"SKIPPED: {data} is not there; no real set was rendered")
        return
    for group, entries in json.loads((data / "REFERENCE.json").read_text(encoding="utf-8"))["sets"].items():
        flat = ["service"] if group in reference_test.WHOLE else [system for system in entries if system != "gold"]
        for system in flat if group == "rasa-id" else flat[:1]:
            yield f"{group}/{system}", reference_test.inputs(data, group, system)


def faults_of(text, dialect, budget, file):
    size = tickets.size(text, dialect)
    if size > budget:
        yield f"has {size} of {budget}"
    try:
        blocks = tickets.read(text, dialect)
    except AssertionError as fault:
        yield str(fault)
        return
    words = [block for kind, block in blocks if kind == "words"]
    if not any(re.search(r"(Micro F1|Precision) \d", block) for block in words[:3]):
        yield "has no verdict"
    if not any("Do first" in block for block in words[:8]):
        yield "has no first steps"
    if "more of it stands in report.html" not in " ".join(words[-1].split()) and size > 0.98 * budget:
        yield "does not say what is left out"
    if dialect == "jira":
        done = subprocess.run([sys.executable, "-B", HERE.parent / "support/oracle_jira.py", file], capture_output=True, text=True)
        if done.returncode != 0:
            yield done.stdout


def budgets_for(name):
    for dialect, budgets in BUDGETS.items():
        others = () if "/" in name else OTHERS[dialect]
        yield from ((dialect, budget) for budget in (*budgets, *others))


def faults_of_files(folder):
    """Of what does not depend on the dialect."""
    page = (folder / "report.html").stat().st_size
    if page > PAGE:
        yield f"a page of {page} bytes"
    for name in ("errors.csv", "worklist.jsonl", "analysis.json"):
        if (folder / name).stat().st_size > LIST:
            yield f"{name} has {(folder / name).stat().st_size} bytes"
    lists = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))["lists"]
    lines = (folder / "errors.csv").read_bytes().count(b"\r\n") - 1
    if not lines == lists["errors"] == lists["errors_listed"]:
        yield f"{lines} lines of errors.csv for {lists}"


def main():
    errata, samples, data = (pathlib.Path(given).resolve() for given in sys.argv[1:4])
    rendered, faults, slowest, most = 0, [], ("", 0), (0, "")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for name, arguments in evaluations(samples, data, folder):
            run(errata, "report", *arguments, "-o", folder / "whole")
            faults += [f"{name}: {fault}" for fault in faults_of_files(folder / "whole")]
            size = (folder / "whole/analysis.json").stat().st_size
            for dialect, budget in budgets_for(name):
                began = time.monotonic()
                taken = run(errata, "render", folder / "whole/analysis.json", "-o", folder / "out", "--dialect", dialect, "--budget", budget)
                most = max(most, (taken - size, f"{name} as {dialect} of {budget}"))
                slowest = max(slowest, (f"{name} as {dialect} of {budget}", time.monotonic() - began), key=lambda pair: pair[1])
                file = folder / "out" / tickets.FILES[dialect]
                faults += [f"{name} as {dialect} of {budget}: {fault}"
                           for fault in faults_of(file.read_text(encoding="utf-8"), dialect, budget, file)]
                rendered += 1
    print(f"{rendered} tickets; the slowest took {slowest[1]:.1f} s, {slowest[0]}")
    print(f"at most {most[0] / 1e6:.0f} MB above the analysis, {most[1]}")
    if most[0] > MEMORY:
        faults.append(f"{most[1]} took {most[0] / 1e6:.0f} MB above the analysis")
    if slowest[1] > SLOWEST:
        faults.append(f"{slowest[0]} took {slowest[1]:.1f} s")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
