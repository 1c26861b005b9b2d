#!/usr/bin/env python3
"""Compares nights and files with the real binary.

  compare_test.py ERRATA

The previous run of a model: none on the first night, the same predictions, other ones, and a run that cannot be
read. Run folders, packed files and any order of documents give the same comparison. p values and counts are computed
anew here, with exact fractions.
"""
import fractions
import gzip
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

CONFIG = "[model.tickets]\ninput = now.csv\nbaseline = previous\n"
LABELS = ["Billing", "Refund", "Login", "Other"]


def rows(seed, wrong, documents=120):
    chance = random.Random(seed)
    made = []
    for number in range(documents):
        gold = LABELS[number % len(LABELS)]
        predicted = chance.choice([label for label in LABELS if label != gold]) if chance.random() < wrong else gold
        made.append(f"text {number},{gold},{predicted}")
    return made


def write(path, lines):
    path.write_text("text,gold,predicted\n" + "\n".join(lines) + "\n", encoding="utf-8")


def errata(binary, folder, *arguments, epoch="1763690400"):
    done = subprocess.run([binary, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": epoch})
    if done.returncode != 0:
        sys.exit(f"{arguments}: exit {done.returncode}: {done.stderr}")
    return done.stderr


def comparison(folder):
    return json.loads((folder / "analysis.json").read_text(encoding="utf-8"))["comparison"]


def mcnemar(one, other):
    tail = sum(fractions.Fraction(math.comb(one + other, k), 2 ** (one + other)) for k in range(min(one, other) + 1))
    return float(min(fractions.Fraction(1), 2 * tail))


def check(what, holds):
    print(("ok    " if holds else "FAULT ") + what)
    return 0 if holds else 1


def check_nights(binary, folder):
    faults = 0
    (folder / "nightly.ini").write_text(CONFIG)
    runs = folder / "reports" / "tickets"
    write(folder / "now.csv", rows(1, 0.3))
    said = errata(binary, folder, "run", "nightly.ini")
    faults += check("the first night has nothing to compare with, and says so",
                    comparison(runs / "latest") is None and "no earlier run to compare with" in said)
    errata(binary, folder, "run", "nightly.ini", epoch="1763776800")
    same = comparison(runs / "latest")
    faults += check("the same predictions are identical",
                    same["verdict"] == "identical" and same["baseline"] == "2025-11-21T020000Z")
    write(folder / "now.csv", rows(2, 0.1))
    said = errata(binary, folder, "run", "nightly.ini", epoch="1763863200")
    other = comparison(runs / "latest")
    faults += check("other predictions are judged, and the line of the model says so",
                    other["verdict"] == "better" and other["baseline"] == "2025-11-22T020000Z" and
                    "against 2025-11-22T020000Z: better, accuracy +" in said)
    evaluation = (runs / "latest").resolve() / "evaluation.jsonl"
    whole = evaluation.read_bytes()
    evaluation.write_bytes(whole[:len(whole) // 2])
    said = errata(binary, folder, "run", "nightly.ini", epoch="1763949600")
    record = json.loads((runs / "latest" / "run.json").read_text())
    faults += check("a previous run that cannot be read is warned of, and the report is there",
                    comparison(runs / "latest") is None and "not compared with the previous run" in said and
                    any("not compared" in warning for warning in record["warnings"]))
    left = sorted(path.name for path in (runs / "latest").iterdir())
    expected = "analysis.json errors.csv evaluation.jsonl report.html report.md run.json worklist.jsonl".split()
    faults += check(f"nothing else is left in a run folder: {left}", left == expected)
    return faults


def check_figures(binary, folder):
    before, after = rows(3, 0.3), rows(4, 0.2)
    write(folder / "before.csv", before)
    write(folder / "after.csv", after)
    errata(binary, folder, "compare", "before.csv", "after.csv", "-o", "plain")
    found = comparison(folder / "plain")
    right = [[line.split(",")[1] == line.split(",")[2] for line in lines] for lines in (before, after)]
    now = sum(a and not b for b, a in zip(*right))
    then = sum(b and not a for b, a in zip(*right))
    accuracy = found["scores"][0]["difference"]
    faults = check("documents that turned are those of a count by hand",
                   found["discordance"] == {"right_now": now, "right_before": then})
    faults += check("p is the exact binomial one", math.isclose(accuracy["p"], mcnemar(now, then), rel_tol=1e-12))
    faults += check("fixed and new errors are the documents that turned",
                    (found["fixed_errors"]["count"], found["new_errors"]["count"]) == (now, then))

    random.Random(5).shuffle(before)
    random.Random(6).shuffle(after)
    write(folder / "before.csv", before)
    write(folder / "after.csv", after)
    errata(binary, folder, "compare", "before.csv", "after.csv", "-o", "shuffled")
    shuffled = comparison(folder / "shuffled")
    for side in (found, shuffled):  # ids of documents are their places in these files, ids of errors are not
        side.pop("fingerprint")  # of ids, too
        for changes in ("new_errors", "fixed_errors"):
            side[changes] = sorted((error["id"], error["surface"]) for error in side[changes]["first"])
    faults += check("the order of documents changes nothing", shuffled == found)

    errata(binary, folder, "normalize", "before.csv", "-o", "evaluation.jsonl")
    (folder / "packed.csv.gz").write_bytes(gzip.compress((folder / "after.csv").read_bytes()))
    errata(binary, folder, "compare", "evaluation.jsonl", "packed.csv.gz", "-o", "packed")
    packed = comparison(folder / "packed")
    faults += check("any format will do on either side", packed["scores"] == found["scores"])
    return faults


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as nights, tempfile.TemporaryDirectory() as files:
        faults = check_nights(binary, pathlib.Path(nights)) + check_figures(binary, pathlib.Path(files))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
