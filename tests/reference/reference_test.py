#!/usr/bin/env python3
"""Holds the release binary against the figures of independent tools, on real predictions.

  reference_test.py ERRATA SHARED_DATA [SET...]

REFERENCE.json beside the data has, for every set and system, what conlleval, seqeval and
scikit-learn count (see REFERENCE.md there). Counts must be equal, scores equal to the digits given.
Exits with 77 (skipped) where the data is not there.
"""
import collections
import csv
import fnmatch
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SYSTEMS = 41
# Entries that are one test, and entries whose values are tests.
WHOLE = {"azure-single-label", "azure-ner", "prodigy-ner"}
CONLL = {"wnut17-ner", "masakhaner2-ner", "msra-zh-ner"}
# What is compared of tmvar3, whose systems write other labels than its gold: both as they are, and
# the two types that all have, in lower case (by --label-map, which drops the others).
TMVAR_VIEWS = ("labels_as_written", "lower_case_gene_species_only")
# Files that no report is made of, and why.
EXCEPTIONS = {
    "PROVENANCE.md": "says where the data comes from",
    "REFERENCE.*": "the figures that are compared",
    "masakhaner2-ner/*/test_result1.txt": "the authors' figures; those of bbj and pcm are compared",
    "rasa-id/results/*.csv": "the owner's conversion of the JSON beside them, printed objects without offsets: "
                             "refused, which is compared",
    "rasa-id/results/*_report.json": "Rasa's own scores, left aside with a remark where records are given",
    "tweeteval/datasets/*/mapping.txt": "names of the classes, for the comparison",
}
READ = set()  # files that a report was made of


def inputs(data, group, system):
    """The arguments of `errata report` for a system."""
    folder = data / group
    if group == "wnut17-ner":
        return ["--gold", folder / "emerging.test.annotated", "--predicted", folder / "submissions" / system]
    if group == "masakhaner2-ner":
        language, model = system.split("/")
        return ["--gold", folder / language / "test.txt",
                "--predicted", folder / language / model / "test_predictions1.txt"]
    if group == "msra-zh-ner":
        return [folder / system, "--joiner", ""]
    if group == "hint3-intent":
        firm, service = system.split("/")
        return [folder / "preds" / f"{service}_{firm}.csv"]
    if group == "sst2-textcls":
        return ["--gold", folder / "sst2-dataset.tsv", "--predicted", folder / f"sst2-{system}-output.txt",
                "--columns", "text=1,gold=2,predicted=1"]
    if group == "marc-zh-textcls":
        return [folder / "test-zh_8680.json"]
    if group == "goemotions-multilabel":
        return [folder / "qwen_zeroshot" / "predictions.json"]
    if group == "tweeteval":
        task = folder / "datasets" / system
        return ["--gold", task / "test_labels.txt", "--predicted", folder / "predictions" / f"{system}.txt",
                "--texts", task / "test_text.txt"]
    if group == "rasa-id":
        kind = "intent" if system == "intents" else "DIETClassifier"
        return sorted((folder / "results").glob(f"{kind}_*.json"))
    if group == "prodigy-ner":
        return [folder / "annotated_reddit-PRODUCT-ner.jsonl"]
    if group == "tmvar3-ner":
        return ["--gold", folder / "goldstandard" / "tmvar_v3.txt", "--predicted", folder / system / "tmvar_v3.txt"]
    if group == "azure-single-label":
        records = folder / "SessionRecords"
        return [records / "GetModelEvaluationResultsAsync.json", "--texts", folder / "WebOfScience",
                "--summary", records / "GetModelEvaluationSummaryAsync.json",
                "--export", folder / "WebOfScience" / "webOfScience_labelsFile.json"]
    if group == "azure-ner":
        return [folder / "examples" / "SuccessfulGetModelEvaluation.json", "--texts", folder / "LoanAgreements",
                "--summary", folder / "examples" / "SuccessfulGetModelEvaluationSummary.json",
                "--export", folder / "LoanAgreements" / "loanAgreementsLabels.json"]
    sys.exit(f"{group}: no way to read it is known")


