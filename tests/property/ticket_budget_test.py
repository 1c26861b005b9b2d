#!/usr/bin/env python3
"""Tickets of every dialect hold every budget and are whole, whatever the evaluation.

  ticket_budget_test.py ERRATA SAMPLE_DATA SHARED_DATA

Evaluations: the samples; the real sets of SHARED_DATA, where they are; and made ones that press on the size: 200 labels
with long names of marks, 100,000 documents, one document with thousands of errors. Each is analysed once and rendered
in each dialect at its own budget and at others. Whole means: independent parsers read it (tests/support/tickets.py,
oracle_jira.py), all rows of a table are as wide as its head, verdict and first steps are there, and what is left out is
said at the end.
"""
import json
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

BUDGETS = {"github": (10_000, 30_000, 60_000, 1_000_000), "jira": (10_000, 30_000, 200_000), "plain": (10_000, 20_000, 100_000)}
MARKS = ["`", "``", "|", "\\", "*", "_", "{", "}}", "[", "]", "!", "<", "&amp;", "~", "^", "-", ":)", "\u202e", "é", "名", "x "]
SLOWEST = 5.0  # seconds of one rendering, of which a loaded machine takes most


def run(errata, *arguments):
    done = subprocess.run([errata, *map(str, arguments), "-q"], capture_output=True, timeout=600)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}: {' '.join(map(str, arguments))}: {done.stderr.decode()}")


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
    text = "word | `x` " * 3000
    spans = [{"label": f"L{begin % 7}", "start": begin, "end": begin + 9} for begin in range(0, len(text) - 10, 11)]
    return write(file, {"task": "entities", "name": "giant"},
                 [{"id": "giant", "text": text, "gold": spans, "predicted": [dict(s, label="L0", end=s["end"] - 1) for s in spans]}])


def evaluations(samples, data, folder):
    for name in ("film-notes", "service-orders", "support-tickets"):
        yield name, [samples / name / f"{name}.jsonl"]
    for make in (long_labels, many_documents, one_giant):
        yield make.__name__, make(folder / f"{make.__name__}.jsonl")
    if not (data / "REFERENCE.json").exists():
        print(f"SKIPPED: {data} is not there; no real set was rendered")
        return
    for group, entries in json.loads((data / "REFERENCE.json").read_text(encoding="utf-8"))["sets"].items():
        flat = ["service"] if group in reference_test.WHOLE else [system for system in entries if system != "gold"]
        for system in flat if group == "rasa-id" else flat[:2]:
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
    if not any(re.search(r"Micro F1 \d", block) for block in words[:3]):
        yield "has no verdict"
    if not any("Do first" in block for block in words[:8]):
        yield "has no first steps"
    if "more of it stands in report.html" not in " ".join(words[-1].split()) and size > 0.98 * budget:
        yield "does not say what is left out"
    if dialect == "jira":
        done = subprocess.run([sys.executable, "-B", HERE.parent / "support/oracle_jira.py", file], capture_output=True, text=True)
        if done.returncode != 0:
            yield done.stdout


def main():
    errata, samples, data = (pathlib.Path(given).resolve() for given in sys.argv[1:4])
    rendered, faults, slowest = 0, [], ("", 0)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for name, arguments in evaluations(samples, data, folder):
            run(errata, "report", *arguments, "-o", folder / "whole")
            for dialect, budget in ((dialect, budget) for dialect, budgets in BUDGETS.items() for budget in budgets):
                began = time.monotonic()
                run(errata, "render", folder / "whole/analysis.json", "-o", folder / "out", "--dialect", dialect, "--budget", budget)
                slowest = max(slowest, (f"{name} as {dialect} of {budget}", time.monotonic() - began), key=lambda pair: pair[1])
                file = folder / "out" / tickets.FILES[dialect]
                faults += [f"{name} as {dialect} of {budget}: {fault}"
                           for fault in faults_of(file.read_text(encoding="utf-8"), dialect, budget, file)]
                rendered += 1
    print(f"{rendered} tickets; the slowest took {slowest[1]:.1f} s, {slowest[0]}")
    if slowest[1] > SLOWEST:
        faults.append(f"{slowest[0]} took {slowest[1]:.1f} s")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
