#!/usr/bin/env python3
"""Makes everything in sample-data/ that is not a script: texts, labels, predictions of trained models, all files.

  python3 sample-data/build.py            write the files (same versions, same bytes; README.md names them)
  python3 sample-data/build.py --check    build aside, compare with what is stored, hold the stored files together

Needs Python 3.11 or later and scikit-learn (Debian: python3-sklearn).
"""
import os
import sys
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"      # sums in one order
sys.dont_write_bytecode = True

import argparse
import filecmp
import json
import platform
import random
import shutil
import tempfile
from collections import namedtuple
from pathlib import Path

import numpy
import scipy
import sklearn
from sklearn.metrics import precision_recall_fscore_support

from make import azure, check, files, films, learn, orders, readme, split, tickets

HERE = Path(__file__).resolve().parent
Model = namedtuple("Model",
                   "label trained seconds expires snapshot share")     # share of the training part; None: not kept
Plan = namedtuple("Plan", "project seed english_test other_test threshold models")

PLANS = [
    Plan(tickets, 14, 0.39, 0.16, None, [
        Model("v2", "2026-01-20T16:02:51Z", 412, "2027-07-20", True, 0.6),
        Model("v3", "2026-02-18T09:41:07Z", 655, "2027-08-18", True, 1.0),
        Model("v1", "2025-11-04T11:20:00Z", 388, "2027-05-04", False, None)]),
    Plan(films, 6, 0.36, 0.25, 0.25, [
        Model("autumn-2025", "2025-10-30T08:15:09Z", 530, "2027-04-30", False, None),
        Model("winter-2026", "2026-02-11T22:48:30Z", 702, "2027-08-11", True, 1.0)]),
    Plan(orders, 9, 0.43, 0.36, None, [
        Model("orders.v9", "2025-12-15T13:37:22Z", 1204, "2027-06-15", True, 0.45),
        Model("orders.v10", "2026-02-17T07:05:43Z", 1618, "2027-08-17", True, 1.0),
        Model("orders.v8", "2025-10-21T10:00:12Z", 990, "2027-04-21", False, None)]),
]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def pretty(body):
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


# ---- one project -----------------------------------------------------------------------------

def corpus(plan):
    """Texts, their division and their labels, in file-name order."""
    docs = plan.project.documents(plan.seed)
    split.split(docs, plan.project.STEM, plan.english_test, plan.other_test, plan.seed)
    plan.project.annotate(docs, random.Random(plan.seed))
    return docs


def predict(plan, train, test):
    """What a model says of the test part, with scores: trained here and now."""
    if plan.project.KIND == azure.ENTITIES:
        return learn.entities(train, test)
    if plan.project.KIND == azure.MULTI:
        return learn.multi_label(train, test, plan.project.LABELS)
    return learn.single_label(train, test)


def choose(plan, scored):
    """The predictions without scores, as the service returns them."""
    if plan.project.KIND == azure.ENTITIES:
        return [[(start, end, label) for start, end, label, _ in found] for found in scored]
    if plan.project.KIND == azure.MULTI:
        return [sorted(label for label, score in found if score >= plan.threshold) for found in scored]
    return [found[0][0] for found in scored]


def build_project(plan, out):
    """Writes one project and returns what README.md says of it."""
    docs, project = corpus(plan), plan.project
    train, test = ([d for d in docs if d.dataset == part] for part in ("Train", "Test"))
    folder = out / project.NAME
    write(folder / "project.json", pretty(azure.project_details(project, plan.models)))
    write(folder / "models.json", pretty(azure.model_list(plan.models)))
    write(folder / "export.json", azure.export(project, docs))
    write(folder / "answer-key.csv", files.answer_key(docs))
    for doc in test:
        write(folder / "texts" / doc.location, doc.text)
    figures = [build_model(plan, model, train, test, folder) for model in plan.models if model.share]
    return readme.Facts(project, docs, figures)


