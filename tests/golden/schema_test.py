#!/usr/bin/env python3
"""Holds every evaluation.jsonl of the tests against the published schema, by an independent validator.

  schema_test.py ERRATA SOURCE_DIR [KEPT UNIT_TEST...]

These are the files that golden cases expect, the samples, and those that each UNIT_TEST (the name of a Catch2 binary) has left
in the folder KEPT, which is empty behind. What errata turns away, the schema must turn away, too. Exits with 77 (skipped) where python3-jsonschema is not there.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import evaluation_schema

HEAD = '{"schema":"errata/evaluation/1","task":"%s"}'
SPAN = '{"gold":[%s],"predicted":[]}'

# A task, and a document that errata makes an issue of there.
TURNED_AWAY = [
    ("entities", "[1]"),
    ("entities", '"text"'),
    ("entities", '{"id":"x","gold":[]}'),
    ("entities", '{"id":"x","predicted":[]}'),
    ("entities", '{"id":7,"gold":[],"predicted":[]}'),
    ("entities", '{"text":["a"],"gold":[],"predicted":[]}'),
    ("entities", '{"gold":7,"predicted":[]}'),
    ("entities", '{"gold":[7],"predicted":[]}'),
    ("entities", '{"gold":[["A"]],"predicted":[]}'),
    ("entities", '{"offsets":"runes","gold":[],"predicted":[]}'),
    ("entities", '{"offsets":null,"gold":[],"predicted":[]}'),
    ("entities", SPAN % '{"label":"A","start":-1,"end":2}'),
    ("entities", SPAN % '{"label":"A","start":1.5,"end":2}'),
    ("entities", SPAN % '{"label":"A","start":"1","end":2}'),
    ("entities", SPAN % '{"label":"A","start":1,"end":4294967296}'),
    ("entities", SPAN % '{"label":"A","start":1}'),
    ("entities", SPAN % '{"label":"A","end":1}'),
    ("entities", SPAN % '{"start":0,"end":1}'),
    ("entities", SPAN % '{"label":"A","start":0,"end":0}'),
    ("entities", SPAN % '{"label":7,"start":0,"end":1}'),
    ("entities", SPAN % '{"label":"A","start":0,"end":1,"score":"high"}'),
    ("entities", SPAN % '{"label":"A","start":0,"end":1,"chosen":"yes"}'),
    ("entities", SPAN % '"A"'),
    ("entities", SPAN % '{"label":"A"}'),
    ("multi_label", SPAN % '{"label":"A","start":0,"end":1}'),
    ("single_label", SPAN % '{"label":"A","start":0,"end":1}'),
    ("single_label", '{"gold":[],"predicted":["A"]}'),
    ("single_label", '{"gold":null,"predicted":["A"]}'),
    ("single_label", '{"gold":["A","B"],"predicted":["A"]}'),
    ("single_label", '{"gold":["A"],"predicted":["A",{"label":"B"}]}'),
]

# Headers that errata refuses.
REFUSED = [
    '{"schema":"errata/evaluation/2","task":"entities"}',
    '{"schema":"errata/evaluation/1"}',
    '{"schema":"errata/evaluation/1","task":"ner"}',
    '{"schema":"errata/evaluation/1","task":7}',
    '{"schema":"errata/evaluation/1","task":"entities","labels":"A"}',
    '{"schema":"errata/evaluation/1","task":"entities","labels":[1]}',
    '{"schema":"errata/evaluation/1","task":"entities","offsets":"runes"}',
    '{"schema":"errata/evaluation/1","task":"entities","name":[]}',
    '{"schema":"errata/evaluation/1","task":"entities","source":"here"}',
    '{"schema":"errata/evaluation/1","task":"entities","source":{"inputs":[{"bytes":-1}]}}',
    '{"schema":"errata/evaluation/1","task":"entities","issues":{"seen":"many"}}',
    '{"schema":"errata/evaluation/1","task":"entities","issues":{"seen":9007199254740994,"used":9007199254740994}}',
    '{"schema":"errata/evaluation/1","task":"entities","training":{"labels":{"A":-1}}}',
    '{"schema":"errata/evaluation/1","task":"entities","service":{"matrix":{"A":7}}}',
    '{"schema":"errata/evaluation/1","task":"entities","remarks":[{}]}',
]

# What both take: the shapes that people write.
TAKEN = [
    ("entities", '{"gold":[],"predicted":[]}'),
    ("entities", '{"gold":null,"predicted":{"label":"A","start":0,"end":1}}'),
    ("entities", '{"id":null,"language":null,"text":null,"gold":[],"predicted":[],"more":{"of":"ours"}}'),
    ("entities", '{"offsets":"utf16","text":"👋","gold":[{"label":"A","start":0,"end":2}],"predicted":[]}'),
    ("multi_label", '{"gold":["A","B"],"predicted":"A"}'),
    ("single_label", '{"gold":"A","predicted":null}'),
    ("single_label", '{"gold":["A"],"predicted":[{"label":"B","score":0.7},{"label":"A","score":0.2,"chosen":false}]}'),
    ("single_label", '{"gold":{"label":"A","score":null},"predicted":[]}'),
]


def normalize(errata, *lines):
    """Exit code and issues of a file of these lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "in.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run([errata, "normalize", path, "--max-issues", "100%", "-q", "-o", f"{folder}/out.jsonl"],
                              capture_output=True, text=True, timeout=60)
        if done.returncode:
            return done.returncode, None
        header = json.loads((pathlib.Path(folder) / "out.jsonl").read_text(encoding="utf-8").split("\n")[0])
        return 0, header["issues"]["skipped"]