def report(errata, arguments):
    """The analysis of a report, and the documents that it was made of."""
    READ.update(argument for argument in arguments if isinstance(argument, pathlib.Path))
    with tempfile.TemporaryDirectory() as folder:
        normalized = pathlib.Path(folder, "evaluation.jsonl")
        for command in (["normalize", *map(str, arguments), "-o", normalized],
                        ["report", normalized, "-o", f"{folder}/out"]):
            done = subprocess.run([errata, *command, "-q"], capture_output=True, text=True, timeout=300)
            if done.returncode != 0:
                sys.exit(f"exit {done.returncode}: {done.stderr}")
        lines = normalized.read_text(encoding="utf-8").split("\n")
        analysis = json.loads(pathlib.Path(folder, "out", "analysis.json").read_text(encoding="utf-8"))
        return analysis, json.loads(lines[0]), [json.loads(line) for line in lines[1:] if line]


def packed(arguments, folder):
    """The same arguments, with each file packed."""
    given = []
    for argument in arguments:
        if isinstance(argument, pathlib.Path) and argument.is_file():
            copy = pathlib.Path(folder, str(len(given)), argument.name)
            copy.parent.mkdir()
            copy.write_bytes(gzip.compress(argument.read_bytes(), mtime=0))
            argument = copy
        given.append(argument)
    return given


def rename_labels(analysis, names):
    """Numbers of classes by the names that a set keeps beside them."""
    for row in analysis["labels"]:
        row["label"] = names[row["label"]]
    for row in analysis["confusions"]:
        row["gold"], row["predicted"] = names[row["gold"]], names[row["predicted"]]


def read_mapping(file):
    return dict(line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())


class Comparison:
    def __init__(self, group, system):
        self.where, self.compared, self.faults = (group, system), 0, []

    def count(self, what, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.fault(what, ours, theirs)

    def score(self, what, ours, theirs, digits=6):
        self.compared += 1
        if abs(ours - theirs) > 0.5 * 10 ** -digits + 1e-9:
            self.fault(what, ours, theirs)

    def fault(self, what, ours, theirs):
        self.faults.append(f"{'/'.join(self.where)}: {what}: errata {ours}, reference {theirs}")


def averages(check, analysis, reference, names):
    for average in names:
        for figure in ("precision", "recall", "f1"):
            check.score(f"{average} {figure}", analysis["scores"][average][figure]["value"],
                        reference[average][figure])


def compare_entities(check, analysis, reference):
    labels = {row["label"]: row for row in analysis["labels"]}
    check.count("documents", analysis["test_set"]["documents"], reference["documents"])
    for side in ("gold", "predicted"):
        if f"{side}_entities" in reference:
            ours = {name: row[side] for name, row in labels.items() if row[side]}
            check.count(f"{side} entities", ours, {k: v for k, v in reference[f"{side}_entities"].items() if v})
    if conlleval := reference.get("conlleval"):
        check.count("gold phrases", analysis["test_set"]["gold"], conlleval["gold_phrases"])
        check.count("found phrases", analysis["test_set"]["predicted"], conlleval["found_phrases"])
        check.count("correct phrases", sum(row["true_positives"] for row in labels.values()),
                    conlleval["correct_phrases"])
        for figure in ("precision", "recall", "f1"):
            check.score(f"conlleval {figure}", 100 * analysis["scores"]["micro"][figure]["value"],
                        conlleval[f"{figure}_pct"], 2)
            for name, row in conlleval["per_type"].items():
                check.score(f"conlleval {name} {figure}", 100 * labels[name][figure]["value"],
                            row[f"{figure}_pct"], 2)
    if seqeval := reference.get("seqeval"):
        averages(check, analysis, seqeval["default"], ("micro", "macro"))
    if spans := reference.get("own_spans"):
        check.count("exact", analysis["error_classes"]["correct"]["count"], spans["exact"])
        check.count("predicted touching no gold", analysis["unlabeled_total"], spans["predicted_touching_no_gold"])


def compare_spans(check, analysis, documents, reference):
    """Set arithmetic on (start, end, label), by document and over all."""
    sides = [([(a["start"], a["end"], a["label"]) for a in d["gold"]],
              [(a["start"], a["end"], a["label"]) for a in d["predicted"]]) for d in documents]
    touch = lambda span, others: any(span[0] < o[1] and o[0] < span[1] for o in others)
    pairs = collections.Counter((g[2], p[2]) for gold, predicted in sides for g in gold for p in predicted
                                if g[:2] == p[:2] and g[2] != p[2])
    check.count("gold", analysis["test_set"]["gold"], reference["gold"])
    check.count("predicted", analysis["test_set"]["predicted"], reference["predicted"])
    check.count("exact", analysis["error_classes"]["correct"]["count"], reference["exact"])
    check.count("predicted touching no gold", analysis["unlabeled_total"], reference["predicted_touching_no_gold"])
    check.count("gold touching no prediction", sum(not touch(g, p) for gold, p in sides for g in gold),
                reference["gold_touching_no_prediction"])
    check.count("same span, other type", sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:10],
                [((g, p), n) for g, p, n in reference["same_span_type_confusions_top10"]])


