"""Holds the stored files against each other: offsets, counts, formats."""
import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

from . import azure


class Disagreement(Exception):
    """Two stored files say different things."""


def expect(holds, where):
    if not holds:
        raise Disagreement(f"stored files disagree: {where}")


def read(path):
    return path.read_bytes().decode("utf-8")


def utf16_slice(text, offset, length):
    return text.encode("utf-16-le")[2 * offset:2 * (offset + length)].decode("utf-16-le")


def items_of(folder):
    bodies = [json.loads(read(path)) for path in sorted(folder.glob("result-*.json"))]
    expect(bodies[-1]["nextLink"] is None, f"{folder.name}: last link")
    for i, body in enumerate(bodies[:-1], 1):
        expect(f"&skip={azure.PAGE * i}&" in body["nextLink"], f"{folder.name}: link {i}")
    return [one for body in bodies for one in body["value"]]


def code_points(text, found):
    """Spans in UTF-16 units -> (start, end, label) in code points."""
    out = []
    for one in found:
        start = len(utf16_slice(text, 0, one["offset"]))
        out.append((start, start + len(utf16_slice(text, one["offset"], one["length"])), one["category"]))
    return out


def from_item(kind, one, text):
    """(gold, predicted) as the rest of the code has them."""
    result = one[azure.property_of(kind, "Result")]
    if kind == azure.ENTITIES:
        region = result["entities"][0]
        expect(region["regionOffset"] == 0 and region["regionLength"] == azure.units(text), one["location"])
        return code_points(text, region["expectedEntities"]), code_points(text, region["predictedEntities"])
    if kind == azure.MULTI:
        return result["expectedClasses"], result["predictedClasses"]
    return result["expectedClass"], result["predictedClass"]


def check_model(folder, kind, texts):
    """Offsets slice, names are in order, and the summary is what the pages give."""
    items = items_of(folder)
    names = [one["location"] for one in items]
    expect(names == sorted(set(names)) == sorted(texts), f"{folder.name}: names")
    docs, predictions = [], []
    for one in items:
        gold, predicted = from_item(kind, one, texts[one["location"]])
        docs.append(SimpleNamespace(text=texts[one["location"]], gold=gold))
        predictions.append(predicted)
    stored = json.loads(read(folder / "summary.json"))
    expect(stored == json.loads(json.dumps(azure.summary(kind, docs, predictions))), f"{folder.name}: summary")
    return dict(zip(names, zip((d.gold for d in docs), predictions)))


def check_json_lines(path, kind, pairs, texts):
    documents = [json.loads(line) for line in read(path).split("\n")[1:-1]]
    expect([d["id"] for d in documents] == list(pairs), path.name)
    for d in documents:
        expect(d["text"] == texts[d["id"]], d["id"])
        gold, predicted = pairs[d["id"]]
        chosen = [p for p in d["predicted"] if p.get("chosen", True)]
        if kind == azure.ENTITIES:
            plain = lambda found: [(a["start"], a["end"], a["label"]) for a in found]
            expect(plain(d["gold"]) == gold and plain(chosen) == predicted, d["id"])
            expect(all(texts[d["id"]][a:b].strip() for a, b, _ in gold + predicted), d["id"])
        else:
            expect(set(d["gold"]) == azure.as_set(kind, gold), d["id"])
            expect({p["label"] for p in chosen} == azure.as_set(kind, predicted), d["id"])


def check_columns(path, pairs, texts):
    """The spans of the CoNLL file, counted in characters that are no white space, are those of the pages."""
    blocks = read(path).split("-DOCSTART- O O\n\n")[1:]
    expect(len(blocks) == len(pairs), path.name)
    for block, (name, both) in zip(blocks, pairs.items()):
        rows = [row.split(" ") for row in block.rstrip("\n").split("\n")]
        bare = "".join(c for c in texts[name] if not c.isspace())
        expect("".join(row[0] for row in rows) == bare, name)
        for column, expected in zip((1, 2), both):
            bare_at = lambda at: blanks_left_out(texts[name], at)
            expect(spans_of(rows, column) == [(bare_at(s), bare_at(e), label) for s, e, label in expected], name)


def blanks_left_out(text, at):
    return sum(not c.isspace() for c in text[:at])


def spans_of(rows, column):
    found, at = [], 0
    for row in rows:
        end = at + len(row[0])
        prefix, _, label = row[column].partition("-")
        if prefix == "B":
            found.append((at, end, label))
        elif prefix == "I":
            expect(found[-1][1:] == (at, label), row)
            found[-1] = (found[-1][0], end, label)
        at = end
    return found


def check_table(path, kind, pairs, texts):
    rows = list(csv.DictReader(io.StringIO(read(path), newline="")))
    expect([row["id"] for row in rows] == list(pairs), path.name)
    for row in rows:
        as_field = ";".join if kind == azure.MULTI else str
        expect(row["text"] == texts[row["id"]], row["id"])
        expect((row["gold"], row["predicted"]) == tuple(map(as_field, pairs[row["id"]])), row["id"])


def check_export(path, kind, pairs, texts):
    body = json.loads(read(path))
    documents = {d["location"]: d for d in body["assets"]["documents"]}
    expect({name for name, d in documents.items() if d["dataset"] == "Test"} == set(texts), path.name)
    for name, (gold, _) in pairs.items():
        d = documents[name]
        if kind == azure.ENTITIES:
            expect(code_points(texts[name], d["entities"][0]["labels"]) == gold, name)
        elif kind == azure.MULTI:
            expect([c["category"] for c in d["classes"]] == gold, name)
        else:
            expect(d["class"]["category"] == gold, name)


def check_answer_key(path, pairs, texts):
    for row in csv.DictReader(io.StringIO(read(path), newline="")):
        if row["dataset"] == "Test" and row["start"]:
            expect(texts[row["document"]][int(row["start"]):int(row["end"])] == row["text"], row["document"])


def check_project(folder):
    name, kind = folder.name, json.loads(read(folder / "project.json"))["projectKind"]
    texts = {path.name: read(path) for path in sorted((folder / "texts").iterdir())}
    newest = max(json.loads(read(folder / "models.json"))["value"],
                 key=lambda m: m["lastTrainedDateTime"])["label"]
    for model in sorted((folder / "models").iterdir()):
        pairs = check_model(model, kind, texts)
        if model.name == newest:
            check_json_lines(folder / f"{name}.jsonl", kind, pairs, texts)
            check_export(folder / "export.json", kind, pairs, texts)
            check_answer_key(folder / "answer-key.csv", pairs, texts)
            if kind == azure.ENTITIES:
                check_columns(folder / f"{name}.conll", pairs, texts)
            else:
                check_table(folder / f"{name}.csv", kind, pairs, texts)
    return f"{name}: {len(texts)} documents hold together"


def check_all(root, names):
    return [check_project(Path(root) / name) for name in names]
