"""The bodies that the Azure AI Language authoring API answers with: project, models, evaluation, export."""
import hashlib
import json
import struct
from collections import Counter, defaultdict
from fractions import Fraction

HOST = "https://sample.invalid"
API_VERSION = "2023-04-01"
PAGE = 50
NO_LABEL = "$none"
ENTITIES = "CustomEntityRecognition"
SINGLE, MULTI = "CustomSingleLabelClassification", "CustomMultiLabelClassification"


def property_of(kind, suffix):
    return kind[0].lower() + kind[1:] + suffix


def units(text):
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


# ---- numbers as the service writes them ------------------------------------------------------

def single(x):
    """The nearest 32-bit float."""
    return struct.unpack("<f", struct.pack("<f", float(x)))[0]


def shortest(x):
    """A 32-bit float in as few digits as tell it from its neighbours."""
    for digits in range(1, 10):
        candidate = float(f"{single(x):.{digits}g}")
        if single(candidate) == single(x):
            return candidate


# ---- one document ----------------------------------------------------------------------------

def spans(text, found):
    return [{"category": label, "offset": units(text[:start]), "length": units(text[start:end])}
            for start, end, label in found]


def result_of(kind, doc, predicted):
    if kind == ENTITIES:
        return {"entities": [{"expectedEntities": spans(doc.text, doc.gold),
                              "predictedEntities": spans(doc.text, predicted), "regionOffset": 0,
                              "regionLength": units(doc.text)}]}
    if kind == MULTI:
        return {"expectedClasses": doc.gold, "predictedClasses": predicted}
    return {"expectedClass": doc.gold, "predictedClass": predicted}


def item(kind, doc, predicted):
    return {"location": doc.location, "language": doc.language, "projectKind": kind,
            property_of(kind, "Result"): result_of(kind, doc, predicted)}


def pages(project, model, items):
    """The list cut into pages, each with the link to the next as the service writes it."""
    for start in range(0, len(items), PAGE):
        skip = start + PAGE
        link = (f"{HOST}/language/authoring/analyze-text/projects/{project}/models/{model}/evaluation/result/"
                f"?api-version={API_VERSION}&top={2**31 - 1 - skip}&skip={skip}&maxpagesize={PAGE}")
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in items[start:skip])
        following = json.dumps(link if skip < len(items) else None)
        yield '{"value": [\n' + lines + '\n], "nextLink": ' + following + "}\n"


# ---- the summary -----------------------------------------------------------------------------

def as_set(kind, value):
    return {value} if kind == SINGLE else set(value)


def counts(kind, docs, predictions):
    """True positives, false positives, false negatives by label."""
    right, extra, missing = Counter(), Counter(), Counter()
    name = (lambda span: span[2]) if kind == ENTITIES else (lambda label: label)
    for doc, predicted in zip(docs, predictions):
        gold, found = as_set(kind, doc.gold), as_set(kind, predicted)
        right.update(map(name, gold & found))
        extra.update(map(name, found - gold))
        missing.update(map(name, gold - found))
    return right, extra, missing


def scores(tp, fp, fn):
    """F1, precision, recall as exact fractions; 0 where the denominator is 0."""
    share = lambda a, b: Fraction(a, b) if b else Fraction(0)
    return share(2 * tp, 2 * tp + fp + fn), share(tp, tp + fp), share(tp, tp + fn)


def metrics(tp, fp, fn, tn):
    f1, precision, recall = map(single, scores(tp, fp, fn))
    return {"f1": f1, "precision": precision, "recall": recall, "truePositiveCount": tp,
            "trueNegativeCount": tn, "falsePositiveCount": fp, "falseNegativeCount": fn}


def entity_cells(docs, predictions):
    """Every label and every gap between labels weighs 1, shared out over its non-blank characters by prediction."""
    cells = defaultdict(lambda: defaultdict(Fraction))
    for doc, predicted in zip(docs, predictions):
        over = [NO_LABEL] * len(doc.text)
        for start, end, label in predicted:
            over[start:end] = [label] * (end - start)
        at, segments = 0, []
        for start, end, label in sorted(doc.gold):
            segments += [(at, start, NO_LABEL), (start, end, label)]
            at = end
        for start, end, label in segments + [(at, len(doc.text), NO_LABEL)]:
            found = [over[i] for i in range(start, end) if not doc.text[i].isspace()]
            for name, count in Counter(found).items():
                cells[label][name] += Fraction(count, len(found))
    return cells


