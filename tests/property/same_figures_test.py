#!/usr/bin/env python3
"""The page, the tickets of all dialects, errors.csv and analysis.json tell the same figures.

  same_figures_test.py ERRATA SAMPLE_DATA

Every figure in a ticket stands on the page as well. The tables of labels, confusions, matching schemes and error classes,
the matrix and the gains of findings are those of analysis.json, printed by the rules of src/render/format.hpp, which are
written here a second time, in decimals. The lines of errors.csv, counted by class and by label, are the counts of
analysis.json and of the page; counted by finding, they are those of each finding.
"""
import collections
import csv
import decimal
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import tickets

import html5lib

SETS = ("film-notes", "service-orders", "support-tickets")
FIGURE = re.compile(r"(?<![\w.,-])(?:<?[+-])?\d[\d,]*(?:\.\d+)?(?: %)?(?![\w])")
# How much of a list is not in this text, which another text shows more of, and numbers of what is listed.
LENGTHS = re.compile(r"[^.;]*\b(more|further finding|not shown|not listed|stands? in analysis\.json|Shortened to fit)\b.*|^Document \d+.*", re.S)
# Places in texts, which the page marks in the text.
PLACES = re.compile(r"\b\d+(?: to |–)\d+\b")


def rounded(value, digits):
    return decimal.Decimal(repr(value)).quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)


def between(value, whole, digits):
    step = decimal.Decimal(1).scaleb(-digits)
    if 0 < value < whole:
        return str(min(max(rounded(value, digits), step), whole - step))
    return str(rounded(value, digits))


def score(value):
    return "n/a" if value is None else between(value, 1, 3)


def measure(of):
    return score(of["value"]) if of["defined"] else "n/a"


def interval(of, otherwise=""):
    return f"[{score(of['low'])}, {score(of['high'])}]" if of["defined"] and of.get("low") is not None else otherwise


def percent(value):
    return between(value * 100, 100, 1) + " %"


def rate(of):
    ends = f" [{percent(of['low'])}, {percent(of['high'])}]" if of.get("low") is not None else ""
    return percent(of["value"]) + ends if of["defined"] else "n/a"


def gain(change):
    if change == 0:
        return "0.000"
    size = rounded(abs(change), 3)
    sign = "+" if change > 0 else "-"
    return f"<{sign}0.001" if size == 0 else f"{sign}{size}"


def count(number):
    if abs(number - round(number)) < 1e-9:
        return f"{round(number):,}"
    return "<0.01" if number < 0.01 else f"{rounded(number, 2):,}"


O = tickets.OUTSIDE


def labels(a):
    for row in a["labels"]:
        yield [O, *(count(row[key]) for key in ("gold", "predicted", "false_negatives", "false_positives")),
               *(measure(row[key]) for key in ("precision", "recall", "f1")), interval(row["f1"], "no claim")]


def confusions(a):
    for row in a["confusions"]:
        said = ("constant" if row["constant"] else "not constant") + (", both ways" if row["both_ways"] else "")
        yield [O, O, count(row["count"]), count(row["documents"]), rate(row["rate"]), gain(row["gain"]["micro_f1"]),
               score(row["merged"]["micro_f1"]), said]


def schemes(a):
    for name, row in (a["schemes"] or {}).items():
        yield [name, None, *(count(row[key]) for key in ("correct", "incorrect", "partial", "missed", "spurious")),
               *(score(row[key]) for key in ("precision", "recall", "f1"))]


def classes(a):
    errors = sum(row["count"] for name, row in a["error_classes"].items() if name != "correct")
    for name, row in a["error_classes"].items():
        if name != "correct" and row["count"] > 0:
            yield [None, None, count(row["count"]), percent(row["count"] / errors), gain(row["gain"]["micro_f1"]),
                   gain(row["gain"]["macro_f1"])]


TABLES = {"Label": labels, "Labelled": confusions, "Scheme": schemes, "Class": classes}
WIDTHS = {"Label": 9, "Labelled": 8, "Scheme": 10, "Class": 6}


def faults_of_tables(blocks, analysis):
    seen = set()
    for head, *rows in (content for kind, content in blocks if kind == "table"):
        name = head[0]
        if name not in TABLES or len(head) != WIDTHS[name] or name in seen:
            continue
        seen.add(name)
        wanted = list(TABLES[name](analysis))
        rows = [row for row in rows if not row[0].endswith(" average")]
        if not rows or len(rows) > len(wanted):
            yield f"{len(rows)} rows of {name}, not {len(wanted)}"
        for row, expected in zip(rows, wanted):
            if any(cell != figure for cell, figure in zip(row, expected, strict=True) if figure is not None):
                yield f"{name}: {row} is not {expected}"
    missing = {"Label", "Class"} - seen
    if missing:
        yield f"no table of {sorted(missing)}"


def faults_of_matrix(blocks, analysis):
    """Of a matrix that shows all labels, where the order is that of analysis.json."""
    for head, *rows in (content for kind, content in blocks if kind == "table"):
        if head[-1] != "missed" or len(head) != len(analysis["matrix"]["labels"]) + 2:
            continue
        cells = [[cell.replace("·", "0") for cell in row[1:]] for row in rows]
        wanted = [[count(cell) for cell in row] for row in analysis["matrix"]["rows"]]
        if cells[:len(wanted)] != wanted[:len(cells)]:
            yield f"matrix: {cells} is not {wanted}"


def faults_of_findings(words, analysis):
    for finding in analysis["findings"][:5]:
        line = f"up to {gain(finding['gain']['micro_f1'])} micro F1, {gain(finding['gain']['macro_f1'])} macro F1"
        if line not in words:
            yield f"finding {finding['id']}: no {line!r}"