def compare_alignment(check, header, reference):
    """What is said of two files that were joined token by token."""
    check.count("sentences left out", header["issues"]["skipped"], reference["sentences_left_out_for_different_length"])
    said = [re.match(r"(\d+) tokens? differs? in text", remark) for remark in header["remarks"]]
    check.count("tokens of another text", next((int(m[1]) for m in said if m), 0),
                reference["tokens_with_different_text"])


def compare_schemes(check, analysis, reference):
    for ours, theirs in (("strict", "strict"), ("exact", "exact"), ("partial", "partial"), ("type", "ent_type")):
        for figure in ("correct", "incorrect", "partial", "missed", "spurious"):
            check.count(f"{ours} {figure}", analysis["schemes"][ours][figure], reference[theirs][figure])


def write_lower_case_map(gold, reference, folder):
    """A label map that leaves genes and species alone, in lower case."""
    names = sorted({*gold["entities"], *reference["predicted_types"]})
    lines = [f"{name} = {name.lower() if name.lower() in ('gene', 'species') else ''}" for name in names]
    file = pathlib.Path(folder, "types.map")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def compare_tmvar(check, errata, data, system, entries):
    gold, reference = entries["gold"], entries[system]
    arguments = inputs(data, "tmvar3-ner", system)
    with tempfile.TemporaryDirectory() as folder:
        mapped = [*arguments, "--label-map", write_lower_case_map(gold, reference, folder)]
        for view, given in zip(TMVAR_VIEWS, (arguments, mapped)):
            analysis, _, documents = report(errata, given)
            check.count(f"{view} documents", len(documents), gold["documents"])
            check.count(f"{view} texts", sum("text" in d for d in documents), gold["documents"])
            compare_spans(check, analysis, documents, reference[view]["own_spans"])
            labels = {row["label"]: row for row in analysis["labels"]}
            if view == TMVAR_VIEWS[0]:
                for side, types in (("gold", gold["entities"]), ("predicted", reference["predicted_types"])):
                    check.count(f"{side} types", {k: v[side] for k, v in labels.items() if v[side]}, types)
                check.count("documents with predictions", sum(bool(d["predicted"]) for d in documents),
                            reference["documents_with_predictions"])
            for name, row in reference[view].get("exact_counts_per_type", {}).items():
                ours = [labels[name][f"{kind}s"] for kind in ("true_positive", "false_positive", "false_negative")]
                check.count(f"{name} counts", ours, [row["tp"], row["fp"], row["fn"]])