def class_cells(docs, predictions):
    cells = defaultdict(Counter)
    for doc, predicted in zip(docs, predictions):
        cells[doc.gold][predicted] += 1
    return cells


def matrix(cells):
    body = {}
    for gold in sorted(cells, key=lambda name: (name == NO_LABEL, name)):
        row = cells[gold]
        body[gold] = {name: {"normalizedValue": shortest(100 * row[name] / Fraction(sum(row.values()))),
                             "rawValue": shortest(row[name])}
                      for name in sorted(row, key=lambda name: (name == NO_LABEL, name))}
    return body


def summary(kind, docs, predictions):
    right, extra, missing = counts(kind, docs, predictions)
    labels = sorted(set(right) | set(extra) | set(missing))
    number = lambda k: (right[k], extra[k], missing[k])
    table = {k: metrics(*number(k), 0 if kind == ENTITIES else len(docs) - sum(number(k))) for k in labels}
    body = {}
    if kind != MULTI:
        body["confusionMatrix"] = matrix(entity_cells(docs, predictions) if kind == ENTITIES
                                         else class_cells(docs, predictions))
    if kind == SINGLE:      # the service adds an empty class of this name
        body["confusionMatrix"]["None"] = {}
        table["None"] = metrics(0, 0, 0, 0)
    body["entities" if kind == ENTITIES else "classes"] = table
    micro = scores(sum(right.values()), sum(extra.values()), sum(missing.values()))
    each = [scores(*number(k)) for k in labels]
    macro = [sum(column) / len(labels) for column in zip(*each)]
    for name, three in (("micro", micro), ("macro", macro)):
        body.update({name + which: shortest(value) for which,
                     value in zip(("F1", "Precision", "Recall"), three)})
    return {"projectKind": kind, property_of(kind, "Evaluation"): body, "evaluationOptions": {"kind": "manual"}}


# ---- project, models, export -----------------------------------------------------------------

def project_details(project, models):
    newest = max(model.trained for model in models)
    return {"projectName": project.NAME, "projectKind": project.KIND, "storageInputContainerName": project.NAME,
            "language": "en-us", "multilingual": True, "description": project.DESCRIPTION,
            "settings": {"confidenceThreshold": 0.0}, "createdDateTime": "2025-10-06T08:12:44Z",
            "lastModifiedDateTime": newest[:11] + "17:30:00Z", "lastTrainedDateTime": newest}


def model_list(models):
    value = []
    for model in models:
        mark = hashlib.sha256((model.label + model.trained).encode()).hexdigest()[:32]
        value.append({"label": model.label,
                      "modelId": f"{model.label}-{model.trained[:19].replace('-', '').replace(':', '')}-{mark}",
                      "lastTrainedDateTime": model.trained,
                      "lastTrainingDurationInSeconds": model.seconds, "modelExpirationDate": model.expires,
                      "modelTrainingConfigVersion": "2022-05-01", "hasSnapshot": model.snapshot})
    return {"value": value, "nextLink": None}


def exported_label(kind, doc):
    if kind == ENTITIES:
        labels = spans(doc.text, doc.gold)
        return {"entities": [{"regionOffset": 0, "regionLength": units(doc.text), "labels": labels}]}
    if kind == MULTI:
        return {"classes": [{"category": label} for label in doc.gold]}
    return {"class": {"category": doc.gold}}


def export(project, docs):
    """The exported project, one document a line."""
    kind = project.KIND
    metadata = {"projectKind": kind, "storageInputContainerName": project.NAME, "projectName": project.NAME,
                "multilingual": True, "description": project.DESCRIPTION, "language": "en-us",
                "settings": {"confidenceThreshold": 0.0}}
    classes = json.dumps([{"category": label} for label in project.LABELS], ensure_ascii=False)
    lines = ",\n".join(json.dumps({"location": d.location, "language": d.language,
                                   "dataset": d.dataset} | exported_label(kind, d), ensure_ascii=False)
                       for d in docs)
    return ('{"projectFileVersion": "' + API_VERSION + '", "stringIndexType": "Utf16CodeUnit",\n"metadata": '
            + json.dumps(metadata, ensure_ascii=False)
            + ',\n"assets": {"projectKind": "' + kind + '",\n"'
            + ("entities" if kind == ENTITIES else "classes") + '": ' + classes + ',\n"documents": [\n' + lines
            + "\n]}}\n")