def build_model(plan, model, train, test, folder):
    part = sorted(random.Random(plan.seed).sample(train, round(len(train) * model.share)),
                  key=lambda d: d.location)
    scored = predict(plan, part, test)
    predictions, kind, home = choose(plan, scored), plan.project.KIND, folder / "models" / model.label
    items = [azure.item(kind, doc, found) for doc, found in zip(test, predictions)]
    for number, page in enumerate(azure.pages(plan.project.NAME, model.label, items), 1):
        write(home / f"result-{number:04}.json", page)
    summary = azure.summary(kind, test, predictions)
    write(home / "summary.json", pretty(summary))
    if model.share == 1.0:
        other_formats(plan, model, test, scored, predictions, folder)
    return readme.Figures(model, len(part), summary, compare_with_sklearn(plan.project, test, predictions,
        summary))


def other_formats(plan, model, test, scored, predictions, folder):
    name, kind = plan.project.NAME, plan.project.KIND
    write(folder / f"{name}.jsonl", files.json_lines(plan.project, model.label, test, scored, plan.threshold))
    if kind == azure.ENTITIES:
        write(folder / f"{name}.conll", files.columns(test, predictions))
    else:
        write(folder / f"{name}.csv", files.class_table(kind, test, scored, predictions))


# ---- a second opinion on the scores ----------------------------------------------------------

def as_indicators(project, docs, predictions):
    """Gold and predicted as scikit-learn wants them: names, rows of 0 and 1, or one name a span."""
    gold = [d.gold for d in docs]
    if project.KIND == azure.SINGLE:
        return gold, predictions
    if project.KIND == azure.MULTI:
        return tuple(numpy.array([[label in row for label in project.LABELS] for row in rows], dtype=int)
                     for rows in (gold, predictions))
    places = sorted({(n, s, e) for rows in (gold, predictions) for n, row in enumerate(rows)
                     for s, e, _ in row})
    names = [{(n, s, e): label for n, row in enumerate(rows) for s, e, label in row}
             for rows in (gold, predictions)]
    return tuple([at.get(place, azure.NO_LABEL) for place in places] for at in names)


def compare_with_sklearn(project, docs, predictions, summary):
    """scikit-learn's micro and macro figures; stops when the summary says otherwise."""
    gold, found = as_indicators(project, docs, predictions)
    labels = None if project.KIND == azure.MULTI else project.LABELS
    body, figures = summary[azure.property_of(project.KIND, "Evaluation")], {}
    for average in ("micro", "macro"):
        three = precision_recall_fscore_support(gold, found, labels=labels, average=average,
                                                zero_division=0)[:3]
        for name, value in zip(("Precision", "Recall", "F1"), three):
            figures[average + name] = float(value)
            assert abs(value - body[average + name]) < 1e-6, (project.NAME, average, name, value)
    return figures


# ---- everything ------------------------------------------------------------------------------

def build(out):
    facts = [build_project(plan, out) for plan in PLANS]
    versions = (f"Python {platform.python_version()}, scikit-learn {sklearn.__version__}, "
                f"NumPy {numpy.__version__}, SciPy {scipy.__version__}")
    write(out / "README.md", readme.fill((HERE / "README.md").read_text(encoding="utf-8"), facts, versions))
    for fact in facts:
        print(readme.short(fact))


def names():
    return [plan.project.NAME for plan in PLANS]


def made_files(root):
    found = {path.relative_to(root).as_posix() for name in names()
             for path in (root / name).rglob("*") if path.is_file()}
    return found | {"README.md"}


def compare(stored, fresh):
    """The names of files that differ or stand on one side only."""
    ours, theirs = made_files(stored), made_files(fresh)
    return sorted((ours ^ theirs) | {name for name in ours & theirs
                                     if not filecmp.cmp(stored / name, fresh / name, shallow=False)})


def check_stored():
    try:
        for sentence in check.check_all(HERE, names()):
            print(sentence)
    except (check.Disagreement, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as fresh:
        build(Path(fresh))
        different = compare(HERE, Path(fresh))
    for name in different:
        print("differs from a fresh build:", name, file=sys.stderr)
    return 1 if different else 0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    if options.parse_args().check:
        return check_stored()
    for name in names():
        shutil.rmtree(HERE / name, ignore_errors=True)
    build(HERE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