def rows_of(page, head):
    """Of the page's first table with that head, as lists of texts."""
    for table in page.iter("table"):
        rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")]
        if rows and rows[0][0] == head:
            return rows[1:]
    return []


def counts_of_lines(lines, task):
    """Lines by class, missing items and extra items by label. Of multi-label every missing label of a document stands
    against all its extra ones, which are one extra item each."""
    classes = collections.Counter(line["class"] for line in lines)
    missing = collections.Counter(line["gold_label"] for line in lines if line["gold_label"])
    if task == "multi_label":
        extra = {(line["document"], label) for line in lines for label in line["predicted_label"].split(", ")}
        return classes, missing, collections.Counter(label for _, label in extra if label)
    return classes, missing, collections.Counter(line["predicted_label"] for line in lines if line["predicted_label"])


def faults_of_errors(out, analysis, page):
    with open(out / "errors.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    classes, missing, extra = counts_of_lines(lines, analysis["model"]["task"])
    wanted = {name: row["count"] for name, row in analysis["error_classes"].items() if name != "correct" and row["count"]}
    if classes != wanted:
        yield f"errors.csv has {dict(classes)}, not {wanted}"
    if [row[2] for row in rows_of(page, "Class")] != [count(number) for number in wanted.values()]:
        yield f"the page has {rows_of(page, 'Class')}, not {wanted}"
    on_page = {row[0]: row[3:5] for row in rows_of(page, "Label")}
    for row in analysis["labels"]:
        label, figures = row["label"], (row["false_negatives"], row["false_positives"])
        if (missing[label], extra[label]) != figures:
            yield f"errors.csv has {missing[label]} and {extra[label]} of {label}, not {figures}"
        if on_page.get(label) != [count(number) for number in figures]:
            yield f"the page has {on_page.get(label)} of {label}, not {figures}"
    lists = {"errors": len(lines), "errors_listed": len(lines)}
    if not lists.items() <= analysis["lists"].items():
        yield f"analysis.json says {analysis['lists']} of {len(lines)} lines"
    if f"errors.csv lists {len(lines):,} of {len(lines):,} errors" not in " ".join("".join(page.itertext()).split()):
        yield f"the page does not say that errors.csv has {len(lines)} lines"


def counted_by(finding, facts):
    """Its errors and their documents; of a setting, which asks for none to be opened, each is an error."""
    if finding["rule"] == "fallback-threshold":
        return (facts["becomes_right"],) * 2
    if finding["rule"] == "break-down":
        return facts["covered_missed"], finding["effort"]
    return facts["count"] + (facts["reverse_count"] if finding["rule"] == "separate-or-merge" else 0), finding["effort"]


def faults_of_lines(out, analysis):
    """The lines of errors.csv that name a finding are the errors that it counts, in the documents that it names."""
    lines, documents = collections.Counter(), collections.defaultdict(set)
    with open(out / "errors.csv", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for finding in line["finding"].split():
                lines[finding] += 1
                documents[finding].add(line["document"])
    for finding in analysis["findings"]:
        number, facts = finding["id"], {fact["name"]: fact["value"] for fact in finding["facts"]}
        counted, effort = counted_by(finding, facts)
        if len(documents[number]) != effort or sorted(documents[number])[:200] != finding["documents"]:
            yield f"errors.csv has {len(documents[number])} documents of {number}, not {effort}, or others"
        if not facts.get("multi") and lines[number] != counted:
            yield f"errors.csv has {lines[number]} errors of {number}, not {counted}"


def own_text(element):
    """Without what stands in <bdi>, which is from outside."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("bdi", "script", "style"):
            text += " " + own_text(child) + " "
        else:
            text += tickets.OUTSIDE
        text += child.tail or ""
    return text


def figures_in(text):
    return set(FIGURE.findall(" ".join(text.split())))


def words_of(blocks):
    for kind, content in blocks:
        if kind == "words":
            yield " ".join(content.split())
        else:
            yield from (cell for row in content[1:] for cell in row)


def figures_of(blocks):
    texts = (PLACES.sub("", LENGTHS.sub("", text)) for text in words_of(blocks))
    return set().union(*(figures_in(text) for text in texts))


def main():
    errata, samples = (pathlib.Path(given).resolve() for given in sys.argv[1:3])
    faults, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            for dialect, file in tickets.FILES.items():
                out = pathlib.Path(folder, f"{name}-{dialect}")
                subprocess.run([errata, "report", samples / name / f"{name}.jsonl", "-o", out, "-q", "--dialect", dialect,
                                "--budget", "1000000"], check=True, timeout=300)
                analysis = json.loads((out / "analysis.json").read_text(encoding="utf-8"))
                page = html5lib.parse((out / "report.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
                blocks = tickets.read((out / file).read_text(encoding="utf-8"), dialect)
                figures = figures_of(blocks)
                compared += len(figures)
                found = [f"{figure} is not on the page" for figure in sorted(figures - figures_in(own_text(page)))]
                found += faults_of_findings(" ".join(words_of(blocks)), analysis)
                found += faults_of_errors(out, analysis, page)
                found += faults_of_lines(out, analysis)
                if dialect != "plain":
                    found += [*faults_of_tables(blocks, analysis), *faults_of_matrix(blocks, analysis)]
                faults += [f"{name} as {dialect}: {fault}" for fault in found]
    print(f"{compared} figures of {3 * len(SETS)} tickets")
    if compared < 1000:
        faults.append("so few figures that nothing was compared")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
