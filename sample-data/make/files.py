"""The other formats: errata's own JSON lines, CSV, CoNLL columns, and the answer key."""
import csv
import io
import json

from .azure import ENTITIES, MULTI, SINGLE
from .tokens import cut_at, tag, tokenize

TASKS = {ENTITIES: "entities", SINGLE: "single_label", MULTI: "multi_label"}


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def predicted_annotations(kind, scored, threshold):
    """Predictions with scores; the labels that came next, not chosen, stand beside the chosen ones."""
    if kind == ENTITIES:
        return [{"label": label, "start": start, "end": end, "score": score}
                for start, end, label, score in scored]
    if kind == SINGLE:
        return [{"label": label, "score": score} | ({"chosen": False} if i else {})
                for i, (label, score) in enumerate(scored[:3])]
    kept = sorted((one for one in scored if one[1] >= threshold / 2), key=lambda one: (-one[1], one[0]))
    return [{"label": label, "score": score} | ({} if score >= threshold else {"chosen": False})
            for label, score in kept]


def gold_annotations(kind, gold):
    if kind == ENTITIES:
        return [{"label": label, "start": start, "end": end} for start, end, label in gold]
    return [gold] if kind == SINGLE else gold


def json_lines(project, model, docs, scored, threshold):
    kind = project.KIND
    out = line({"schema": "errata/evaluation/1", "task": TASKS[kind], "name": project.NAME, "model": model,
                "labels": project.LABELS, "offsets": "codepoints",
                "source": {"kind": "sample-data", "project": project.NAME}})
    for doc, found in zip(docs, scored):
        out += line({"id": doc.location, "language": doc.language, "text": doc.text,
                     "gold": gold_annotations(kind, doc.gold),
                     "predicted": predicted_annotations(kind, found, threshold)})
    return out


def table(rows):
    """RFC 4180: fields with commas, quotes or line ends are quoted, lines end in CR LF."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def class_table(kind, docs, scored, predictions):
    if kind == SINGLE:
        return table([["id", "text", "gold", "predicted", "score"]]
                     + [[d.location, d.text, d.gold, p, s[0][1]] for d, s, p in zip(docs, scored, predictions)])
    return table([["id", "text", "gold", "predicted"]] + [[d.location, d.text, ";".join(d.gold), ";".join(p)]
        for d, p in zip(docs, predictions)])


def columns(docs, predictions):
    """CoNLL: token, gold tag, predicted tag; one document a block. Tokens are cut where a span begins or ends inside one."""
    out = []
    for doc, predicted in zip(docs, predictions):
        borders = {at for start, end, _ in [*doc.gold, *predicted] for at in (start, end)}
        tokens = cut_at(tokenize(doc.text), borders)
        out.append("-DOCSTART- O O\n\n")
        for (start, end), gold, found in zip(tokens, tag(tokens, doc.gold), tag(tokens, predicted)):
            out.append(f"{doc.text[start:end]} {gold} {found}\n")
        out.append("\n")
    return "".join(out)


def answer_key(docs):
    rows = [["document", "dataset", "language", "start", "end", "text", "slip", "annotator", "right", "twin"]]
    for doc in docs:
        for slip in doc.key:
            rows.append([doc.location, doc.dataset, doc.language, slip.start, slip.end, slip.text
                         if slip.start is not None else "", slip.what, slip.did, slip.right, doc.twin.location
                         if doc.twin else ""])
    return table(rows)
