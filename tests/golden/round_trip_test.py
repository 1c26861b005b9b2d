#!/usr/bin/env python3
"""Any input -> evaluation.jsonl -> read again: the same analysis, to the byte, and from then on the same file.

  round_trip_test.py ERRATA SAMPLE_DATA SHARED_DATA

So too where the file counts its spans in UTF-16 units or bytes (converted here, by Python), and where its documents
stand in another order. The inputs are the samples, random documents, and the real sets of SHARED_DATA where they are.
Each file is held against the published schema.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "reference")]
import evaluation_schema
import reference_test

PIECES = ["a", "Zoë ", "中文", "👋", "\r\n", "\t", '"<\\', "e\u0301", "x y z ", "\u202e", "\u2028", "0"]
LABELS = ["Person", "", "$none", "a\nb", "👋", "person", "</script>"]


def run(errata, *arguments):
    done = subprocess.run([errata, *map(str, arguments), "-q"], capture_output=True, timeout=600)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}: {' '.join(map(str, arguments))}: {done.stderr.decode()}")


def analysis_of(errata, evaluation):
    run(errata, "analyze", evaluation, "-o", evaluation.with_suffix(".json"))
    return evaluation.with_suffix(".json").read_bytes()


def normalized(errata, arguments, to):
    run(errata, "normalize", *arguments, "-o", to)
    return to.read_bytes()


def edges(text, unit):
    """Code points -> units, for every edge of the text."""
    at = [0]
    for character in text:
        at.append(at[-1] + (len(character.encode("utf-16-le")) // 2 if unit == "utf16" else len(character.encode())))
    return at


def in_unit(evaluation, unit):
    """The same documents, with spans counted in another unit."""
    head, *lines = (json.loads(line) for line in evaluation.decode().rstrip("\n").split("\n"))
    head["offsets"] = unit
    for document in lines:
        spans = [a for side in ("gold", "predicted") for a in document[side] if isinstance(a, dict) and "start" in a]
        if "text" not in document:
            document.setdefault("offsets", "codepoints")
            continue
        at = edges(document["text"], unit) if unit != "codepoints" else range(len(document["text"]) + 1)
        for span in spans:
            span["start"], span["end"] = at[span["start"]], at[span["end"]]
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in (head, *lines)).encode()


def shuffled(evaluation, seed):
    head, *lines = evaluation.rstrip(b"\n").split(b"\n")
    random.Random(seed).shuffle(lines)
    return b"\n".join([head, *lines]) + b"\n"


class Check:
    def __init__(self, errata, validator):
        self.errata, self.validator, self.compared, self.faults = errata, validator, 0, []

    def equal(self, what, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.faults.append(f"{what}: DIFFERS")

    def round_trip(self, name, arguments):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            first = folder / "evaluation.jsonl"
            evaluation = normalized(self.errata, arguments, first)
            analysis = analysis_of(self.errata, first)
            if self.validator:
                self.faults += [f"{name}: {fault}" for fault in self.validator.faults(first)[:5]]
            # labels of one place stand in the order in which they were met; from here on, by name
            again = normalized(self.errata, [first], folder / "again.jsonl")
            self.equal(f"{name}: analysis, read again", analysis_of(self.errata, folder / "again.jsonl"), analysis)
            for unit in ("codepoints", "utf16", "bytes"):
                given = folder / f"{unit}.jsonl"
                given.write_bytes(in_unit(evaluation, unit))
                self.equal(f"{name}: analysis in {unit}", analysis_of(self.errata, given), analysis)
                self.equal(f"{name}: evaluation in {unit}",
                           normalized(self.errata, [given], folder / "unit.jsonl"), again)
            given, again = folder / "shuffled.jsonl", folder / "shuffled-again.jsonl"
            given.write_bytes(shuffled(evaluation, name))
            self.equal(f"{name}: analysis, shuffled", analysis_of(self.errata, given), analysis)
            normalized(self.errata, [given], again)
            self.equal(f"{name}: analysis, shuffled and normalized", analysis_of(self.errata, again), analysis)
            print(f"{name}: {len(evaluation)} bytes")


def annotation(chosen, text, task, is_predicted):
    made = {"label": chosen.choice(LABELS)}
    if task == "entities":
        made["start"] = chosen.randrange(len(text))
        made["end"] = chosen.randrange(made["start"] + 1, len(text) + 1)
    if is_predicted and chosen.random() < 0.7:
        made["score"] = chosen.choice([0, 1, 0.5, round(chosen.random(), 4)])
    return made


def random_document(chosen, number, task):
    text = "".join(chosen.choices(PIECES, k=chosen.randrange(1, 20)))
    counts = (1, chosen.randrange(2)) if task == "single_label" else (chosen.randrange(6), chosen.randrange(6))
    document = {"id": f"{chosen.choice(['d', 'ü', '/'])}{number}", "text": text}
    for side, count in zip(("gold", "predicted"), counts):
        document[side] = [annotation(chosen, text, task, side == "predicted") for _ in range(count)]
    if chosen.random() < 0.3:
        del document["text"]
        document["offsets"] = chosen.choice(["codepoints", "utf16", "bytes"])
    return document


def random_inputs(folder):
    for task in ("entities", "multi_label", "single_label"):
        for seed in range(4):
            chosen = random.Random(f"{task} {seed}")
            path = folder / f"{task}-{seed}.jsonl"
            lines = [json.dumps(random_document(chosen, number, task)) for number in range(150)]
            lines.insert(70, '{"id":"broken"')
            head = [json.dumps({"schema": "errata/evaluation/1", "task": task})] if seed % 2 else []
            path.write_text("\n".join(head + lines) + "\n", encoding="utf-8")
            yield path.name, [path, *(() if head else ("--task", task))]


def sample_inputs(samples):
    for project in sorted(p for p in samples.iterdir() if (p / "models").is_dir()):
        model = sorted((project / "models").iterdir())[-1]
        yield f"{project.name}, pages", [*sorted(model.glob("result-*.json")), "--summary", model / "summary.json",
                                         "--texts", project / "texts", "--export", project / "export.json"]
        yield f"{project.name}, mapped", [project / f"{project.name}.jsonl", "--ignore-case", "--threshold", "0.5"]


def real_inputs(data):
    if not (data / "REFERENCE.json").exists():
        print(f"SKIPPED: {data} is not there; no real set made the round trip")
        return
    for group, entries in json.loads((data / "REFERENCE.json").read_text(encoding="utf-8"))["sets"].items():
        flat = ["service"] if group in reference_test.WHOLE else [system for system in entries if system != "gold"]
        for system in flat if group == "rasa-id" else flat[:1]:  # those are two tasks, others two files of one form
            yield f"{group}/{system}", reference_test.inputs(data, group, system)


def main():
    errata, samples, data = (pathlib.Path(given).resolve() for given in sys.argv[1:4])
    check = Check(errata, evaluation_schema.Validator(errata))
    with tempfile.TemporaryDirectory() as folder:
        for inputs in (random_inputs(pathlib.Path(folder)), sample_inputs(samples), real_inputs(data)):
            for name, arguments in inputs:
                check.round_trip(name, arguments)
    print("\n".join(check.faults[:50]))
    print(f"{check.compared} comparisons, {len(check.faults)} faults")
    sys.exit(1 if check.faults or not check.compared else 0)


if __name__ == "__main__":
    main()
