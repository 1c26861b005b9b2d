#!/usr/bin/env python3
"""A run over inputs with records that cannot be used: what becomes of each, in every place that says so.

  issues_test.py ERRATA

For each model used + skipped + rejected == seen, the same in evaluation.jsonl, analysis.json, run.json and the two
reports; each issue names its file, its line or item, the record where it has an id, and a reason that is counted.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ITEM = {"location": "a.txt", "language": "en", "projectKind": "CustomSingleLabelClassification",
        "customSingleLabelClassificationResult": {"expectedClass": "A", "predictedClass": "B"}}
LINE = '{"id":"good","gold":["A"],"predicted":["B"]}'

# Model -> file, content, further keys, counts (seen, used, skipped, rejected), and issues: (line, record, reason), where
# no line can be named the detail begins with the item.
MODELS = {
    "lines": ("in.jsonl", "\n".join([LINE, "{", LINE, '{"id":"x","gold":["A"]}', LINE]), "", (5, 3, 2, 0),
              [(2, "", "not valid JSON"), (4, "x", "no 'predicted'")]),
    "cells": ("in.csv", "id,text,gold,predicted\n1,a,A,A\n2,b,,A\n3,c,A,\n", "", (3, 2, 1, 0),
              [(3, "2", "no gold label")]),
    "items": ("page.json", json.dumps({"value": [ITEM, 7, ITEM | {"location": "b.txt"}, {"location": "c.txt"}]}), "",
              (4, 2, 2, 0), [("item 2", "", "an item that is not an object"), ("item 4", "c.txt", None)]),
    "tokens": ("in.conll", "A B-X B-X\n\nA B-X\n\nB O B-X\n", "", (3, 2, 1, 0), [(3, None, None)]),
    "dropped": ("in.jsonl", "\n".join([LINE, '{"id":"drop","gold":["D"],"predicted":["A"]}', "[]"]),
                "label_map = labels.map\n", (3, 1, 1, 1),
                [(2, "drop", "its label is dropped by the label map"), (3, "", "not a JSON object")]),
}


def write_inputs(folder):
    config = ["[errata]\noutput = reports\n"]
    for model, (name, content, keys, _, _) in MODELS.items():
        (folder / model).mkdir()
        (folder / model / name).write_text(content + "\n", encoding="utf-8")
        config.append(f"[model.{model}]\ninput = {model}/{name}\nmax-issues = 50%\n{keys}")
    config.append("[model.toomany]\ninput = lines/in.jsonl\nmax-issues = 39%\n")
    config.append("[model.justenough]\ninput = lines/in.jsonl\nmax-issues = 40%\n")
    (folder / "labels.map").write_text("D =\n", encoding="utf-8")
    (folder / "night.ini").write_text("\n".join(config), encoding="utf-8")


def counts_of(said):
    return tuple(said[key] for key in ("seen", "used", "skipped", "rejected"))


def words_of(report):
    """Of "3 records were read: 1 used, 1 left out, 1 set aside …"."""
    found = re.search(r"(\d+) records? (?:was|were) read: (\d+) used, (\d+) left out(?:, (\d+) set aside)?", report)
    return tuple(int(number or 0) for number in found.groups()) if found else None


def check_issues(name, issues, expected):
    faults = []
    for (where, record, reason), issue in zip(expected, issues["first"]):
        at = issue["detail"].split(":")[0] if isinstance(where, str) else issue["line"]
        wanted = (where, issue["record"] if record is None else record, issue["reason"] if reason is None else reason)
        if (at, issue["record"], issue["reason"]) != wanted or issue["file"] != name or not issue["reason"]:
            faults.append(f"issue {issue}, expected {(where, record, reason)}")
        if issue["reason"] not in issues["by_reason"]:
            faults.append(f"{issue['reason']} is not counted")
    if len(issues["first"]) != len(expected) or sum(issues["by_reason"].values()) != len(expected):
        faults.append(f"{len(issues['first'])} issues, {issues['by_reason']}, expected {len(expected)}")
    return faults


def check_model(model, run):
    name, _, _, counts, expected = MODELS[model]
    header = json.loads((run / "evaluation.jsonl").read_text(encoding="utf-8").split("\n")[0])
    analysis = json.loads((run / "analysis.json").read_text(encoding="utf-8"))
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    places = {"evaluation.jsonl": counts_of(header["issues"]), "analysis.json": counts_of(analysis["issues"]),
              "run.json": counts_of(record["counts"])}
    for report in ("report.html", "report.md"):
        places[report] = words_of((run / report).read_text(encoding="utf-8"))
    faults = [f"{place}: {seen}, expected {counts}" for place, seen in places.items() if seen != counts]
    if counts[0] != sum(counts[1:]) or analysis["test_set"]["documents"] != counts[1]:
        faults.append("the counts do not add up")
    faults += check_issues(name, header["issues"], expected) + check_issues(name, analysis["issues"], expected)
    faults += [f"run.json does not warn of: {reason}" for reason, count in header["issues"]["by_reason"].items()
               if f"{reason}: {count}" not in record["warnings"]]
    return [f"{model}: {fault}" for fault in faults]


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write_inputs(folder)
        done = subprocess.run([errata, "run", "night.ini"], cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode != 3 or "2 of 5 records cannot be used, most often: " not in done.stderr:
            faults.append(f"exit {done.returncode}: {done.stderr}")
        for model in [*MODELS, "justenough", "toomany"]:
            has_report = (folder / "reports" / model / "latest").exists()
            if has_report == (model == "toomany"):
                faults.append(f"{model}: {'a' if has_report else 'no'} report")
            elif model in MODELS:
                faults += check_model(model, (folder / "reports" / model / "latest").resolve())
    print("\n".join(faults))
    print(f"{len(MODELS)} models, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
