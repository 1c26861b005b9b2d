#!/usr/bin/env python3
"""Holds the scores of classes against scikit-learn's on the same predictions, to 1e-12.

  classes_test.py ERRATA SHARED_DATA

Three real sets: of one label (tweets, intents) and of several (emotions). Each as it is, its first 60 documents, where
labels stand on one side only, and without any prediction of its most frequent label: zero denominators must give 0 and
say that they are not defined. Exits with 77 (skipped) where the data or scikit-learn is not there.
"""
import collections
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

import reference_test

DEBIAN = "/usr/bin/python3"  # which python3-sklearn is for; another may come first in PATH
try:
    from sklearn import metrics, preprocessing
except ImportError:
    metrics = None
    if sys.executable != DEBIAN and os.access(DEBIAN, os.X_OK):
        os.execv(DEBIAN, [DEBIAN, "-B", *sys.argv])

SETS = (("tweeteval", "emotion"), ("hint3-intent", "sofmattress/dialogflow"), ("goemotions-multilabel", "qwen_zeroshot"))
NOTHING = "(nothing)"
FIGURES = ("precision", "recall", "f1")


def skip(why):
    print(f"SKIPPED: {why}; no score of a class was compared")
    sys.exit(77)


def label_of(annotation):
    return annotation if isinstance(annotation, str) else annotation["label"]


def labels_of(document, side):
    return [label_of(a) for a in document[side] if isinstance(a, str) or a.get("chosen", True)]


def views(documents):
    """(name, documents) of what is compared."""
    most = collections.Counter(label for d in documents for label in labels_of(d, "predicted")).most_common(1)[0][0]
    without = [{**d, "predicted": [a for a in d["predicted"] if label_of(a) != most]} for d in documents]
    return (("as it is", documents), ("60 documents", documents[:60]), (f"without {most}", without))


def analyze(errata, header, documents):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "evaluation.jsonl")
        lines = [{key: header[key] for key in ("schema", "task", "labels") if key in header}, *documents]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        done = subprocess.run([errata, "analyze", "-q", path, "-o", "-"], capture_output=True, check=True, timeout=300)
        return json.loads(done.stdout)


class Comparison:
    def __init__(self, where):
        self.where, self.compared, self.undefined, self.faults = where, 0, 0, []

    def score(self, what, ours, theirs):
        self.compared += 1
        if ours is None or abs(ours - theirs) > 1e-12:
            self.faults.append(f"{self.where}: {what}: errata {ours}, scikit-learn {theirs}")

    def measure(self, what, ours, theirs, of):
        """`of`: what is divided by; where it is 0 there is nothing to say."""
        self.score(what, ours["value"], theirs)
        self.undefined += of == 0
        if ours["defined"] != (of > 0):
            self.faults.append(f"{self.where}: {what}: defined is {ours['defined']}, the denominator {of}")


def compare_scores(check, analysis, truth, predictions, names):
    """Of any pair of targets that scikit-learn takes, with the label that each name stands for."""
    labels = list(names)
    support = dict.fromkeys(FIGURES, 1)
    for average in ("micro", "macro", "weighted"):
        theirs = metrics.precision_recall_fscore_support(truth, predictions, labels=labels, average=average,
                                                         zero_division=0)
        for figure, value in zip(FIGURES, theirs):
            check.score(f"{average} {figure}", analysis["scores"][average][figure]["value"], value)
    rows = {row["label"]: row for row in analysis["labels"]}
    each = metrics.precision_recall_fscore_support(truth, predictions, labels=labels, average=None, zero_division=0)
    for name, *figures, support in zip(names.values(), *each):
        row = rows[name]
        for figure, value, of in zip(FIGURES, figures, (row["predicted"], support, row["predicted"] + support)):
            check.measure(f"{name} {figure}", row[figure], value, of)
    check.score("accuracy", analysis["scores"]["accuracy"]["value"], metrics.accuracy_score(truth, predictions))


def compare_agreement(check, analysis, truth, predictions):
    others = analysis["scores"]["others"]
    for name, ours, theirs in (("kappa", "cohen_kappa", metrics.cohen_kappa_score(truth, predictions)),
                               ("MCC", "mcc", metrics.matthews_corrcoef(truth, predictions))):
        if not math.isnan(theirs):
            check.score(name, others.get(ours, 0 if theirs == 0 else None), theirs)


def compare(check, analysis, task, documents):
    sides = [[labels_of(d, side) for d in documents] for side in ("gold", "predicted")]
    names = sorted({label for side in sides for labels in side for label in labels})
    if task == "single_label":
        truth, predictions = ([labels[0] if labels else NOTHING for labels in side] for side in sides)
        compare_scores(check, analysis, truth, predictions, {name: name for name in names})
        compare_agreement(check, analysis, truth, predictions)
        return
    binary = preprocessing.MultiLabelBinarizer(classes=names).fit([names])
    truth, predictions = (binary.transform(side) for side in sides)
    compare_scores(check, analysis, truth, predictions, dict(enumerate(names)))
    check.score("Hamming loss", analysis["scores"]["others"]["hamming_loss"], metrics.hamming_loss(truth, predictions))


def main():
    if metrics is None:
        skip("scikit-learn (python3-sklearn) is not there")
    errata, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    if not (data / "REFERENCE.json").exists():
        skip(f"{data} is not there")
    warnings.simplefilter("ignore")  # of labels that only one side has: what is wanted here
    compared = undefined = 0
    faults = []
    for group, system in SETS:
        _, header, documents = reference_test.report(errata, reference_test.inputs(data, group, system))
        for view, shown in views(documents):
            check = Comparison(f"{group} {view}")
            compare(check, analyze(errata, header, shown), header["task"], shown)
            print(f"{check.where}: {check.compared} scores, {check.undefined} of them not defined")
            compared, undefined, faults = compared + check.compared, undefined + check.undefined, faults + check.faults
    print("\n".join(faults[:50]))
    print(f"{compared} scores compared, {len(faults)} differ")
    sys.exit(1 if faults or not undefined else 0)


if __name__ == "__main__":
    main()