def compare_answers(check, analysis, header, documents, reference, data):
    """Prodigy: what was accepted, rejected and ignored; a task may hold several spans, which precision counts."""
    lines = (data / "prodigy-ner" / "annotated_reddit-PRODUCT-ner.jsonl").read_text(encoding="utf-8").splitlines()
    tasks = [json.loads(line) for line in lines if line]
    answers = collections.Counter(task["answer"] for task in tasks)
    check.count("answers", dict(answers), reference["answers"])
    check.count("tasks", header["issues"]["seen"], reference["tasks"])
    check.count("ignored", header["issues"]["by_reason"]["answered 'ignore'"], reference["answers"]["ignore"])
    check.score("accepted", answers["accept"] / len(documents), reference["accepted_share_of_answered"])
    own = collections.Counter(span.get("answer", task["answer"]) for task in tasks if task["answer"] != "ignore"
                              for span in task["spans"])
    check.count("accepted spans", sum(len(d["gold"]) for d in documents), own["accept"])
    check.count("judged spans", sum(len(d["predicted"]) for d in documents), own["accept"] + own["reject"])
    spans = [sum(len(d[side]) for d in documents) for side in ("gold", "predicted")]
    check.score("precision", analysis["scores"]["micro"]["precision"]["value"], spans[0] / spans[1])


def spans_of_rasa(record, side):
    return [{"label": e["entity"], "start": e["start"], "end": e["end"]} for e in record[side]]


def records_of_rasa(data):
    """Of the errors, and of the successes."""
    folder = data / "rasa-id" / "results"
    return [json.loads((folder / f"DIETClassifier_{kind}.json").read_text(encoding="utf-8")) for kind in ("errors", "successes")]


def write_doubled(data, folder):
    """All records as they stand in both files, half-right sentences twice, which is what the reference counted."""
    file = pathlib.Path(folder, "doubled.jsonl")
    file.write_text("".join(json.dumps({"text": r["text"], "gold": spans_of_rasa(r, "entities"),
                                        "predicted": spans_of_rasa(r, "predicted_entities")}) + "\n"
                            for records in records_of_rasa(data) for r in records), encoding="utf-8")
    return file


def compare_entities_of_rasa(check, errata, data, documents, reference):
    """The reference counts a sentence twice that Rasa lists with the errors and with the successes, as some of its tokens
    are wrong and some right: errata must have its figures of just that, and of the files as they are those of Rasa's own
    report, whose support counts the tokens of gold."""
    with tempfile.TemporaryDirectory() as scratch:
        analysis, _, read = report(errata, [write_doubled(data, scratch)])
    check.count("documents in both files", len(read), reference["documents"])
    compare_spans(check, analysis, read, reference["own_spans"])
    compare_schemes(check, analysis, reference["nervaluate"]["overall"])
    errors, successes = records_of_rasa(data)
    check.count("documents", len(documents), len(errors) + sum(record not in errors for record in successes))
    tokens = collections.Counter()
    for document in documents:
        for span in document["gold"]:
            tokens[span["label"]] += len(document["text"][span["start"]:span["end"]].split())
    rows = json.loads((data / "rasa-id" / "results" / "DIETClassifier_report.json").read_text(encoding="utf-8"))
    check.count("tokens by label", dict(tokens), {name: row["support"] for name, row in rows.items() if " avg" not in name})


def compare_rasa(check, analysis, documents, reference):
    compare_classes(check, analysis, reference["sklearn"])
    scores = [d["predicted"][0]["score"] for d in documents]
    check.score("mean confidence", sum(scores) / len(scores), reference["sklearn"]["confidence"]["mean"])
    check.score("least confidence", min(scores), reference["sklearn"]["confidence"]["min"])


