#!/usr/bin/env python3
"""Plants known faults into real evaluations and sees whether the report finds them.

  planted_structure.py ERRATA SHARED_DATA [--seeds N] [SET...]     a table of all sets
  planted_structure.py ERRATA --quick PROJECT...                   folders with evaluation.jsonl: fails where
                                                                   something is not found

split     a label is split in two at random, in gold and predictions: the pair is the first confusion pair, runs
          both ways, and the merge is proposed with the scores that the set had before
join      two or three adjacent simple entities become one complex one, whose predictions are dropped: the label is
          reported, and the proposal recovers the parts: of the examples that it gives at least nine of ten are a joined
          entity or a piece of one, and half are one whole ("15 kg" is cut into its number and its unit)
boundary  the predictions of one label follow one wrong rule at word boundaries: it is the first habit

Only what can be found is planted: a split label has so many right items that a quarter of them is more than any
pair that is confused anyway; a rule changes 20 documents at least, and twice as many as the set has cases of any habit
of its own. Where a set has fewer than 40 places with
adjacent entities, others are made: an entity of another document is written behind one, after a comma.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

JOINS = 40
LEAST = 20
WORD = re.compile(r"\w+")


class Evaluation:
    """A header and its documents, whose offsets count code points."""

    def __init__(self, file):
        lines = file.read_text(encoding="utf-8").split("\n")
        self.header = json.loads(lines[0])
        self.documents = [json.loads(line) for line in lines[1:] if line]

    def copy(self):
        made = object.__new__(Evaluation)
        made.header, made.documents = dict(self.header), json.loads(json.dumps(self.documents))
        return made

    def write(self, file):
        self.header.pop("labels", None)
        lines = [json.dumps(value, ensure_ascii=False) for value in [self.header, *self.documents]]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Program:
    def __init__(self, errata, folder):
        self.errata, self.folder = errata, folder

    def run(self, *arguments):
        done = subprocess.run([self.errata, *map(str, arguments), "-q"], capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            sys.exit(f"exit {done.returncode}: {done.stderr}")

    def normalize(self, arguments):
        file = self.folder / "given.jsonl"
        self.run("normalize", *arguments, "-o", file)
        return Evaluation(file)

    def analyze(self, evaluation):
        evaluation.write(self.folder / "planted.jsonl")
        self.run("analyze", self.folder / "planted.jsonl", "-o", self.folder / "analysis.json")
        return json.loads((self.folder / "analysis.json").read_text(encoding="utf-8"))


def name(item):
    return item if isinstance(item, str) else item["label"]


def renamed(item, label):
    return label if isinstance(item, str) else {**item, "label": label}


def spans(item):
    return (item["start"], item["end"])


# --- split ---

def labels_to_split(analysis):
    """A quarter of what is right goes into each direction; of the label's own pairs a half stays together."""
    def most(label):
        return max((pair["count"] / (2 if label in (pair["gold"], pair["predicted"]) else 1)
                    for pair in analysis["confusions"]), default=0)
    return [row["label"] for row in analysis["labels"]
            if row["true_positives"] / 4 > max(1.3 * most(row["label"]), LEAST)]


def split(evaluation, label, chance):
    planted = evaluation.copy()
    halves = [f"{label} 1", f"{label} 2"]
    for document in planted.documents:
        for side in ("gold", "predicted"):
            document[side] = [renamed(item, chance.choice(halves)) if name(item) == label else item
                              for item in document[side]]
    return planted, halves


def split_is_found(analysis, before, halves):
    first = analysis["confusions"][0] if analysis["confusions"] else None
    if first is None or {first["gold"], first["predicted"]} != set(halves):
        return "not the first pair"
    if not (first["constant"] and first["both_ways"]):
        return "not constant both ways"
    for key in ("micro_f1", "macro_f1"):
        if abs(first["merged"][key] - before["scores"][key[:5]]["f1"]["value"]) > 1e-9:
            return "another score if merged"
    for finding in analysis["findings"]:
        facts = {fact["name"]: fact["value"] for fact in finding["facts"]}
        if finding["rule"] == "separate-or-merge" and {facts["gold"], facts["predicted"]} == set(halves):
            return "" if abs(facts["merged_micro_f1"] - first["merged"]["micro_f1"]) < 1e-9 else "another gain"
    return "no merge proposed"


# --- join ---

def is_simple(surface):
    return surface == surface.strip() and 1 <= len(WORD.findall(surface)) <= 2 and not re.search(r"[,;/()\n]", surface)


def adjacent(document):
    """Runs of two or three simple entities with nothing but a separator between them."""
    text, runs, run = document["text"], [], []
    for item in sorted(document["gold"], key=spans):
        simple = is_simple(text[item["start"]:item["end"]])
        joins = run and simple and re.fullmatch(r"\s*(,|/|;|\(|-|–|、)\s*", text[run[-1]["end"]:item["start"]])
        if not joins or len(run) == 3:
            runs.append(run)
            run = []
        if simple:
            run.append(item)
    runs.append(run)
    return [run for run in runs if len(run) > 1]


