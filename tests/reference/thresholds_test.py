#!/usr/bin/env python3
"""Holds the scores by threshold against scikit-learn's precision_recall_curve, and against `--threshold` itself.

  thresholds_test.py ERRATA SAMPLE_DATA

The curve is of items: each prediction with its score, right or wrong, and each labelled item that no prediction meets,
below every score. Exits with 77 (skipped) where scikit-learn is not there.
"""
import bisect
import collections
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

DEBIAN = "/usr/bin/python3"  # which python3-sklearn is for; another may come first in PATH
try:
    from sklearn.metrics import precision_recall_curve
except ImportError:
    precision_recall_curve = None
    if sys.executable != DEBIAN and os.access(DEBIAN, os.X_OK):
        os.execv(DEBIAN, [DEBIAN, "-B", *sys.argv])

BELOW_ALL = -1.0


def single(number):
    """The nearest number of 32 bits: what errata keeps of a score."""
    return struct.unpack("f", struct.pack("f", number))[0]


def key(annotation):
    if isinstance(annotation, str):
        return annotation, None, None
    return annotation["label"], annotation.get("start"), annotation.get("end")


def items(documents):
    """(is right, score) of every prediction; labelled items that none meets are right, below every score."""
    found = []
    for document in documents:
        gold = collections.Counter(map(key, document["gold"]))
        predicted = [a for a in document["predicted"] if a.get("chosen", True)]
        for annotation in sorted(predicted, key=lambda a: -a["score"]):
            is_right = gold[key(annotation)] > 0
            gold[key(annotation)] -= is_right
            found.append((int(is_right), single(annotation["score"])))
        found += [(1, BELOW_ALL)] * sum(gold.values())
    return found


def random_documents(seed):
    chosen = random.Random(seed)

    def span(scored):
        start = chosen.randrange(5)
        made = {"label": chosen.choice("ABC"), "start": start, "end": start + chosen.randrange(1, 4)}
        return made | ({"score": chosen.choice([round(chosen.random(), 3), chosen.randrange(11) / 10])} if scored else {})
    return [{"id": str(number), "gold": [span(False) for _ in range(chosen.randrange(4))],
             "predicted": [span(True) for _ in range(chosen.randrange(4))]} for number in range(300)]


def analyze(errata, path, *options):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([errata, "report", path, "-q", "-o", f"{folder}/out", *options], check=True, timeout=60)
        return json.loads(pathlib.Path(folder, "out", "analysis.json").read_text(encoding="utf-8"))


def compare_with_curve(name, documents, sweep):
    rows, faults = sweep["rows"], []
    pairs = items(documents)
    truth, scores = zip(*pairs)
    precision, recall, thresholds = precision_recall_curve(truth, scores)
    thresholds = list(thresholds)
    for row in rows:
        at = bisect.bisect_left(thresholds, single(row["threshold"]))
        if at == len(thresholds):
            if row["predicted"]:
                faults.append(f"{name} {row['threshold']}: {row['predicted']} predicted, scikit-learn has none")
            continue
        for figure, theirs in (("precision", precision[at]), ("recall", recall[at])):
            if abs(row[figure] - theirs) > 1e-12:
                faults.append(f"{name} {row['threshold']}: {figure} {row[figure]}, scikit-learn {theirs}")
    return faults


def compare_with_option(errata, name, path, sweep, threshold):
    cut = analyze(errata, path, "--threshold", str(threshold))
    row = [row for row in sweep["rows"] if row["threshold"] <= threshold][-1]
    micro = cut["scores"]["micro"]["f1"]
    seen = (cut["test_set"]["predicted"], cut["error_classes"]["correct"]["count"], micro["value"])
    expected = (row["predicted"], row["true_positives"], row["f1"] or 0)
    return [] if seen == expected else [f"{name}: --threshold {threshold} gives {seen}, the sweep {expected}"]


def check(errata, name, path):
    head, *documents = (json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    sweep = analyze(errata, path)["thresholds"]
    faults = compare_with_curve(name, documents, sweep)
    for threshold in (0, 0.3, 0.5, 0.7, 0.9, 0.99, 1):
        faults += compare_with_option(errata, name, path, sweep, threshold)
    print(f"{name}: {len(sweep['rows'])} thresholds, best {sweep['rows'][sweep['best']]['threshold']}")
    return faults, len(sweep["rows"])


def main():
    if precision_recall_curve is None:
        print("SKIPPED: scikit-learn (python3-sklearn) is not there; scores by threshold were not compared with it")
        sys.exit(77)
    errata, samples = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    faults, rows = [], 0
    with tempfile.TemporaryDirectory() as folder:
        given = sorted(samples.glob("*/*.jsonl"))
        for seed in range(5):
            path = pathlib.Path(folder) / f"random-{seed}.jsonl"
            lines = [{"schema": "errata/evaluation/1", "task": "entities"}, *random_documents(seed)]
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            given.append(path)
        for path in given:
            found, compared = check(errata, path.stem, path)
            faults, rows = faults + found, rows + compared
    print("\n".join(faults[:50]))
    print(f"{len(given)} sets, {rows} thresholds compared, {len(faults)} faults")
    sys.exit(1 if faults or not rows else 0)


if __name__ == "__main__":
    main()