def is_used_by_analyze(errata, *lines):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "in.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return subprocess.run([errata, "analyze", path, "-q", "-o", f"{folder}/a.json"], capture_output=True,
                              timeout=60).returncode == 0


GOOD = {"entities": SPAN % '{"label":"A","start":0,"end":1}', "multi_label": SPAN % '"A"', "single_label": SPAN % '"A"'}


def check_cases(errata, validator):
    faults = []
    for task, line in TURNED_AWAY:
        if normalize(errata, HEAD % task, GOOD[task], line) != (0, 1):
            faults.append(f"errata makes no issue of {line}")
        if validator.takes(json.loads(line), task):
            faults.append(f"the schema takes, as {task}: {line}")
    for line in REFUSED:
        if is_used_by_analyze(errata, line, GOOD["entities"]):
            faults.append(f"errata takes {line}")
        if validator.takes(json.loads(line)):
            faults.append(f"the schema takes {line}")
    for task, line in TAKEN:
        if normalize(errata, HEAD % task, GOOD[task], line) != (0, 0):
            faults.append(f"errata makes an issue of {line}")
        if not validator.takes(json.loads(line), task) or not validator.takes(json.loads(line)):
            faults.append(f"the schema does not take, as {task}: {line}")
    return faults


def left_by_unit_tests(validator, folder, unit_tests):
    """How many files, and the faults of all; the files go, whatever was found."""
    made = sorted(folder.iterdir()) if unit_tests else []
    faults = [f"{name}: kept no evaluation" for name in unit_tests
              if not any(path.name.startswith(name + "-") for path in made)]
    for path in made:
        faults += validator.faults(path)
        path.unlink()
    return len(made), faults


def main():
    errata, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    validator = evaluation_schema.Validator(errata)
    if validator is None:
        sys.exit(77)
    printed = subprocess.run([errata, "formats", "--schema"], capture_output=True, timeout=60).stdout
    faults = []
    if printed != (source / "src/normalize/evaluation.schema.json").read_bytes():
        faults.append("errata formats --schema does not print src/normalize/evaluation.schema.json")
    faults += check_cases(errata, validator)
    kept = [*(source / "tests/golden").glob("*/expected/**/*"), *(source / "sample-data").glob("*/*.jsonl")]
    kept = [path for path in kept if path.is_file() and evaluation_schema.is_evaluation(path)]
    for path in kept:
        faults += validator.faults(path)
    made, faults_of_made = left_by_unit_tests(validator, pathlib.Path(sys.argv[3]) if sys.argv[3:] else None, sys.argv[4:])
    faults += faults_of_made
    print("\n".join(faults[:50]))
    cases = len(TURNED_AWAY) + len(REFUSED) + len(TAKEN)
    print(f"{cases} cases, {len(kept)} files of the tree, {made} written by unit tests, {validator.lines} lines; "
          f"{len(faults)} faults")
    sys.exit(1 if faults or len(kept) < 5 else 0)


if __name__ == "__main__":
    main()
