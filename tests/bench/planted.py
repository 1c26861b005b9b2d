#!/usr/bin/env python3
"""Deletes labels that a model had found, and counts how many of them the report finds again.

  planted.py ERRATA SHARED_DATA [--seeds 11 12 13] [--rate 0.05] [--sets NAME...] [--list] [--fit]

Of each set, made from SHARED_DATA by `errata normalize`, a share of the gold entities with an equal prediction is
deleted; each seed deletes others. Per set, over its seeds:

  deleted    gold entities that were deleted, and of these those whose surface (words in lower case, composed) is
             labelled so three times or more elsewhere (3+)
  3+ found   of the latter, graded strong or moderate
  strong     candidates of that grade, and the share of them that was deleted
  both       the same of strong and moderate together
  recall     of all deleted ones, graded strong or moderate
  audit 3+   of those with 3+, in the label audit, which looks at no prediction
  audit      places in the audit, and the share of them that was deleted

What is not planted is no mistake for certain: test sets have omissions of their own. --list prints the strong ones
that were not planted, for reading, and the audit's. --fit fits the weights of the kinds of evidence
(src/analyze/evidence_kinds.cpp; seeds 1 and 2) and prints how each group of sets fares with the weights of the others.
tmvar is never fitted on: its gold leaves out too much of what it labels elsewhere ("patients" 39 of 884 times).
"""
import argparse
import collections
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

FOUND = ("strong", "moderate")
TMVAR_TYPES = ("gene", "species")
NOT_FITTED = "tmvar"


def sets(data):
    """The arguments of `errata normalize`, by name; the part before the slash is the group."""
    found = {}
    for language in ("bbj", "pcm", "yor"):
        for model in ("afroxlmr", "mbert", "xlmrbase"):
            folder = data / "masakhaner2-ner" / language
            found[f"{language}/{model}"] = ["--gold", folder / "test.txt",
                                            "--predicted", folder / model / "test_predictions1.txt"]
    found["msra/bert"] = [data / "msra-zh-ner" / "ner_predict.utf8", "--joiner", ""]
    for system in ("arcada", "flytxt", "sjtu_adapt.txt", "uh_ritual"):
        found[f"wnut/{system}"] = ["--gold", data / "wnut17-ner" / "emerging.test.annotated",
                                   "--predicted", data / "wnut17-ner" / "submissions" / system]
    for system in ("pubtator", "hunflair2", "bern"):
        found[f"tmvar/{system}"] = ["--gold", data / "tmvar3-ner" / "goldstandard" / "tmvar_v3.txt",
                                    "--predicted", data / "tmvar3-ner" / system / "tmvar_v3.txt"]
    return found


class Evaluation:
    """The header and the documents of an evaluation.jsonl."""

    def __init__(self, file):
        lines = file.read_text(encoding="utf-8").split("\n")
        self.header, self.documents = lines[0], [json.loads(line) for line in lines[1:] if line]

    def keep_types(self, types):
        """One spelling of types for both sides, as systems write them; others are dropped."""
        for document in self.documents:
            for side in ("gold", "predicted"):
                document[side] = [dict(a, label=a["label"].lower()) for a in document[side]
                                  if a["label"].lower() in types]
        header = json.loads(self.header)
        self.header = json.dumps(dict(header, labels=sorted(types)))

    def write(self, file, gold):
        with open(file, "w", encoding="utf-8") as to:
            to.write(self.header + "\n")
            for document, labels in zip(self.documents, gold):
                to.write(json.dumps(dict(document, gold=labels), ensure_ascii=False) + "\n")


def normalize(errata, arguments, folder):
    file = pathlib.Path(folder, "evaluation.jsonl")
    subprocess.run([errata, "normalize", *map(str, arguments), "-o", file, "-q"], check=True)
    return Evaluation(file)


def key(annotation):
    return annotation["start"], annotation["end"], annotation["label"]


