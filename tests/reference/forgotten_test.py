#!/usr/bin/env python3
"""The report finds labels that were forgotten: those of the sample's answer key, and planted ones.

  forgotten_test.py ERRATA SAMPLE_DATA [SHARED_DATA]

Planting is that of bench/planted.py, on the sample and, where SHARED_DATA is there, on two real sets.
"""
import collections
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import planted

FAULTS = []


def check(claim, holds, shown):
    if not holds:
        FAULTS.append(f"{claim}: {shown}")


def report(errata, file):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([errata, "report", file, "-o", f"{folder}/out", "-q"], check=True)
        return json.loads(pathlib.Path(folder, "out", "analysis.json").read_text(encoding="utf-8"))


def overlap(slip, place):
    return place["document"] == slip["document"] and place["start"] < int(slip["end"]) and \
        int(slip["start"]) < place["end"]


def errors(analysis):
    """Spans of all errors that the report shows, document by document."""
    for document in analysis["documents"]:
        for pair in document["pairs"]:
            for side in ("gold", "predicted"):
                if pair["class"] != "correct" and pair[side] is not None:
                    yield dict(document[side][pair[side]], document=document["id"])


def check_key(errata, sample):
    """Every slip is shown, whether the model repeats it or not, and strong evidence is right."""
    analysis = report(errata, sample / "service-orders.jsonl")
    with open(sample / "answer-key.csv", encoding="utf-8", newline="") as file:
        slips = [slip for slip in csv.DictReader(file) if slip["dataset"] == "Test"]
    shown = [*errors(analysis), *analysis["audit"], *analysis["unlabeled"], *analysis["over_labelled"],
             *analysis["label_edges"]]
    unseen = [(slip["slip"], slip["document"], slip["text"]) for slip in slips
              if not any(overlap(slip, place) for place in shown)]
    check("every slip of the answer key is in the report", not unseen, unseen)
    strong = [u for u in analysis["unlabeled"] if u["grade"] == "strong"]
    others = [(u["label"], u["surface"]) for u in strong if not any(overlap(slip, u) for slip in slips)]
    check("strong candidates are in the key, but for 10 %", len(strong) >= 15 and len(others) <= len(strong) / 10,
          (len(strong), others))


def check_planted(errata, name, evaluation, seeds, least):
    counts = sum((planted.Planted(errata, evaluation, seed, 0.05).counts() for seed in seeds), collections.Counter())
    for part, whole, share in least:
        check(f"{name}: {part} of {whole}", counts[whole] > 0 and counts[part] >= share * counts[whole],
              f"{counts[part]} of {counts[whole]}, less than {share}")
    print("  ".join(map(str, planted.row(name, counts))))


def main():
    errata, sample = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2], "service-orders")
    check_key(errata, sample)
    check_planted(errata, "service-orders", planted.Evaluation(sample / "service-orders.jsonl"), (1, 2, 3),
                  (("often found", "often", 0.95), ("audit often", "often", 0.8)))
    data = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if data and data.is_dir():
        for name in ("pcm/afroxlmr", "yor/mbert"):
            with tempfile.TemporaryDirectory() as folder:
                evaluation = planted.normalize(errata, planted.sets(data)[name], folder)
            check_planted(errata, name, evaluation, (21, 22, 23),
                          (("often found", "often", 0.95), ("audit often", "often", 0.8),
                           ("strong planted", "strong", 0.95), ("both planted", "both", 0.85),
                           ("both planted", "deleted", 0.75)))
    print("\n".join(FAULTS))
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
