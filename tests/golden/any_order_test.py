#!/usr/bin/env python3
"""Reports the same documents in several orders.

  any_order_test.py ERRATA

The analyses must be equal but for the digest of the file. Equal spans with several labels, and labels that are
met in another order, are what could tell one order from another.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile


def spans(*labels):
    return [{"label": label, "start": 0, "end": 4} for label in labels]


def line(number, text, gold, predicted):
    return json.dumps({"id": f"d{number}", "text": text, "gold": gold, "predicted": predicted})


SETS = {
    "entities.jsonl": ("", [
        line(1, "Jena is a town", spans("Place", "Club"), spans("Person")),
        line(2, "Jena won again", spans("Club"), spans("Person", "Place")),
        line(3, "Jena called us", spans("Person"), spans("Place", "Club")),
        line(4, "Jena, of which", spans("Person", "Club"), spans("Age", "Place"))]),
    "classes.jsonl": ("", [
        line(1, "a", ["Refund", "Billing"], ["Access"]), line(2, "b", ["Access"], ["Refund"]),
        line(3, "c", ["Billing"], ["Refund", "Access"]), line(4, "d", [], ["Zeal", "Billing"])]),
    "classes.csv": ("id,text,gold,predicted", ["1,a,Z,B", "2,b,B,A", "3,c,A,Z", "4,d,B,B"]),
}


def analysis(errata, name, head, lines):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.write_text("\n".join([head, *lines] if head else lines) + "\n", encoding="utf-8")
        subprocess.run([errata, "report", name, "-q", "-o", "out"], cwd=folder, check=True, timeout=60)
        found = json.loads((pathlib.Path(folder) / "out" / "analysis.json").read_text(encoding="utf-8"))
    for given in found["model"]["source"]["inputs"]:
        del given["sha256"]
    return found


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    faults = compared = 0
    for name, (head, lines) in SETS.items():
        first = analysis(errata, name, head, lines)
        for order in itertools.permutations(lines):
            other = analysis(errata, name, head, order)
            differing = [key for key in first if first[key] != other.get(key)]
            compared, faults = compared + 1, faults + bool(differing)
            if differing:
                print(f"{name} {[lines.index(line) + 1 for line in order]}: {', '.join(differing)} DIFFER")
    print(f"{compared} analyses compared, {faults} differ")
    sys.exit(1 if faults or not compared else 0)


if __name__ == "__main__":
    main()