def plant(evaluation, seed, rate):
    """The gold lists without the deleted ones, and these as (document, start, end, label)."""
    right = []
    for number, document in enumerate(evaluation.documents):
        predicted = {key(a) for a in document["predicted"] if a.get("chosen", True)}
        right += [(number, *span) for span in sorted({key(a) for a in document["gold"]} & predicted)]
    deleted = set(random.Random(seed).sample(right, round(rate * len(right))))
    gold = [[a for a in document["gold"] if (number, *key(a)) not in deleted]
            for number, document in enumerate(evaluation.documents)]
    return gold, deleted


def folded(text):
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold()).split())


def analyze(errata, evaluation, gold):
    with tempfile.TemporaryDirectory() as folder:
        evaluation.write(f"{folder}/evaluation.jsonl", gold)
        subprocess.run([errata, "analyze", f"{folder}/evaluation.jsonl", "-o", f"{folder}/analysis.json", "-q"],
                       check=True)
        return json.loads(pathlib.Path(folder, "analysis.json").read_text(encoding="utf-8"))


class Planted:
    """One set with one seed: what was deleted and what the report says of it."""

    def __init__(self, errata, evaluation, seed, rate):
        gold, self.deleted = plant(evaluation, seed, rate)
        texts = [document["text"] for document in evaluation.documents]
        surfaces = collections.Counter((folded(text[a["start"]:a["end"]]), a["label"])
                                       for text, labels in zip(texts, gold) for a in labels)
        self.often = {p for p in self.deleted if surfaces[folded(texts[p[0]][p[1]:p[2]]), p[3]] >= 3}
        analysis = analyze(errata, evaluation, gold)
        numbers = {document["id"]: number for number, document in enumerate(evaluation.documents)}
        self.candidates = {(numbers[u["document"]], *key(u)): u for u in analysis["unlabeled"]}
        self.audit = {(numbers[a["document"]], *key(a)): a for a in analysis["audit"]}
        self.graded = {grades: {p for p, u in self.candidates.items() if u["grade"] in grades}
                       for grades in (("strong",), FOUND)}

    def counts(self):
        strong, both = self.graded[("strong",)], self.graded[FOUND]
        return collections.Counter({
            "deleted": len(self.deleted), "often": len(self.often), "often found": len(self.often & both),
            "strong": len(strong), "strong planted": len(strong & self.deleted),
            "both": len(both), "both planted": len(both & self.deleted),
            "audit often": len(self.often & set(self.audit)),
            "audit": len(self.audit), "audit planted": len(set(self.audit) & self.deleted)})


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


COLUMNS = ("set", "deleted", "3+", "3+ found", "strong", "planted", "both", "planted", "recall", "audit 3+", "audit",
           "planted")


def row(name, c):
    return (name, c["deleted"], c["often"], percent(c["often found"], c["often"]),
            c["strong"], percent(c["strong planted"], c["strong"]), c["both"], percent(c["both planted"], c["both"]),
            percent(c["both planted"], c["deleted"]), percent(c["audit often"], c["often"]),
            c["audit"], percent(c["audit planted"], c["audit"]))


def print_rows(rows):
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(COLUMNS))]
    for r in rows:
        print("  ".join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w)
                        for i, (cell, w) in enumerate(zip(r, widths))).rstrip())


def print_unplanted(name, runs):
    """Strong candidates that nobody planted, and places of the audit, each with its counts."""
    strong, audit = collections.Counter(), collections.Counter()
    for run in runs:
        for p in run.graded[("strong",)] - run.deleted:
            u = run.candidates[p]
            strong[u["label"], u["surface"], u["labelled"], u["otherwise"], u["unlabelled"]] += 1
        for p in set(run.audit) - run.deleted:
            a = run.audit[p]
            audit[a["label"], a["surface"], a["labelled"], a["unlabelled"]] += 1
    for what, found in (("strong", strong), ("audit", audit)):
        for words, count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            print(f"{name} {what} {count}: {words}")


