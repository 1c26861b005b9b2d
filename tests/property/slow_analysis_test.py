#!/usr/bin/env python3
"""Holds errata's analyses against a second, slow implementation, on random small test sets of all three tasks.

  slow_analysis_test.py ERRATA [--sets 300] [--first 0] [--workers 2]

Spans overlap, are nested and doubled, labels stand on one side only, documents are empty, some without a text. Whole
numbers and doubles must be equal, doubles to the last bit; only the ends of intervals may differ in the last digits,
for reasons that slow_analysis.py gives. A set is its number: a fault is seen again by --first NUMBER --sets 1.
"""
import argparse
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import slow_analysis
import slow_findings

# With these nearly everything is a finding, so that gains, and those of three findings at once, are of all rules.
EAGER = {"least_items": 1, "least_documents": 1, "constant_rate": 0.02, "chance_z": 0, "suspected_items": 1, "suspected_rate": 0,
         "nearly_all_missed": 0.02, "many_missed": 0.01, "boundary_rate": 0, "weak_score": 1, "few_test_labels": 1,
         "strong_chance": 0.6, "moderate_chance": 0.2, "audit_items": 1, "audit_share": 0.5, "audit_agreement": 0.5, "over_labelled_items": 2,
         "over_labelled_share": 0.5, "fallback_documents": 1, "fallback_share": 0.1, "fallback_scored": 0,
         "fallback_level": 1, "fallback_strong_level": 0.1}
TASKS = ("entities", "single_label", "multi_label")
WORDS = ["Acme", "Acme", "12", "High  Street,", "of", "B-7", "in", "Zoë", "Ünal", "a", "\n", "日本", "Mr Zoë", "Dr. Ünal",
         "Street"]
INTERVAL = 1e-9  # relative to the larger
ENDS = {"low", "high"}


# ---- random test sets

def random_text(chosen):
    return " ".join(chosen.choice(WORDS) for _ in range(chosen.randrange(14))) or "x"


def random_span(chosen, labels, length):
    start = chosen.randrange(length)
    end = min(length, start + chosen.choice((1, 1, 2, 3, 4, 6, 9, 20)))
    return chosen.choice(labels), start, end


def habitual_spans(chosen, habits, text):
    """Words that mostly have their label, and words that hardly ever have it: what an audit looks for."""
    return [(label, at, at + len(word)) for word, (label, share) in habits.items() for at in range(len(text or ""))
            if text.startswith(word, at) and chosen.random() < share]


def random_spans(chosen, labels, text, habits):
    """Both sides: copies, near copies, duplicates, other labels, and what stands alone."""
    if habits:
        gold = habitual_spans(chosen, habits, text)
        return gold, [span for span in gold if chosen.randrange(2)] + habitual_spans(chosen, habits, text)[:1]
    length = len(text) if text is not None else 25
    words = [(at, at + len(word)) for word in WORDS if text is not None for at in range(length)
             if text.startswith(word, at)]
    gold = [random_span(chosen, labels, length) for _ in range(chosen.choice((0, 0, 1, 2, 3, 5)))]
    gold += [(chosen.choice(labels), *chosen.choice(words)) for _ in range(chosen.randrange(3)) if words]
    predicted = [random_span(chosen, labels, length) for _ in range(chosen.choice((0, 0, 1, 2, 4)))]
    predicted += [(chosen.choice(labels), *chosen.choice(words)) for _ in range(chosen.randrange(2)) if words]
    for label, start, end in gold:
        action = chosen.randrange(6)
        if action < 2:
            predicted.append((label, start, end))
        elif action == 2:
            predicted.append((chosen.choice(labels), start, end))
        elif action == 3:
            predicted.append((chosen.choice((label, chosen.choice(labels))), start, min(length, end + 1)))
    for side in (gold, predicted):
        if side and chosen.randrange(6) == 0:
            side.append(chosen.choice(side))
    return gold, predicted


def random_classes(chosen, task, labels):
    if task == "single_label":
        gold = [chosen.choice(labels)]
        predicted = [] if chosen.randrange(9) == 0 else gold if chosen.randrange(2) else [chosen.choice(labels)]
    else:
        gold = [label for label in labels if chosen.randrange(3) == 0]
        predicted = [label for label in labels if (label in gold) == (chosen.randrange(4) > 0)]
    return [[(label, 0, 0) for label in side] for side in (gold, predicted)]


def random_scores(chosen, document):
    return [chosen.randrange(101) / 100 if chosen.randrange(4) else None for _ in document["predicted"]]


