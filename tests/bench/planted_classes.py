#!/usr/bin/env python3
"""Swaps class labels of real test sets, and counts how many of them the report finds again.

  planted_classes.py ERRATA SHARED_DATA [--sample SAMPLE_DATA] [--seeds 11 12 13] [--rate 0.1] [--sets NAME...]
                     [--shuffles N] [--key]

Of each classification set, made by `errata normalize`, a share of the documents gets another label of the set, drawn at
random (multi-label: one of its labels, if it has one, becomes another one). Each seed swaps others. Per set, over its
seeds:

  swapped    labels that were swapped
  differ     labels that the predictions contradict: the candidates, and the share of them that was swapped
  list       those that the report calls probably wrong (chance 0.5 and more): precision and recall
  strong     candidates of that grade, and the share of them that was swapped
  both       the same of strong and moderate together, and recall
  AP         average precision of the whole order; "by score": of the candidates by the model's own score alone
  learning   confident learning (Northcutt, Jiang and Chuang 2021, pruned by noise rate, which is cleanlab's default),
             written down here from the paper, where scores exist: size, precision and recall. A service gives the
             score of one class; what is left of 1 is shared among the others

What was not swapped is no right label for certain: test sets have errors of their own. --shuffles N shuffles all labels
N times instead, and prints in how many of them something is graded. --key compares with the corrected labels of HINT3:
precision at 50 beside that of the disagreements in the order of the service's score.
"""
import argparse
import collections
import csv
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

FIRMS = ("powerplay11", "sofmattress")
SERVICES = ("bert", "dialogflow", "haptik", "luis", "rasa")
COLUMNS = "text=sentence,gold=label,predicted=predicted_node,score=predicted_node_score"
LIKELY = 0.5


def sets(data, sample):
    """The arguments of `errata normalize`, by name."""
    found = {}
    if sample:
        found["support-tickets"] = [sample / "support-tickets" / "support-tickets.jsonl"]
        found["film-notes"] = [sample / "film-notes" / "film-notes.jsonl"]
    for model in ("cnn", "lstm"):
        folder = data / "sst2-textcls"
        found[f"sst2/{model}"] = ["--gold", folder / "sst2-dataset.tsv", "--columns", "text=1,gold=2,predicted=1",
                                  "--predicted", folder / f"sst2-{model}-output.txt"]
    for task in ("emotion", "sentiment"):
        folder = data / "tweeteval" / "datasets" / task
        found[f"tweeteval/{task}"] = ["--gold", folder / "test_labels.txt", "--texts", folder / "test_text.txt",
                                      "--predicted", data / "tweeteval" / "predictions" / f"{task}.txt"]
    found["marc"] = [data / "marc-zh-textcls" / "test-zh_8680.json"]
    found["azure"] = [data / "azure-single-label" / "SessionRecords" / "GetModelEvaluationResultsAsync.json",
                      "--texts", data / "azure-single-label" / "WebOfScience"]
    found["rasa"] = [data / "rasa-id" / "results" / f"intent_{part}.json" for part in ("errors", "successes")]
    for firm in FIRMS:
        for service in SERVICES:
            found[f"hint3/{firm}/{service}"] = [data / "hint3-intent" / "preds" / f"{service}_{firm}.csv",
                                                "--columns", COLUMNS]
    found["goemotions"] = [data / "goemotions-multilabel" / "qwen_zeroshot" / "predictions.json"]
    return found


def name(item):
    return item if isinstance(item, str) else item["label"]


class Evaluation:
    """The header and the documents of an evaluation.jsonl of classes; labels are names."""

    def __init__(self, file):
        lines = file.read_text(encoding="utf-8").split("\n")
        self.header, self.documents = json.loads(lines[0]), [json.loads(line) for line in lines[1:] if line]
        self.is_single = self.header["task"] == "single_label"
        self.gold = [[name(item) for item in document["gold"]] for document in self.documents]
        self.predicted = [{name(item) for item in document["predicted"]
                           if isinstance(item, str) or item.get("chosen", True)} for document in self.documents]
        self.scores = [{item["label"]: item["score"] for item in document["predicted"]
                        if not isinstance(item, str) and "score" in item} for document in self.documents]
        self.has_scores = self.is_single and all(self.scores)

    def labels(self):
        return sorted({label for labels in self.gold for label in labels})

    def write(self, file, gold):
        with open(file, "w", encoding="utf-8") as to:
            for value in [self.header] + [dict(d, gold=g) for d, g in zip(self.documents, gold)]:
                to.write(json.dumps(value, ensure_ascii=False) + "\n")


def normalize(errata, arguments):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "evaluation.jsonl")
        subprocess.run([errata, "normalize", *map(str, arguments), "-o", file, "-q"], check=True)
        return Evaluation(file)