def solved(matrix, right):
    """The solution of a system of linear equations, by Gauss and Jordan."""
    rows = [line[:] + [value] for line, value in zip(matrix, right)]
    for i, _ in enumerate(rows):
        pivot = max(range(i, len(rows)), key=lambda j: abs(rows[j][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for j, line in enumerate(rows):
            if j != i and line[i]:
                factor = line[i] / rows[i][i]
                rows[j] = [a - factor * b for a, b in zip(line, rows[i])]
    return [line[-1] / line[i] for i, line in enumerate(rows)]


def log_odds(weights, values):
    return max(-30.0, min(30.0, sum(a * b for a, b in zip(weights, values))))


def fitted(samples):
    """Weights of a logistic regression of (values, truth, weight), the first value 1, by Newton's steps with a ridge
    of 1 on all but the intercept."""
    size = len(samples[0][0])
    weights = [0.0] * size
    for _ in range(25):
        slope = [0.0] + [-w for w in weights[1:]]
        bend = [[float(i == j and i > 0) + 1e-9 * (i == j) for j in range(size)] for i in range(size)]
        for values, truth, mass in samples:
            chance = 1 / (1 + math.exp(-log_odds(weights, values)))
            for i, a in enumerate(values):
                if a:
                    slope[i] += mass * (truth - chance) * a
                    for j, b in enumerate(values):
                        bend[i][j] += mass * chance * (1 - chance) * a * b
        step = solved(bend, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def samples_of(runs_by_name, without=None):
    """Candidates with text as samples; each group of sets weighs the same."""
    groups = collections.defaultdict(list)
    for name, runs in runs_by_name.items():
        for run in runs:
            for p, u in run.candidates.items():
                if u["evidence"]:
                    groups[name.split("/")[0]].append(([1.0] + [e["value"] for e in u["evidence"]],
                                                       float(p in run.deleted)))
    return [(values, truth, 1000 / len(found)) for group, found in groups.items() if group not in (without, NOT_FITTED)
            for values, truth in found]


def graded_by(weights, run, strong, moderate):
    """What grades of other weights would be; homographs stay ambiguous."""
    grades = {("strong",): set(), FOUND: set()}
    for p, u in run.candidates.items():
        if not u["evidence"] or (u["otherwise"] > 0 and u["otherwise"] >= u["labelled"]):
            continue
        chance = 1 / (1 + math.exp(-log_odds(weights, [1.0] + [e["value"] for e in u["evidence"]])))
        if chance >= moderate:
            grades[FOUND].add(p)
        if chance >= strong:
            grades[("strong",)].add(p)
    return grades


def fit(runs_by_name, strong, moderate):
    kinds = next(["intercept"] + [e["kind"] for e in u["evidence"]]
                 for runs in runs_by_name.values() for run in runs for u in run.candidates.values() if u["evidence"])
    rows = [COLUMNS]
    for group in sorted({name.split("/")[0] for name in runs_by_name}):
        weights = fitted(samples_of(runs_by_name, group))
        for name, runs in runs_by_name.items():
            if name.split("/")[0] != group:
                continue
            counts = collections.Counter()
            for run in runs:
                run.graded = graded_by(weights, run, strong, moderate)
                counts += run.counts()
            rows.append(row(name, counts))
    print("each group with the weights of the others:")
    print_rows(rows)
    print("weights of all:")
    for kind, weight in zip(kinds, fitted(samples_of(runs_by_name))):
        print(f"  {kind:12} {weight:7.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("errata", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--sets", nargs="+")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--chances", type=float, nargs=2, default=[0.95, 0.72], help="strong and moderate, of --fit")
    options = parser.parse_args()
    options.errata = options.errata.resolve()
    runs_by_name = {}
    for name, arguments in sets(options.data).items():
        if options.sets and not any(name.startswith(wanted) for wanted in options.sets):
            continue
        with tempfile.TemporaryDirectory() as folder:
            evaluation = normalize(options.errata, arguments, folder)
        if name.startswith("tmvar"):
            evaluation.keep_types(TMVAR_TYPES)
        runs_by_name[name] = [Planted(options.errata, evaluation, seed, options.rate) for seed in options.seeds]
    print_rows([COLUMNS, *(row(name, sum((run.counts() for run in runs), collections.Counter()))
                           for name, runs in runs_by_name.items())])
    if options.list:
        for name, runs in runs_by_name.items():
            print_unplanted(name, runs)
    if options.fit:
        fit(runs_by_name, *options.chances)


if __name__ == "__main__":
    main()
