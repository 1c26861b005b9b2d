#!/usr/bin/env python3
"""Holds the counts of the four schemes against nervaluate's in REFERENCE.json, and explains every difference.

  schemes_test.py ERRATA SHARED_DATA

nervaluate 1.1.0 goes through the predictions and gives each the first labelled span that it overlaps and that none has
yet. That rule, written down here, must give its counts exactly; and it may differ from errata's matching only in documents
where a span overlaps several of the other side. Exits with 77 (skipped) where the data is not there.
"""
import collections
import json
import pathlib
import sys
import tempfile

import reference_test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "property"))
import slow_analysis

SCHEMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")


def spans(document, side):
    return sorted((a["label"], a["start"], a["end"]) for a in document[side])


def in_order(items):
    return sorted(items, key=lambda item: (item[1], item[2], item[0]))


def first_come(gold, predicted):
    """Classes of the pairs that nervaluate makes."""
    kinds, left = collections.Counter(), list(gold)
    for p in predicted:
        g = next((g for g in left if slow_analysis.shared(g, p)), None)
        if g is None:
            kinds["spurious"] += 1
            continue
        left.remove(g)
        kinds["correct" if g == p else "type" if g[1:] == p[1:] else
              "boundary" if g[0] == p[0] else "type_and_boundary"] += 1
    return kinds + collections.Counter(missed=len(left))


def best_first(gold, predicted):
    return collections.Counter(kind for kind, _, _ in slow_analysis.match_spans(gold, predicted))


def is_plain(gold, predicted):
    """No span overlaps several of the other side."""
    return all(sum(bool(slow_analysis.shared(one, other)) for other in others) < 2
               for ones, others in ((gold, predicted), (predicted, gold)) for one in ones)


def entries(reference):
    """(set, system, view or none, nervaluate's counts)"""
    for group, systems in reference["sets"].items():
        if "nervaluate" in systems:
            yield group, "", None, systems["nervaluate"]["overall"]
            continue
        for system, entry in systems.items():
            for name, nested in entry.items() if isinstance(entry, dict) else ():
                if name == "nervaluate":
                    yield group, system, None, nested["overall"]
                elif isinstance(nested, dict) and "nervaluate" in nested:
                    more = f"{system}/{name}" if group == "masakhaner2-ner" else system
                    yield group, more, None if more != system else name, nested["nervaluate"]["overall"]


def arguments(data, reference, group, system, view, folder):
    if group == "rasa-id":
        return [reference_test.write_doubled(data, folder)]
    given = reference_test.inputs(data, group, system)
    if view != reference_test.TMVAR_VIEWS[1]:
        return given
    systems = reference["sets"][group]
    return [*given, "--label-map", reference_test.write_lower_case_map(systems["gold"], systems[system], folder)]


def compare(name, analysis, documents, theirs):
    """(a line that says what differs, faults)"""
    sides = [tuple(in_order(spans(d, side)) for side in ("gold", "predicted")) for d in documents]
    greedy = sum((first_come(*both) for both in sides), collections.Counter())
    best = sum((best_first(*both) for both in sides), collections.Counter())
    other = [both for both in sides if first_come(*both) != best_first(*both)]
    faults = [f"{name}: the matchings differ where no span overlaps several" for both in other if is_plain(*both)]
    for ours, scheme in SCHEMES.items():
        for side, counts, expected in (("errata", analysis["schemes"], slow_analysis.schemes(best)),
                                       ("nervaluate", theirs, slow_analysis.schemes(greedy))):
            key = ours if side == "errata" else scheme
            faults += [f"{name}: {ours} {count}: {side} {counts[key][count]}, its rule {expected[ours][count]}"
                       for count in COUNTS if counts[key][count] != expected[ours][count]]
    changes = [f"{kind} {greedy[kind]} -> {best[kind]}" for kind in slow_analysis.CLASSES if greedy[kind] != best[kind]]
    return f"{name}: {'equal' if not changes else f'{len(other)} documents: ' + ', '.join(changes)}", faults


def main():
    errata, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    if not (data / "REFERENCE.json").exists():
        print(f"SKIPPED: {data} is not there; no scheme was compared")
        sys.exit(77)
    reference, faults, systems = json.loads((data / "REFERENCE.json").read_text(encoding="utf-8")), [], 0
    for group, system, view, theirs in entries(reference):
        with tempfile.TemporaryDirectory() as folder:
            analysis, _, documents = reference_test.report(
                errata, arguments(data, reference, group, system, view, folder))
        said, found = compare("/".join(filter(None, (group, system, view))), analysis, documents, theirs)
        print(said)
        systems, faults = systems + 1, faults + found
    print("\n".join(faults[:50]))
    print(f"{systems} systems compared, {len(faults)} faults")
    sys.exit(1 if faults or not systems else 0)


if __name__ == "__main__":
    main()