def hide_label(chosen, documents, labels):
    """Of single labels: documents of one label are taken for others, with low scores; most others are right."""
    hidden = (chosen.choice(labels), 0, 0)
    limit = chosen.randrange(5, 100)
    for document in documents:
        if chosen.randrange(3) == 0:
            document["gold"] = [hidden]
        if document["gold"] == [hidden] or chosen.randrange(16) == 0:
            document["predicted"] = [(chosen.choice(labels), 0, 0)]
            document["scores"] = [chosen.randrange(limit) / 100]
        else:
            document["predicted"] = document["gold"] if chosen.randrange(8) else [(chosen.choice(labels), 0, 0)]
            document["scores"] = [chosen.randrange(chosen.choice((0, limit, limit)), 101) / 100]


def random_set(number):
    chosen = random.Random(number)
    task = TASKS[number % 3]
    labels = list("ABCDEFG"[:chosen.randrange(1, 7)])
    chosen.shuffle(labels)
    used = labels[:-1] if len(labels) > 2 and chosen.randrange(3) == 0 else labels
    with_text = chosen.randrange(3)  # none, some, all
    habits = {word: (chosen.choice(used), chosen.choice((0.04, 0.85, 0.95))) for word in WORDS if len(word) > 1}
    habits = habits if chosen.randrange(3) == 0 else {}
    documents = []
    is_hiding = task == "single_label" and chosen.randrange(2)
    for at in range(chosen.choice((35, 60, 90, 120) if is_hiding else (0, 1, 2, 3, 5, 9, 12, 20, 35))):
        text = random_text(chosen) if with_text == 2 or (with_text and chosen.randrange(2)) else None
        sides = random_spans(chosen, used, text, habits) if task == "entities" else random_classes(chosen, task, used)
        documents.append({"id": f"d{at}", "text": text, **{
            side: sorted(items, key=lambda item: (item[1], item[2], labels.index(item[0])))
            for side, items in zip(("gold", "predicted"), sides)}})
        documents[-1]["scores"] = random_scores(chosen, documents[-1])
    if is_hiding:
        hide_label(chosen, documents, used)
    return {"task": task, "labels": labels, "documents": documents, "thresholds": EAGER if number % 2 else {}}


def written(test_set, chosen):
    """As evaluation.jsonl, annotations in any order."""
    def annotation(item, score):
        span = {"start": item[1], "end": item[2]} if test_set["task"] == "entities" else {}
        return {"label": item[0], **span, **({"score": score} if score is not None else {})}
    lines = [{"schema": "errata/evaluation/1", "task": test_set["task"], "labels": test_set["labels"]}]
    for document in test_set["documents"]:
        line = {"id": document["id"]} | ({"text": document["text"]} if document["text"] is not None else {})
        for side, scores in (("gold", [None] * len(document["gold"])), ("predicted", document["scores"])):
            line[side] = [annotation(item, score) for item, score in zip(document[side], scores)]
            chosen.shuffle(line[side])
        lines.append(line)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


# ---- comparing