def analyze(errata, evaluation, gold):
    with tempfile.TemporaryDirectory() as folder:
        evaluation.write(f"{folder}/evaluation.jsonl", gold)
        subprocess.run([errata, "analyze", f"{folder}/evaluation.jsonl", "-o", f"{folder}/analysis.json", "-q"],
                       check=True)
        return json.loads(pathlib.Path(folder, "analysis.json").read_text(encoding="utf-8"))


def swap(evaluation, seed, rate):
    """The gold lists with swapped labels, and what was done as (document, label, whether it is given now)."""
    chance = random.Random(seed)
    labels = evaluation.labels()
    labelled = [number for number, given in enumerate(evaluation.gold) if given]
    gold, swapped = [list(given) for given in evaluation.gold], set()
    for number in chance.sample(labelled, round(rate * len(labelled))):
        old = chance.choice(gold[number])
        others = [label for label in labels if label not in gold[number]]
        if not others:
            continue
        new = chance.choice(others)
        gold[number] = [new if label == old else label for label in gold[number]]
        swapped.add((number, new, True))
        if not evaluation.is_single:
            swapped.add((number, old, False))
    return gold, swapped


def key_of(error, numbers):
    return numbers[error["document"]], error["given"] or error["suggested"], bool(error["given"])


def average_precision(order, wanted):
    hits, total = 0, 0.0
    for rank, item in enumerate(order, 1):
        if item in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted) if wanted else 0.0


def confident_learning(evaluation, gold):
    """Numbers of documents whose label confident learning holds for wrong. From the paper: the threshold of a class is
    the mean probability of the class where it is given; a document counts for the most probable class among those that
    reach their thresholds; the joint of given and counted classes, calibrated to the given ones, says how many of each
    pair are wrong, and those with the greatest margin are taken."""
    labels = sorted({g[0] for g in gold} | {label for scores in evaluation.scores for label in scores})
    size = len(labels)
    number = {label: i for i, label in enumerate(labels)}
    given = [number[g[0]] for g in gold]
    rows = []
    for scores in evaluation.scores:
        left = max(0.0, 1 - sum(scores.values())) / max(1, size - len(scores))
        row = [left] * size
        for label, score in scores.items():
            row[number[label]] = score
        rows.append(row)
    sums, counts = [0.0] * size, [0] * size
    for label, row in zip(given, rows):
        sums[label] += row[label]
        counts[label] += 1
    thresholds = [s / c if c else math.inf for s, c in zip(sums, counts)]
    joint = [[0] * size for _ in labels]
    for label, row in zip(given, rows):
        confident = [j for j in range(size) if row[j] >= thresholds[j]]
        if confident:
            joint[label][max(confident, key=lambda j: row[j])] += 1
    found = set()
    for i in range(size):
        counted = sum(joint[i])
        documents = [d for d, label in enumerate(given) if label == i]
        for j in range(size):
            if i == j or not counted or not joint[i][j]:
                continue
            wrong = round(joint[i][j] / counted * counts[i])
            documents.sort(key=lambda d: (rows[d][i] - rows[d][j], d))
            found.update(documents[:wrong])
    return found


class Swapped:
    """One set with one seed: what was swapped and what the report says of it."""

    def __init__(self, errata, evaluation, seed, rate):
        gold, self.swapped = swap(evaluation, seed, rate)
        analysis = analyze(errata, evaluation, gold)
        numbers = {document["id"]: number for number, document in enumerate(evaluation.documents)}
        self.total = analysis["label_errors_total"]
        self.errors = [(key_of(e, numbers), e) for e in analysis["label_errors"]]
        self.order = [k for k, _ in self.errors]
        self.listed = {k for k, e in self.errors if e["chance"] >= LIKELY}
        self.graded = {grades: {k for k, e in self.errors if e["grade"] in grades}
                       for grades in (("strong",), ("strong", "moderate"))}
        self.differing = self.candidates(evaluation, gold)
        self.learned = None
        if evaluation.has_scores:
            self.learned = {(d, gold[d][0], True) for d in confident_learning(evaluation, gold)}

    @staticmethod
    def candidates(evaluation, gold):
        """Labels that the predictions contradict, by the score of the prediction; equal ones by place."""
        found = []
        for number, (given, predicted) in enumerate(zip(gold, evaluation.predicted)):
            scores = evaluation.scores[number]
            if evaluation.is_single:
                found += [((number, label, True), max(scores.values(), default=0.0)) for label in given
                          if label not in predicted and predicted]
            else:
                found += [((number, label, label in given), scores.get(label, 0.0))
                          for label in sorted(set(given) ^ predicted)]
        return [k for k, _ in sorted(found, key=lambda item: (-item[1], item[0]))]

    def counts(self):
        strong, both = self.graded[("strong",)], self.graded[("strong", "moderate")]
        learned = self.learned or set()
        return collections.Counter({
            "runs": 1, "swapped": len(self.swapped), "differing": len(self.differing),
            "differing swapped": len(self.swapped & set(self.differing)),
            "listed": len(self.listed), "listed swapped": len(self.listed & self.swapped),
            "strong": len(strong), "strong swapped": len(strong & self.swapped),
            "both": len(both), "both swapped": len(both & self.swapped),
            "ap": average_precision(self.order, self.swapped),
            "ap by score": average_precision(self.differing, self.swapped),
            "learned": len(learned), "learned swapped": len(learned & self.swapped),
            "has scores": self.learned is not None})


def percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "-"


HEAD = ("set", "swapped", "differ", "swapped", "list", "precision", "recall", "strong", "swapped", "both", "swapped",
        "recall", "AP", "by score", "learning", "precision", "recall")


def row(set_name, c):
    learning = (c["learned"], percent(c["learned swapped"], c["learned"]),
                percent(c["learned swapped"], c["swapped"])) if c["has scores"] else ("-", "-", "-")
    return (set_name, c["swapped"], c["differing"], percent(c["differing swapped"], c["differing"]),
            c["listed"], percent(c["listed swapped"], c["listed"]), percent(c["listed swapped"], c["swapped"]),
            c["strong"], percent(c["strong swapped"], c["strong"]), c["both"], percent(c["both swapped"], c["both"]),
            percent(c["both swapped"], c["swapped"]), f"{c['ap'] / c['runs']:.2f}",
            f"{c['ap by score'] / c['runs']:.2f}", *learning)


def print_rows(rows):
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(rows[0]))]
    for r in rows:
        print("  ".join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w)
                        for i, (cell, w) in enumerate(zip(r, widths))).rstrip(), flush=True)


def graded_of_shuffled(errata, evaluation, shuffles):
    """In how many of so many shuffles of all labels something is strong, moderate, or in the list."""
    alarms = collections.Counter()
    for seed in range(shuffles):
        gold = [list(given) for given in evaluation.gold]
        random.Random(seed).shuffle(gold)
        errors = analyze(errata, evaluation, gold)["label_errors"]
        alarms["strong"] += any(e["grade"] == "strong" for e in errors)
        alarms["moderate"] += any(e["grade"] == "moderate" for e in errors)
        alarms["listed"] += any(e["chance"] >= LIKELY for e in errors)
    return alarms


def precisions_at(errata, data, firm, service, first=50):
    """Of the report's candidates, and of the disagreements by score, against the corrected labels."""
    evaluation = normalize(errata, [data / "hint3-intent" / "preds" / f"{service}_{firm}.csv", "--columns", COLUMNS])
    texts = []
    for version in ("v1", "v2"):
        with open(data / "hint3-intent" / "dataset" / version / "test" / f"{firm}_test.csv", encoding="utf-8",
                  newline="") as file:
            texts.append(list(csv.DictReader(file)))
    wrong = {number for number, (was, now) in enumerate(zip(*texts)) if was["label"] != now["label"]}
    if any([was["label"]] != gold for was, gold in zip(texts[0], evaluation.gold)):
        sys.exit(f"{firm}: the first version is not what was predicted for")
    numbers = {document["id"]: number for number, document in enumerate(evaluation.documents)}
    found = [numbers[e["document"]] for e in analyze(errata, evaluation, evaluation.gold)["label_errors"]]
    by_score = [number for number, *_ in Swapped.candidates(evaluation, evaluation.gold)]
    return [len(wrong & set(order[:first])) / first for order in (found, by_score)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("errata", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--sample", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--sets", nargs="+")
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--key", action="store_true")
    options = parser.parse_args()
    options.errata = options.errata.resolve()
    if options.key:
        rows = [("set", "precision at 50", "by score")]
        for firm in FIRMS:
            for service in SERVICES:
                rows.append((f"{firm}/{service}", *(f"{p:.2f}" for p in
                                                    precisions_at(options.errata, options.data, firm, service))))
        return print_rows(rows)
    rows = [("set", "shuffled", "strong", "moderate", "in the list") if options.shuffles else HEAD]
    for set_name, arguments in sets(options.data, options.sample).items():
        if options.sets and not any(set_name.startswith(wanted) for wanted in options.sets):
            continue
        evaluation = normalize(options.errata, arguments)
        if options.shuffles:
            alarms = graded_of_shuffled(options.errata, evaluation, options.shuffles)
            rows.append((set_name, options.shuffles, alarms["strong"], alarms["moderate"], alarms["listed"]))
        else:
            runs = [Swapped(options.errata, evaluation, seed, options.rate) for seed in options.seeds]
            rows.append(row(set_name, sum((run.counts() for run in runs), collections.Counter())))
    print_rows(rows)


if __name__ == "__main__":
    main()
