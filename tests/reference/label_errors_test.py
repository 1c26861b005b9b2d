#!/usr/bin/env python3
"""The report finds wrong class labels: those of the samples' answer keys, and swapped ones.

  label_errors_test.py ERRATA SAMPLE_DATA

Swapping is that of bench/planted_classes.py, on the two samples of classes.
"""
import collections
import csv
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import planted_classes as planted

FAULTS = []
PROJECTS = {"support-tickets": (1, 2, 3), "film-notes": (1, 2, 3)}
# Least share of the swapped labels in the list, and of the listed ones that were swapped or are slips of the key.
LEAST = {"support-tickets": (0.6, 0.55), "film-notes": (0.25, 0.4)}
SHUFFLES = 20


def check(claim, holds, shown):
    if not holds:
        FAULTS.append(f"{claim}: {shown}")


def slips(folder):
    """Documents that the annotators got wrong, and the twins that contradict them."""
    with open(folder / "answer-key.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["dataset"] == "Test"]
    return {row["document"] for row in rows} | {row["twin"] for row in rows if row["twin"]}


def check_key(errata, folder, evaluation):
    """Of the strong ones in the set as it is, all but a fifth are known slips."""
    known = slips(folder)
    strong = [e["document"] for e in planted.analyze(errata, evaluation, evaluation.gold)["label_errors"]
              if e["grade"] == "strong"]
    others = [document for document in strong if document not in known]
    check(f"{folder.name}: strong label errors are in the key", 5 * len(others) <= len(strong), (strong, others))
    return len(strong)


def check_swapped(errata, folder, evaluation, seeds):
    known = slips(folder)
    numbers = {number for number, document in enumerate(evaluation.documents) if document["id"] in known}
    counts = collections.Counter()
    for seed in seeds:
        run = planted.Swapped(errata, evaluation, seed, 0.1)
        judged = {k for k in run.listed if k[0] not in numbers or k in run.swapped}
        counts += collections.Counter({"swapped": len(run.swapped), "judged": len(judged),
                                       "found": len(judged & run.swapped)})
    recall, precision = counts["found"] / counts["swapped"], counts["found"] / max(1, counts["judged"])
    least = LEAST[folder.name]
    check(f"{folder.name}: swapped labels are found", recall >= least[0], f"{recall:.2f}")
    check(f"{folder.name}: what is found was swapped", precision >= least[1], f"{precision:.2f}")
    print(f"{folder.name}: recall {recall:.2f}, precision {precision:.2f} of {counts['swapped']}")


def check_equal(errata, name, evaluation):
    """Where predictions equal gold, nothing is said."""
    for document, gold in zip(evaluation.documents, evaluation.gold):
        document["predicted"] = [{"label": label} for label in gold]
    analysis = planted.analyze(errata, evaluation, evaluation.gold)
    rules = [finding["rule"] for finding in analysis["findings"]]
    check(f"{name}: nothing where predictions equal gold",
          not analysis["label_errors"] and "review-labels" not in rules, rules)


def check_order(errata, name, evaluation):
    """The order of the documents changes no figure."""
    kept = ("label_errors", "label_errors_total", "accepted")
    first = planted.analyze(errata, evaluation, evaluation.gold)
    order = list(range(len(evaluation.documents)))
    random.Random(5).shuffle(order)
    evaluation.documents = [evaluation.documents[i] for i in order]
    evaluation.gold = [evaluation.gold[i] for i in order]
    again = planted.analyze(errata, evaluation, evaluation.gold)
    check(f"{name}: in any order", all(first[key] == again[key] for key in kept), "differs")


def main():
    errata, sample = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    strong = 0
    for name, seeds in PROJECTS.items():
        folder = sample / name
        evaluation = planted.normalize(errata, [folder / f"{name}.jsonl"])
        strong += check_key(errata, folder, evaluation)
        check_swapped(errata, folder, evaluation, seeds)
        alarms = planted.graded_of_shuffled(errata, evaluation, SHUFFLES)
        check(f"{name}: shuffled labels give no alarm", alarms["strong"] <= SHUFFLES / 20, dict(alarms))
        check_order(errata, name, evaluation)
        check_equal(errata, name, evaluation)
    check("some label errors are strong", strong >= 5, strong)
    print("\n".join(FAULTS) or f"{strong} strong label errors, all claims hold")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