def insert_behind(document, item, surface, label):
    """Writes ", surface" behind an entity, labelled; what stands behind moves."""
    at, more = item["end"], ", " + surface
    document["text"] = document["text"][:at] + more + document["text"][at:]
    for side in ("gold", "predicted"):
        for other in document[side]:
            other["start"] += len(more) * (other["start"] >= at)
            other["end"] += len(more) * (other["end"] > at)
    new = {"label": label, "start": at + 2, "end": at + len(more)}
    document["gold"].append(new)
    return new


def made_adjacent(documents, wanted, chance):
    simple = [(document, item) for document in documents for item in document["gold"]
              if is_simple(document["text"][item["start"]:item["end"]])]
    pool = [(document["text"][item["start"]:item["end"]], item["label"]) for document, item in simple]
    chance.shuffle(simple)
    used, runs = set(), []
    for document, item in simple:
        if len(runs) >= wanted:
            break
        crowded = any(other is not item and other["start"] <= item["end"] and item["start"] <= other["end"]
                      for other in document["gold"])
        if id(document) in used or crowded:
            continue
        used.add(id(document))
        run = [item]
        for _ in range(chance.choice([1, 2])):
            surface, label = chance.choice(pool)
            run.append(insert_behind(document, run[-1], surface, label))
        runs.append((document, run))
    return runs


def join(evaluation, label, chance):
    planted = evaluation.copy()
    runs = [(document, run) for document in planted.documents for run in adjacent(document)[:1]]
    chance.shuffle(runs)
    runs = runs[:JOINS]
    natural = len(runs)
    taken = {id(document) for document, _ in runs}
    runs += made_adjacent([d for d in planted.documents if id(d) not in taken], JOINS - len(runs), chance)
    parts = []
    for document, run in runs:
        begin, end = run[0]["start"], run[-1]["end"]
        parts.append([document["text"][item["start"]:item["end"]] for item in run])
        document["gold"] = [item for item in document["gold"] if all(item is not part for part in run)]
        document["gold"].append({"label": label, "start": begin, "end": end})
        document["predicted"] = [item for item in document["predicted"]
                                 if item["end"] <= begin or end <= item["start"]]
    return planted, parts, natural


def join_is_found(analysis, label, parts):
    found = [missed for missed in analysis["missed"] if missed["label"] == label]
    if not found or not found[0]["reported"]:
        return "not reported", 0
    proposal = found[0]["proposal"]
    if proposal is None:
        return "no proposal", 0
    known = {" ".join(part.split()) for run in parts for part in run}
    examples = [" ".join(text.split()) for part in proposal["parts"] for text in part["examples"]]
    whole = sum(text in known for text in examples) / max(1, len(examples))
    inside = sum(any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", part) for part in known)
                 for text in examples) / max(1, len(examples))
    if len(proposal["parts"]) < 2:
        return "one part", whole
    return ("" if inside >= 0.9 and whole >= 0.5 else "other parts"), whole


# --- boundary ---

def next_word(text, end):
    found = re.compile(r"[^\S\n]*\w+").match(text, end)
    return found.end() if found and end < len(text) else None


def word_before(text, start):
    found = re.search(r"\w+[^\S\n]*$", text[:start])
    return found.start() if found else None


def without_first(text, start, end):
    words = list(WORD.finditer(text, start, end))
    return words[1].start() if len(words) > 1 else None


def without_last(text, start, end):
    words = list(WORD.finditer(text, start, end))
    return words[-2].end() if len(words) > 1 else None


RULES = {
    "ends_late": lambda text, start, end: (start, next_word(text, end)),
    "begins_early": lambda text, start, end: (word_before(text, start), end),
    "begins_late": lambda text, start, end: (without_first(text, start, end), end),
    "ends_early": lambda text, start, end: (start, without_last(text, start, end)),
}


def break_rule(evaluation, label, habit):
    planted, documents = evaluation.copy(), 0
    for document in planted.documents:
        gold = {(*spans(item), item["label"]) for item in document["gold"]}
        others = [spans(item) for item in document["gold"]]
        changed = False
        for item in document["predicted"]:
            if item["label"] != label or (*spans(item), label) not in gold:
                continue
            start, end = RULES[habit](document["text"], *spans(item))
            if start is None or end is None or any(
                    a < end and start < b for a, b in others if (a, b) != spans(item)):
                continue
            item["start"], item["end"] = start, end
            changed = True
        documents += changed
    return planted, documents