class Comparison:
    def __init__(self):
        self.compared, self.faults = 0, []

    def same(self, where, ours, theirs):
        """Equal values, of the same keys; what only errata says is not compared."""
        if isinstance(theirs, dict):
            for key, value in theirs.items():
                self.same(f"{where}.{key}", ours.get(key, "no such key"), value)
        elif isinstance(theirs, list):
            self.leaf(f"{where} items", len(ours), len(theirs))
            for at, (one, other) in enumerate(zip(ours, theirs)):
                self.same(f"{where}[{at}]", one, other)
        elif where.rsplit(".", 1)[-1] in ENDS and None not in (ours, theirs):
            self.compared += 1
            if abs(ours - theirs) > INTERVAL * max(abs(ours), abs(theirs)):
                self.faults.append(f"{where}: errata {ours!r}, slowly {theirs!r}")
        else:
            self.leaf(where, ours, theirs)

    def leaf(self, where, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.faults.append(f"{where}: errata {ours!r}, slowly {theirs!r}")


def compare_matrix(check, ours, theirs):
    names = [*ours["labels"], None]
    check.leaf("matrix labels", sorted(ours["labels"]), sorted(label for label in theirs if label is not None))
    for name, row in zip(names, ours["rows"]):
        for other, weight in zip(names, row):
            check.leaf(f"matrix {name} {other}", weight, theirs[name][other])


def compare_places(check, name, ours, theirs):
    """Rows of places, in any order; equal ones are one."""
    key = lambda row: (row["document"], row["start"], row["end"], row["label"])
    check.same(name, sorted(ours, key=key), sorted({key(row): row for row in theirs}.values(), key=key))


def compare_edges(check, ours, theirs):
    """Equal rows, which equal gold spans have, are one."""
    key = lambda row: tuple(map(str, row.values()))
    check.same("label_edges", sorted(ours, key=key), sorted({key(row): row for row in theirs}.values(), key=key))


def compare_fallback(check, test_set, findings):
    """Whether one label in the place of unsure predictions is told of, which one, and how surely."""
    found = [finding for finding in findings if finding["rule"] == "fallback-threshold"]
    check.leaf("fallback-threshold", len(found), int(slow_findings.fallback(test_set) is not None))
    for finding in found[:1]:
        said, evidence = slow_findings.fallback(test_set) or ({}, None)
        said |= {"macro_falls": int(finding["gain"]["macro_f1"] < 0)}
        check.same("fallback-threshold", slow_analysis.facts(finding), said)
        check.leaf("fallback-threshold evidence", (finding["evidence"], finding["effort"]), (evidence, 0))


def compare_findings(check, test_set, ours, surfaces, grades):
    """Which labels the rules of scores name, what sentences say in numbers, and what findings share."""
    findings = ours["findings"]
    compare_fallback(check, test_set, findings)
    for rule, labels in slow_findings.labels_of_scores(test_set, findings).items():
        check.leaf(f"labels of {rule}", slow_findings.named_by(findings, rule), labels)
    for finding in findings:
        if finding["rule"] == "break-down":
            check.leaf("documents of break-down", (finding["effort"], finding["documents"]),
                       slow_findings.documents_to_break_down(test_set, finding))
        said = slow_analysis.facts(finding)
        for name, value in slow_findings.facts_of(test_set, ours, finding).items():
            check.leaf(f"{finding['rule']} {said.get('label', said.get('gold'))} {name}", said.get(name), value)
    if test_set["task"] != "multi_label":
        check.leaf("order of findings", [f["id"] for f in findings],
                   slow_findings.told_order(test_set, ours, surfaces, grades))
    if not (test_set["task"] == "multi_label" and any(map(slow_analysis.is_of_classes, findings))):
        for finding, other, count in slow_findings.shares(test_set, ours, surfaces, grades):
            said = slow_analysis.facts(finding)
            check.leaf(f"{finding['rule']} {said} shares", (said["shares"], said["shares_count"]), (other, count))


def compare(check, test_set, ours):
    theirs = slow_analysis.analyze(test_set)
    surfaces = theirs.pop("surfaces")
    compare_matrix(check, ours["matrix"], theirs.pop("matrix"))
    check.same("others", sorted(ours["scores"]["others"]), sorted(theirs["scores"]["others"]))
    for name in ("unlabeled", "audit", "over_labelled", "minority_labels"):
        compare_places(check, name, ours[name] or [], theirs.pop(name, []))
    compare_edges(check, ours["label_edges"], theirs.pop("label_edges", []))
    check.same("", ours, theirs)
    grades = {(row["document"], row["start"], row["end"], row["label"]): row["grade"] for row in ours["unlabeled"]}
    if surfaces is not None:
        check.same("accepted", ours["accepted"], slow_analysis.accepted(test_set, surfaces, grades))
    for finding in ours["findings"]:
        slowly = slow_analysis.gain_of_new_labels(test_set, ours["label_errors"]) if slow_analysis.is_of_classes(finding) \
            else slow_analysis.gain_of_findings(test_set, [finding], surfaces, grades)
        check.same(f"{finding['rule']} {slow_analysis.facts(finding)}", finding["gain"], slowly)
    compare_findings(check, test_set, ours, surfaces, grades)
    if not any(map(slow_analysis.is_of_classes, ours["findings"][:3])):
        check.same("joint_gain", ours["joint_gain"],
                   slow_analysis.gain_of_findings(test_set, ours["findings"][:3], surfaces, grades))
    return len(ours["findings"])


def options_of(test_set):
    settings = ",".join(f"{name}={value}" for name, value in test_set["thresholds"].items())
    return ["--thresholds", settings] if settings else []


def try_set(errata, number):
    test_set, check = random_set(number), Comparison()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "evaluation.jsonl")
        path.write_text(written(test_set, random.Random(-number)), encoding="utf-8")
        done = subprocess.run([errata, "analyze", "-q", path, "-o", "-", *options_of(test_set)], capture_output=True, timeout=60)
    if done.returncode != 0:
        return 0, 0, [f"exit {done.returncode}: {done.stderr.decode()}"]
    findings = compare(check, test_set, json.loads(done.stdout))
    return check.compared, findings, check.faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("errata")
    parser.add_argument("--sets", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.sets)
    compared = findings = faulty = 0
    with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
        tried = pool.map(try_set, [options.errata] * len(numbers), numbers, chunksize=8)
        for number, (values, found, faults) in zip(numbers, tried):
            compared, findings, faulty = compared + values, findings + found, faulty + bool(faults)
            for fault in faults[:5] if faulty <= 20 else []:
                print(f"set {number}, {TASKS[number % 3]}: {fault}")
    print(f"{len(numbers)} test sets, {compared} values compared, {findings} findings; {faulty} sets differ")
    sys.exit(1 if faulty or not findings else 0)


if __name__ == "__main__":
    main()
