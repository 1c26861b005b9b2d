#!/usr/bin/env python3
"""A document of 240,000 tokens is held by windows around its errors, and each of its errors is listed.

  giant_test.py ERRATA

Beside it stands a small one. Alone, against an earlier evaluation, and masked. Offsets in analysis.json and errors.csv are those of
the whole text, which the test knows; windows end between words; what is not held is said on the page and in the ticket; and
the errors of errors.csv are all that there are, also where `errata render` finds evaluation.jsonl beside analysis.json, and
as many as analysis.json holds where it does not, which is said.
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

FAULTS = []
SECONDS = 60  # for a command; one that is quadratic takes many minutes


def check(claim, holds):
    if not holds:
        FAULTS.append(claim)


def run(errata, folder, *arguments):
    done = subprocess.run([errata, *arguments], cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}: {' '.join(arguments)}: {done.stderr}")
    return done.stderr


def evaluation(file, wrong):
    """240,000 words, of which each tenth is labelled; of these a share is predicted one word too long, or not at all."""
    rng = random.Random(1)
    words = [rng.choice(("wörd", "名前", "zwölf,", "👋🏽", "plain")) + str(rng.randrange(10_000)) for _ in range(240_000)]
    begins, ends, at = [], [], 0
    for word in words:
        begins.append(at)
        at += len(word) + 1
        ends.append(at - 1)
    text = " ".join(words)
    rng = random.Random(wrong)
    gold, predicted = [], []
    for number in range(0, 239_990, 10):
        label = f"L{number // 10 % 3}"
        gold.append({"label": label, "start": begins[number], "end": ends[number]})
        fate = rng.random()
        if fate > 0.2:
            predicted.append({**gold[-1], "score": 0.5})
        elif fate > 0.1:
            predicted.append({**gold[-1], "end": ends[number + 1], "score": 0.25})
    small = {"id": "small", "text": "Jena am See", "gold": [{"label": "L0", "start": 0, "end": 4}], "predicted": []}
    head = {"schema": "errata/evaluation/1", "task": "entities", "name": "giant", "offsets": "codepoints"}
    with open(file, "w", encoding="utf-8") as lines:
        for record in (head, small, {"id": "giant", "text": text, "gold": gold, "predicted": predicted}):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return text


def read(folder):
    analysis = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
    with open(folder / "errors.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return analysis, lines


def check_windows(name, text, document, is_masked):
    check(f"{name}: the giant has many windows and its length", len(document["windows"]) > 50 and document["length"] == len(text))
    held = "".join(text[w["start"]:w["end"]] for w in document["windows"])
    check(f"{name}: the windows are the text", len(document["text"]) == len(held) and (is_masked or document["text"] == held))
    edges = {text[at - 1:at + 1] for w in document["windows"] for at in (w["start"], w["end"]) if 0 < at < len(text)}
    check(f"{name}: windows end between words, not in {[e for e in edges if e.isalnum()][:5]}", not any(e.isalnum() and e.isascii() for e in edges))
    inside = all(any(w["start"] <= s["start"] and s["end"] <= w["end"] for w in document["windows"])
                 for side in ("gold", "predicted") for s in document[side])
    check(f"{name}: what is held lies within the windows", inside)
    check(f"{name}: what is held is within the bound", len(json.dumps(document, ensure_ascii=False).encode()) <= 300_000)


def check_lines(name, text, analysis, lines, is_masked):
    errors = sum(row["count"] for kind, row in analysis["error_classes"].items() if kind != "correct")
    check(f"{name}: {len(lines)} of {errors} errors are listed", len(lines) == errors)
    for line in lines:
        if line["document"] != "giant":
            continue
        for side in ("gold", "predicted"):
            surface = text[int(line[f"{side}_start"]):int(line[f"{side}_end"])] if line[f"{side}_start"] else ""
            if not is_masked and line[f"{side}_surface"].lstrip("'") != surface:
                check(f"{name}: {line} is not on {surface!r}", False)
                return
            if is_masked and bool(line[f"{side}_surface"]) != bool(surface):
                check(f"{name}: {line} is not masked", False)
                return


def check_report(name, folder, text, is_masked=False):
    analysis, lines = read(folder)
    documents = {document["id"]: document for document in analysis["documents"]}
    check(f"{name}: both documents are held", set(documents) == {"giant", "small"})
    check_windows(name, text, documents["giant"], is_masked)
    check_lines(name, text, analysis, lines, is_masked)
    kept = sum(w["end"] - w["start"] for w in documents["giant"]["windows"])
    said = f"{kept:,} of {len(text):,} characters are kept here"
    for file in ("report.html", "report.md"):
        content = (folder / file).read_text(encoding="utf-8")
        check(f"{name}: {file} says {said!r}", said in content)
        check(f"{name}: {file} has a bound", len(content) < 4_500_000)
        if is_masked:
            check(f"{name}: no word stands in {file}", "wörd" not in content and "名前" not in content)
    return analysis, lines


def check_alone(errata, folder, text):
    run(errata, folder, "report", "now.jsonl", "-o", "alone", "-q")
    _, lines = check_report("alone", folder / "alone", text)
    said = run(errata, folder, "render", "alone/analysis.json", "-o", "held")
    held = (folder / "held/errors.csv").read_text(encoding="utf-8").splitlines()
    listed = len(held) - 2
    check("an analysis alone lists some", 50 < listed < len(lines))
    check("the last line counts the others", held[-1].startswith(f'"({len(lines) - listed:,} more errors are not listed)"'))
    check(f"the terminal says so: {said}", f"errors.csv lists {listed:,} of {len(lines):,} errors: the analysis holds no more" in said)
    check("and so does the page",
          f"errors.csv lists {listed:,} of {len(lines):,} errors" in (folder / "held/report.html").read_text(encoding="utf-8"))
    (folder / "alone/evaluation.jsonl").write_bytes((folder / "now.jsonl").read_bytes())
    run(errata, folder, "render", "alone/analysis.json", "-o", "beside", "-q")
    check("with its evaluation beside it, it lists all",
          (folder / "beside/errors.csv").read_bytes() == (folder / "alone/errors.csv").read_bytes())
    (folder / "alone/evaluation.jsonl").write_bytes((folder / "before.jsonl").read_bytes())
    run(errata, folder, "render", "alone/analysis.json", "-o", "other", "-q")
    check("the evaluation of another model is left alone",
          (folder / "other/errors.csv").read_bytes() == (folder / "held/errors.csv").read_bytes())


def check_compared(errata, folder, text):
    run(errata, folder, "compare", "before.jsonl", "now.jsonl", "-o", "compared", "-q")
    analysis, lines = check_report("compared", folder / "compared", text)
    comparison = analysis["comparison"]
    check("each error is new or persisting", comparison["new_errors"]["count"] + comparison["persisting_errors"] == len(lines))
    ids = {line["error"] for line in lines}
    check("new errors have the ids of errors.csv", {error["id"] for error in comparison["new_errors"]["first"]} <= ids)


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        text = evaluation(folder / "now.jsonl", 1)
        evaluation(folder / "before.jsonl", 2)
        check_alone(errata, folder, text)
        check_compared(errata, folder, text)
        run(errata, folder, "report", "now.jsonl", "-o", "masked", "-q", "--text", "masked")
        check_report("masked", folder / "masked", text, True)
        words = (folder / "masked/errors.csv").read_text(encoding="utf-8") + (folder / "masked/worklist.jsonl").read_text(encoding="utf-8")
        check("masked lists hold no word", "wörd" not in words and "名前" not in words)
    print("\n".join(FAULTS) or "all holds")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
