#!/usr/bin/env python3
"""Runs the Python of the README, and reports what it writes.

  producers_test.py ERRATA README

What a producer copies must be right: every block runs as it stands, with no package, and each file is read whole.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import evaluation_schema

# File -> what its report must count: documents, labelled, predicted, right.
WRITTEN = {"spans.jsonl": (2, 2, 3, 1), "classes.jsonl": (3, 3, 3, 2)}
LONGEST = 10  # lines that are not empty


def counts(errata, folder, name):
    done = subprocess.run([errata, "report", name, "-q", "-o", "out"], cwd=folder, capture_output=True, text=True,
                          timeout=60)
    if done.returncode:
        return done.stderr
    found = json.loads((folder / "out" / "analysis.json").read_text(encoding="utf-8"))
    return (found["test_set"]["documents"], found["test_set"]["gold"], found["test_set"]["predicted"],
            found["error_classes"]["correct"]["count"])


def main():
    errata, readme = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", readme, re.M | re.S)
    validator = evaluation_schema.Validator(errata)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for number, block in enumerate(blocks, 1):
            if len([line for line in block.split("\n") if line.strip()]) > LONGEST:
                faults.append(f"block {number}: more than {LONGEST} lines")
            done = subprocess.run([sys.executable, "-I", "-B", "-c", block], cwd=folder, capture_output=True, text=True,
                                  timeout=60)
            if done.returncode:
                faults.append(f"block {number}: {done.stderr}")
        for name, expected in WRITTEN.items():
            if not (folder / name).exists():
                faults.append(f"{name}: was not written")
                continue
            if validator:
                faults += validator.faults(folder / name)
            if (seen := counts(errata, folder, name)) != expected:
                faults.append(f"{name}: counts {seen}, not {expected}")
    print("\n".join(faults))
    print(f"{len(blocks)} blocks, {len(WRITTEN)} files, {len(faults)} faults")
    sys.exit(1 if faults or len(blocks) != len(WRITTEN) else 0)


if __name__ == "__main__":
    main()
