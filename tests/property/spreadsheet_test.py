#!/usr/bin/env python3
"""No text of a document is a formula in errors.csv, whichever separator a spreadsheet takes for that of cells.

  spreadsheet_test.py ERRATA

Hostile strings (tests/browser/hostile_strings.py) and formulas behind everything that may separate or quote cells are text,
label, and id of documents. The file is read with commas, as it is written, and with the semicolons, tabs and bars that
spreadsheets of other languages expect: no cell begins with what OWASP ("CSV Injection") lists, blanks and quotation marks
before it or not, and each error is one line.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "browser"))
import hostile_strings

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=HYPERLINK(\"http://x\")")
BEFORE = ("", " ", "a;", "a; ", "a;\"", "a;'", "\";", "a|", "a,", "a\t", "\t", "\r", "\n", "a\r\n", "a\n", ";;", "a;\u00a0;", "\ufeff", "\";\"")
SEPARATORS = ",;\t|"


def texts():
    yield from (text for family in hostile_strings.families().values() for text in family)
    yield from (before + formula for before in BEFORE for formula in FORMULAS)


def records():
    """Each text as the text, the label and the id of a missed span, and as a label that was predicted instead."""
    yield {"schema": "errata/evaluation/1", "task": "entities", "offsets": "codepoints"}
    for number, text in enumerate(dict.fromkeys(texts())):
        span = {"label": text, "start": 0, "end": len(text)}
        yield {"id": f"{text}{number}", "text": text, "gold": [span], "predicted": [{**span, "label": text + "x"}]}


def is_formula(cell):
    return cell.lstrip(" \"").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        lines = [json.dumps(record, ensure_ascii=False) for record in records()]
        (folder / "hostile.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        subprocess.run([errata, "report", "hostile.jsonl", "-o", "out", "-q"], cwd=folder, check=True, timeout=300)
        content = (folder / "out/errors.csv").read_bytes().decode()
        analysis = json.loads((folder / "out/analysis.json").read_text(encoding="utf-8"))
    errors = sum(row["count"] for name, row in analysis["error_classes"].items() if name != "correct")
    if content.count("\n") != errors + 1 or content.count("\r\n") != errors + 1:
        faults.append(f"{content.count(chr(10))} lines for {errors} errors and a head")
    for separator in SEPARATORS:
        rows = list(csv.reader(content.split("\r\n"), delimiter=separator))
        faults += [f"{separator!r}: {cell!r} is a formula" for row in rows for cell in row if is_formula(cell)]
        if separator == "," and {len(row) for row in rows if row} != {16}:
            faults.append(f"rows of {sorted({len(row) for row in rows})} cells")
    print(f"{int(errors)} errors, read with {len(SEPARATORS)} separators")
    if errors < 600:
        faults.append("so few errors that nothing was tried")
    print("\n".join(faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
