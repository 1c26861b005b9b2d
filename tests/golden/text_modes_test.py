#!/usr/bin/env python3
"""Random texts of all tasks: no word of them stands in any file of a report with --text masked or none.

  text_modes_test.py ERRATA SOURCE_DIR

Words are made up, so that nothing else says them; every single one is looked for, in each file as it stands, not only runs
of four as errata itself does. The same files are rendered again from a full analysis.json. The worklists are held against
the published schema, and read again without an issue. A run with a config keeps its data from others.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import evaluation_schema

FILES = ["report.html", "report.md", "errors.csv", "worklist.jsonl", "analysis.json"]
LABELS = ["Alpha", "Beta", "Gamma"]
SYLLABLES = ["zor", "quib", "wug", "vlek", "jyx", "Żuł", "мырг", "ßöff", "plonq", "kryv"]
UNSPACED = "齉龘靐齾爨癵籱饢驫鱻麤龗"
MARKS = [" ", " ", " ", " ", ", ", "\n", " <b>", " & ", " \"", "'", " | ", " `", "\t", " =", " 👋 "]


def word(chance):
    if chance.random() < 0.1:
        return "".join(chance.choices(UNSPACED, k=chance.randint(4, 16)))
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3)))


def document(chance, task, words, number):
    text, edges = "", []
    for _ in range(chance.randint(1, 30)):
        if text:
            text += chance.choice(MARKS)
        edges.append(len(text))
        text += chance.choice(words)
        edges.append(len(text))

    def spans():
        found = []
        for _ in range(chance.randint(0, 5)):
            begin, end = sorted(chance.sample(edges, 2))
            found.append({"label": chance.choice(LABELS), "start": begin, "end": end})
        return found

    def side():
        if task == "entities":
            return spans()
        return chance.sample(LABELS, 1 if task == "single_label" else chance.randint(0, 3))
    gold = side()
    predicted = json.loads(json.dumps(gold)) if chance.random() < 0.6 else side()
    if task == "entities":
        predicted = [span | {"score": round(chance.random(), 3)} for span in predicted]
    return {"id": f"d{number}", "text": text, "gold": gold, "predicted": predicted}


def made(chance, task):
    words = [word(chance) for _ in range(60)]
    documents = [document(chance, task, words, number) for number in range(60)]
    head = {"schema": "errata/evaluation/1", "task": task, "name": "made"}
    return words, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in [head, *documents])


def run(errata, folder, *arguments):
    done = subprocess.run([errata, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode:
        sys.exit(f"exit {done.returncode}: {arguments}: {done.stderr}")


def said_in(path):
    text = path.read_text(encoding="utf-8")
    unescaped = text.encode().decode("unicode_escape", "ignore") if "\\u" in text and text.isascii() else text
    return (text + unescaped).lower()


def check(errata, validator, folder, words, out, faults):
    for name in FILES:
        said = said_in(out / name)
        for one in words:
            if one.lower() in said:
                faults.append(f"{out.name}/{name}: holds {one!r}")
    if validator:
        faults += validator.faults(out / "worklist.jsonl")
    documents = len((out / "worklist.jsonl").read_text(encoding="utf-8").split("\n")) - 2
    if documents == 0:
        return
    run(errata, folder, "normalize", out / "worklist.jsonl", "-o", folder / "again.jsonl", "-q")
    issues = json.loads((folder / "again.jsonl").read_text(encoding="utf-8").split("\n")[0])["issues"]
    if issues["by_reason"] or issues["used"] != documents:
        faults.append(f"{out.name}: its worklist is read with {issues}")


def check_run(errata, folder, faults):
    (folder / "nightly.ini").write_text("[errata]\ntext = masked\n[model.made]\ninput = full.jsonl\n")
    run(errata, folder, "run", "nightly.ini", "-q")
    latest = folder / "reports/made/latest"
    if (latest / "evaluation.jsonl").stat().st_mode & 0o077:
        faults.append("evaluation.jsonl of a masked run can be read by others")
    if json.loads((latest / "run.json").read_text())["text"] != "masked":
        faults.append("run.json does not say that texts are masked")


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    validator, faults, reports, listed = evaluation_schema.Validator(errata), [], 0, 0
    for seed in range(4):
        for task in ("entities", "single_label", "multi_label"):
            with tempfile.TemporaryDirectory() as name:
                folder, before = pathlib.Path(name), len(faults)
                words, lines = made(random.Random(f"{seed} {task}"), task)
                (folder / "full.jsonl").write_text(lines, encoding="utf-8")
                run(errata, folder, "report", "full.jsonl", "-o", "full", "-q")
                seen = sum(one.lower() in said_in(folder / "full/analysis.json") for one in words)
                if seen < 10:
                    faults.append(f"only {seen} words stand in a full analysis: nothing is tested")
                for mode in ("masked", "none"):
                    run(errata, folder, "report", "full.jsonl", "--text", mode, "-o", mode, "-q")
                    run(errata, folder, "render", "full/analysis.json", "--text", mode, "-o", mode + "-again", "-q")
                    run(errata, folder, "compare", "full.jsonl", "full.jsonl", "--text", mode, "-o", mode + "-both", "-q")
                    for out in (mode, mode + "-again", mode + "-both"):
                        check(errata, validator, folder, words, folder / out, faults)
                        reports += 1
                check_run(errata, folder, faults)
                listed += len(re.findall(r'"review"', (folder / "full/worklist.jsonl").read_text(encoding="utf-8")))
                faults[before:] = [f"seed {seed}, {task}: {fault}" for fault in faults[before:]]
    print("\n".join(faults[:50]))
    print(f"{reports} reports, {listed} documents of worklists; {len(faults)} faults")
    sys.exit(1 if faults or listed < 10 else 0)


if __name__ == "__main__":
    main()