def compare_classes(check, analysis, reference):
    check.count("documents", analysis["test_set"]["documents"], reference["documents"])
    averages(check, analysis, reference, ("micro", "macro", "weighted"))
    labels = {row["label"]: row for row in analysis["labels"]}
    check.count("classes", {k for k, row in labels.items() if row["gold"] or row["predicted"]},
                set(reference["per_class"]))
    for name, row in reference["per_class"].items():
        check.count(f"{name} support", labels[name]["gold"], row["support"])
        for figure in ("precision", "recall", "f1"):
            check.score(f"{name} {figure}", labels[name][figure]["value"], row[figure])
    accuracy = reference.get("accuracy", reference.get("subset_accuracy"))
    check.score("accuracy", analysis["scores"]["accuracy"]["value"], accuracy)
    if "errors" in reference:
        off_diagonal = sum(sum(row) - row[i] for i, row in enumerate(analysis["matrix"]["rows"]))
        check.count("errors", off_diagonal, reference["errors"])
        check.count("confusion pairs", analysis["confusion_pairs"], reference["confusion_pairs"])
        pairs = sorted(([c["gold"], c["predicted"], c["count"]] for c in analysis["confusions"]),
                       key=lambda c: (-c[2], c[0], c[1]))
        check.count("most frequent confusions", pairs[:10], reference["confusion_top10"])
    if "missed_vs_extra_top10" in reference:
        pairs = sorted(([c["gold"], c["predicted"], c["documents"]] for c in analysis["confusions"]),
                       key=lambda c: (-c[2], c[0], c[1]))
        check.count("most frequent missed versus extra", pairs[:10], reference["missed_vs_extra_top10"])
        check.count("gold assignments", analysis["test_set"]["gold"], reference["gold_assignments"])
        check.count("predicted assignments", analysis["test_set"]["predicted"], reference["predicted_assignments"])


def compare_gold_files(check, errata, data, documents):
    """The gold of HINT3 in files of its own: as it was when the predictions were made, and as its authors corrected it."""
    firm, service = check.where[1].split("/")
    predicted = data / "hint3-intent" / "preds" / f"{service}_{firm}.csv"
    sides = lambda documents: [(d["text"], d["gold"], d["predicted"]) for d in documents]
    for version in ("v1", "v2"):
        gold = data / "hint3-intent" / "dataset" / version / "test" / f"{firm}_test.csv"
        joined = report(errata, ["--gold", gold, "--predicted", predicted])[2]
        with gold.open(encoding="utf-8", newline="") as lines:
            labels = [row["label"] for row in csv.DictReader(lines)]
        check.count(f"documents of {version}", len(joined), len(documents))
        check.count(f"gold of {version}", [label_of(d) for d in joined], labels)
        if version == "v1":
            check.count("documents by a gold file", sides(joined), sides(documents))


def label_of(document):
    [gold] = document["gold"]
    return gold if isinstance(gold, str) else gold["label"]


def compare_authors(check, analysis, file):
    """What the authors printed for the same predictions, where the gold is still the one they had."""
    text = file.read_text(encoding="utf-8")
    for figure in ("precision", "recall", "f1"):
        theirs = float(re.search(rf"^{figure} = (\S+)$", text, re.M)[1])
        check.score(f"the authors' {figure}", analysis["scores"]["micro"][figure]["value"], theirs, 12)
    labels = {row["label"]: row for row in analysis["labels"]}
    for name, *figures, support in re.findall(r"^ +([A-Z]+) +(\S+) +(\S+) +(\S+) +(\d+)$", text, re.M):
        check.count(f"the authors' {name} support", labels[name]["gold"], int(support))
        for figure, theirs in zip(("precision", "recall", "f1"), figures):
            check.score(f"the authors' {name} {figure}", labels[name][figure]["value"], float(theirs), 2)


def compare_refusals(check, errata, data):
    """Tables that are no more what Rasa wrote are refused, with the way out."""
    for file in sorted((data / "rasa-id" / "results").glob("*.csv")):
        done = subprocess.run([errata, "normalize", file, "-o", "-"], capture_output=True, text=True, timeout=60)
        said = re.search(r"prints objects .* rasa test writes: give these JSON files instead", done.stderr)
        check.count(f"{file.name} is refused", (done.returncode, bool(said)), (4, True))