def boundary_is_found(analysis, label, habit):
    if not analysis["boundaries"]:
        return "no habit"
    first = analysis["boundaries"][0]
    if (first["label"], first["habit"]) != (label, habit):
        return f"first is {first['label']} {first['habit']}"
    for finding in analysis["findings"]:
        facts = {fact["name"]: fact["value"] for fact in finding["facts"]}
        if finding["rule"] == "fix-boundaries" and facts["label"] == label:
            return "" if facts.get("habit_count") == first["count"] else "not in the finding"
    return "no finding"


# --- tables ---

class Row:
    def __init__(self):
        self.planted, self.found, self.why, self.extra = 0, 0, collections.Counter(), []

    def note(self, reason, extra=None):
        self.planted += 1
        self.found += reason == ""
        if reason:
            self.why[reason] += 1
        if extra is not None:
            self.extra.append(extra)

    def __str__(self):
        if not self.planted:
            return "nothing could be planted"
        mean = f", whole parts {sum(self.extra) / len(self.extra):.0%}" if self.extra else ""
        why = "".join(f"; {reason}: {count}" for reason, count in self.why.most_common(3))
        return f"{self.found} of {self.planted}{mean}{why}"


def plant(program, evaluation, seeds):
    """One row each of split, join and boundary, or None where the task has no such thing."""
    before = program.analyze(evaluation.copy())
    rows = {"split": Row()}
    entities = evaluation.header["task"] == "entities" and all("text" in d for d in evaluation.documents)
    if entities:
        rows.update(join=Row(), boundary=Row())
    for seed in range(seeds):
        chance = random.Random(seed)
        labels = labels_to_split(before)
        if labels:
            planted, halves = split(evaluation, chance.choice(labels), chance)
            rows["split"].note(split_is_found(program.analyze(planted), before, halves))
        if not entities:
            continue
        planted, parts, _ = join(evaluation, "Complex", chance)
        if len(parts) >= LEAST:
            rows["join"].note(*join_is_found(program.analyze(planted), "Complex", parts))
        habit = sorted(RULES)[seed % len(RULES)]
        least = max([LEAST, *(2 * habit["count"] for habit in before["boundaries"])])
        for label in chance.sample(sorted({row["label"] for row in before["labels"]}), len(before["labels"])):
            planted, documents = break_rule(evaluation, label, habit)
            if documents >= least:
                rows["boundary"].note(boundary_is_found(program.analyze(planted), label, habit))
                break
    return rows


def sets_of(data):
    def conll(gold, predicted, *more):
        return ["--gold", data / gold, "--predicted", data / predicted, *more]

    yield from ((f"wnut17 {system}", conll("wnut17-ner/emerging.test.annotated", f"wnut17-ner/submissions/{system}"))
                for system in ("arcada", "uh_ritual", "sjtu_adapt.txt"))
    yield from ((f"masakhaner2 {language}", conll(f"masakhaner2-ner/{language}/test.txt",
                                                  f"masakhaner2-ner/{language}/xlmrbase/test_predictions1.txt"))
                for language in ("bbj", "pcm"))
    yield "msra", [data / "msra-zh-ner" / "ner_predict.utf8", "--joiner", ""]
    yield "tmvar3 hunflair2", conll("tmvar3-ner/goldstandard/tmvar_v3.txt", "tmvar3-ner/hunflair2/tmvar_v3.txt",
                                     "--ignore-case")
    yield from ((f"tweeteval {task}", ["--gold", data / "tweeteval/datasets" / task / "test_labels.txt",
                                       "--predicted", data / "tweeteval/predictions" / f"{task}.txt",
                                       "--texts", data / "tweeteval/datasets" / task / "test_text.txt"])
                for task in ("emotion", "sentiment"))
    yield "marc", [data / "marc-zh-textcls" / "test-zh_8680.json"]
    yield "hint3 sofmattress luis", [data / "hint3-intent/preds/luis_sofmattress.csv"]
    yield "goemotions", [data / "goemotions-multilabel/qwen_zeroshot/predictions.json"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("errata")
    parser.add_argument("data", type=pathlib.Path, nargs="?")
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--quick", type=pathlib.Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=8)
    options = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.errata, pathlib.Path(folder))
        if options.quick:
            given = [(file.parent.name, [file]) for file in options.quick]
        else:
            given = [(each, arguments) for each, arguments in sets_of(options.data)
                     if not options.sets or any(wanted in each for wanted in options.sets)]
        print(f"| set | {' | '.join(('split', 'join', 'boundary'))} |\n| :-- | :-- | :-- | :-- |")
        all_found = True
        for each, arguments in given:
            rows = plant(program, program.normalize(arguments), options.seeds)
            cells = [str(rows.get(kind, "")) for kind in ("split", "join", "boundary")]
            print(f"| {each} | {' | '.join(cells)} |", flush=True)
            all_found = all_found and all(row.found == row.planted > 0 for row in rows.values())
        if options.quick and not all_found:
            sys.exit("something planted was not found")


if __name__ == "__main__":
    main()