def compare_service(check, analysis, group):
    """What the recorded summary of the service says beside what errata counts from its pages."""
    found = analysis["reconciliation"]
    health = {row["rule"]: row["outcome"] for row in analysis["health"]}
    if group == "azure-single-label":
        for what in ("counts_agree", "scores_agree", "matrix_agrees"):
            check.count(what, found[what], True)
        check.count("reconciled", health.get("reconciled"), "pass")
        return
    # The published page holds 2 of the 4 documents that the summary covers; see tests/README.md. The
    # row of the address that the model cut is in the page, and its share of characters must agree.
    check.count("counts agree", found["counts_agree"], False)
    check.count("summary differs", health.get("summary-differs"), "fail")
    cut = [d for d in found["differences"] if (d["label"], d["other"]) == ("BorrowerAddress", "$none")]
    check.count("matrix cell of the cut address", cut, [])


def compare(check, errata, data, entries, reference):
    group, system = check.where
    if group == "tmvar3-ner":
        compare_tmvar(check, errata, data, system, entries)
        return
    arguments = inputs(data, group, system)
    analysis, header, documents = report(errata, arguments)
    with tempfile.TemporaryDirectory() as folder:
        check.count("documents of the packed files", report(errata, packed(arguments, folder))[2], documents)
    if group == "tweeteval":
        rename_labels(analysis, read_mapping(data / group / "datasets" / system / "mapping.txt"))
        check.count("texts", sum("text" in d for d in documents), reference["text_lines"])
    if group == "prodigy-ner":
        compare_answers(check, analysis, header, documents, reference, data)
    elif group == "rasa-id":
        if "sklearn" in reference:
            compare_rasa(check, analysis, documents, reference)
        else:
            compare_entities_of_rasa(check, errata, data, documents, reference)
        compare_refusals(check, errata, data)
    else:
        (compare_classes if "per_class" in reference else compare_entities)(check, analysis, reference)
    if group == "hint3-intent":
        compare_gold_files(check, errata, data, documents)
    if group == "masakhaner2-ner" and not system.startswith("yor/"):
        compare_authors(check, analysis, data / group / system / "test_result1.txt")
    if group in CONLL:
        compare_spans(check, analysis, documents, reference["own_spans"])
    if "alignment" in reference:
        compare_alignment(check, header, reference["alignment"])
    if group.startswith("azure-"):
        compare_service(check, analysis, group)


def unread(data):
    """Files of the data that no report was made of, though nothing says why."""
    read = {file for path in READ for file in ([path] if path.is_file() else path.rglob("*"))}
    names = sorted(str(file.relative_to(data)) for file in data.rglob("*") if file.is_file() and file not in read)
    return [name for name in names if not any(fnmatch.fnmatch(name, pattern) for pattern in EXCEPTIONS)]


def main():
    errata, data, wanted = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    if not (data / "REFERENCE.json").exists():
        print(f"SKIPPED: {data}/REFERENCE.json is not there; the figures of independent tools were not compared")
        sys.exit(77)
    sets = json.loads((data / "REFERENCE.json").read_text(encoding="utf-8"))["sets"]
    systems = compared = 0
    faults = []
    for group, entries in sets.items():
        if wanted and group not in wanted:
            continue
        for system, reference in ({"service": entries} if group in WHOLE else entries).items():
            if (group, system) == ("tmvar3-ner", "gold"):
                continue
            check = Comparison(group, system)
            compare(check, errata, data, entries, reference)
            print(f"{group}/{system}: {check.compared} figures, {len(check.faults)} differ")
            systems, compared, faults = systems + 1, compared + check.compared, faults + check.faults
    if not wanted:
        faults += [f"{name}: is never read, and no exception" for name in unread(data)]
    print("\n".join(faults))
    print(f"{systems} systems, {compared} figures compared, {len(faults)} differ")
    complete = bool(wanted) or systems == SYSTEMS
    sys.exit(0 if complete and not faults else f"of {SYSTEMS} systems" if not complete else 1)


if __name__ == "__main__":
    main()
