"""What findings say, a second time: which labels a rule names, and the facts of its sentences.

From the definitions in src/analyze/rules.hpp and candidate.hpp, with the counts of slow_analysis.py. `analysis` is errata's
own, of which findings, grades and the bands of complexity are taken as they are given.
"""
import collections
import math

import slow_analysis as slow
import slow_segments

USUAL = {"few_test_labels": 5, "weak_score": 0.60, "many_missed": 0.30, "chance_z": 3, "fallback_documents": 10,
         "fallback_share": 0.5, "fallback_scored": 0.95, "fallback_level": 0.05, "fallback_strong_level": 0.01}


def by_label(test_set, label):
    """(tp, gold, predicted) of each document."""
    return [slow.counted(test_set, [d])[label] for d in test_set["documents"]]


def is_over_predicted(test_set, label):
    """Predicted more often than labelled beyond doubt, and often wrongly."""
    by = USUAL | test_set["thresholds"]
    tp, _, predicted = slow.counted(test_set)[label]
    share = slow.measure([(p, g + p) for _, g, p in by_label(test_set, label)])
    return predicted >= by["few_test_labels"] and slow.ratio(tp, predicted) < by["weak_score"] \
        and share["low"] is not None and share["low"] > 0.5


def is_mostly_unfound(test_set, label):
    unfound = sum(kind in slow.UNFOUND and d["gold"][g][0] == label
                  for d, matches in zip(test_set["documents"], test_set["matches"]) for kind, g, _ in matches)
    by = USUAL | test_set["thresholds"]
    return slow.ratio(unfound, slow.counted(test_set)[label][1]) >= by["many_missed"]


def named_by(findings, rule):
    return sorted(slow.facts(f)["label"] for f in findings if f["rule"] == rule)


def labels_of_scores(test_set, findings):
    """{rule: labels} of the two rules that go by recall and precision; never both of a label."""
    by = USUAL | test_set["thresholds"]
    settled = {fact["label"]: fact["count"] for finding, fact in zip(findings, map(slow.facts, findings))
               if finding["rule"] == "fix-boundaries"}
    over = {label for label in test_set["labels"] if is_over_predicted(test_set, label)}
    low = [label for label, (tp, gold, _) in slow.counted(test_set).items() if gold >= by["few_test_labels"]
           and slow.ratio(tp, gold) < by["weak_score"] and label not in over
           and (label not in settled or slow.ratio(tp + settled[label], gold) < by["weak_score"])
           and not (label in named_by(findings, "break-down") and is_mostly_unfound(test_set, label))]
    more = set(named_by(findings, "label-more"))
    return {"add-examples": sorted(set(low) - more), "over-predicted": sorted(over - more)}


# ---- one label in the place of unsure predictions

def agree_beyond_chance(test_set):
    """Of documents that have both sides: right ones, against what the shares of labels would give."""
    pairs = [(d["gold"][0], d["predicted"][0]) for d in test_set["documents"] if d["gold"] and d["predicted"]]
    gold, predicted = map(collections.Counter, zip(*pairs)) if pairs else ({}, {})
    n = len(pairs)
    chance = sum(gold[label] * predicted[label] / (n * n) for label in {*gold, *predicted} if n) if n else 0
    agreed = sum(g == p for g, p in pairs)
    return abs(agreed - n * chance) > \
        (USUAL | test_set["thresholds"])["chance_z"] * slow.spread_by_chance(gold, predicted)


def mcnemar(better, worse):
    """Two-sided: as many turning one way or more, of coins."""
    turned = better + worse
    tail = sum(math.comb(turned, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / 2 ** turned)


def try_fallback(test_set, label, threshold):
    """The facts of one pair, as documents that are really changed have them; nothing where it is not worth a look."""
    by = USUAL | test_set["thresholds"]
    others = [d for d in test_set["documents"] if d["predicted"] and d["predicted"] != [label] and None not in d["scores"]]
    changed = [d for d in others if slow.is_unsure(d, threshold)]
    kept = [d for d in others if d not in changed]
    right, wrong = sum(d["gold"] == [label] for d in changed), sum(map(slow.is_right, changed))
    share = lambda documents: (sum(map(slow.is_right, documents)), len(documents))
    (below, all_below), (above, all_above) = share(changed), share(kept)
    if right <= wrong or len(changed) < by["fallback_documents"] or right < by["fallback_share"] * len(changed) \
            or below * all_above >= above * all_below or below > above:
        return None
    n, before = len(test_set["documents"]), sum(map(slow.is_right, test_set["documents"]))
    others = [d for d in test_set["documents"] if d["gold"] != [label]]
    others_right = sum(map(slow.is_right, others))
    won, lost = right / (n - len(others)), wrong / len(others) if others else 0
    return {"share": (n - len(others)) / n, "others": len(others), "others_right": others_right,
            "others_right_after": others_right - wrong, "break_even": lost / (won + lost),
            "label": label[0], "threshold": threshold, "changed": len(changed), "wrong": len(changed) - wrong,
            "becomes_right": right, "becomes_wrong": wrong, "accuracy": before / n,
            "accuracy_after": (before + right - wrong) / n}


def fallback(test_set):
    """(facts, evidence) of the pair of label and threshold that makes most documents right; else nothing."""
    by = USUAL | test_set["thresholds"]
    scores = [score for d in test_set["documents"] for score in d["scores"]]
    scored = sum(score is not None for score in scores)
    if test_set["task"] != "single_label" or scored < by["fallback_scored"] * len(scores) \
            or not agree_beyond_chance(test_set):
        return None
    labels = sorted({item for d in test_set["documents"] for item in d["gold"]})
    thresholds = [step / 20 for step in range(1, 20)]
    found = [fact for threshold in thresholds for label in labels if (fact := try_fallback(test_set, label, threshold))]
    if not found:
        return None
    best = max(found, key=lambda fact: fact["becomes_right"] - fact["becomes_wrong"])  # of equals the first
    tried = len(labels) * len(thresholds)
    p = mcnemar(best["becomes_right"], best["becomes_wrong"]) * tried
    if p > by["fallback_level"]:
        return None
    return best | {"tried": tried}, "strong" if p <= by["fallback_strong_level"] else "moderate"


# ---- facts

def is_all_there_is(test_set):
    """Whether two labels are all labels of documents that have one each."""
    labels = {item for d in test_set["documents"] for item in d["gold"]}
    return test_set["task"] == "single_label" and len(labels) <= 2


def facts_of_merge(test_set, fact):
    today = slow.micro_f1(slow.counted(test_set))
    merged = slow.both(slow.merged(test_set, fact["gold"], fact["predicted"]))
    return {"micro_f1": today, "merged_micro_f1": merged["micro_f1"], "merged_macro_f1": merged["macro_f1"],
            "merge": merged["micro_f1"] - today >= 0.001 and not is_all_there_is(test_set),
            "no_others": is_all_there_is(test_set),
            "gold_never": slow.counted(test_set)[fact["gold"]][2] == 0,
            "gold_over": is_over_predicted(test_set, fact["gold"])}


def facts_of_silence(test_set, fact):
    """Of a label that is never predicted: what it is most often taken for; of equals, the first one."""
    hits = {p: sum(hit[1] for hit in of) for (g, p), of in slow.confused(test_set).items() if g == fact["label"]}
    most = max(hits.values(), default=0)
    first = next((label for label in test_set["labels"] if most and hits.get(label) == most), "")
    return {"taken_for": first, "taken_count": most, "training_known": 0}


def facts_of_bands(analysis, fact):
    """The most complex band whose printed interval does not meet that of the simple ones."""
    missed, = (row for row in analysis["missed"] if row["label"] == fact["label"])
    simple, *others = (band["rate"] for band in missed["bands"])
    for name, rate in zip(("complex", "medium"), reversed(others)):
        if None in (rate["low"], simple["low"]):
            continue
        harder, easier = rate["low"] > simple["high"], rate["high"] < simple["low"]
        if harder or easier:
            return {"harder": harder, "easier": easier, "medium": name == "medium", "complex": name == "complex",
                    "band_rate": rate["value"], "simple_rate": simple["value"]}
    return {"harder": None, "easier": None}


def unfound(test_set, label):
    return [(d, d["gold"][g]) for d, matches in zip(test_set["documents"], test_set["matches"])
            for kind, g, _ in matches if kind in slow.UNFOUND and d["gold"][g][0] == label]


def facts_of_misses(test_set, fact):
    """What is labelled is right, unfound, or found at its place with another label."""
    tp, gold, _ = slow.counted(test_set)[fact["label"]]
    return {"confused": gold - tp - len(unfound(test_set, fact["label"]))}


def facts_of_parts(test_set, fact):
    explained = slow_segments.is_explained(test_set, fact["label"])
    covered = [d["id"] for d, span in unfound(test_set, fact["label"]) if explained(d, span)]
    return {"covered_missed": len(covered), "covered_documents": len(set(covered)),
            "covered": sum(explained(d, span) for d in test_set["documents"] for span in d["gold"]
                           if span[0] == fact["label"])}


def documents_to_break_down(test_set, finding):
    """(how many, the first ids) with a span that is not found and holds the parts alone."""
    wanted = slow.wanted_by(test_set, finding)
    ids = sorted({d["id"] for d, matches in zip(test_set["documents"], test_set["matches"]) if any(
        kind != "correct" and wanted(d, kind, g, p) for kind, g, p in matches)})
    return len(ids), ids[:200]


def facts_of_edges(test_set, fact):
    """Titles and closing marks at the edges of the label's gold spans."""
    sides = collections.Counter((kind, inside) for d in test_set["documents"] if d["text"] is not None
                                for span in d["gold"] if span[0] == fact["label"]
                                for kind, _, inside, _ in slow.edges_of(d["text"], span))
    return {f"{name}_{side}": sides[kind, side == "inside"]
            for name, kind in (("title", "title"), ("mark", "closing_mark")) for side in ("inside", "outside")}


def facts_of(test_set, analysis, finding):
    fact = slow.facts(finding)
    if finding["rule"] in ("separate-or-merge", "one-way-confusion"):
        return facts_of_merge(test_set, fact)
    if finding["rule"] == "add-examples" and fact["predicted"] == 0:
        return facts_of_silence(test_set, fact)
    if finding["rule"] == "label-more":
        return facts_of_bands(analysis, fact) | facts_of_misses(test_set, fact)
    if finding["rule"] == "break-down":
        return facts_of_parts(test_set, fact) | facts_of_misses(test_set, fact)
    return facts_of_edges(test_set, fact) if finding["rule"] == "fix-boundaries" else {}


# ---- which findings repair the same items

def repaired_classes(test_set, finding):
    """Multi-label: (document, label, whether it was missing)."""
    added, dropped = slow.classes_of(finding)
    return {(number, item, is_missing) for number, d in enumerate(test_set["documents"])
            for is_missing, wrong, wanted in zip((True, False), slow.wrong_classes(d), (added(d), dropped(d)))
            for item in wrong if item in wanted}


def relabelled(test_set, analysis, finding, surfaces, grades):
    """What review-labels has labelled anew: predictions without a label, or whole documents."""
    if slow.is_of_classes(finding):
        wrong = {row["document"] for row in analysis["label_errors"] if row["grade"] in ("strong", "moderate")}
        return lambda d, kind, g, p: kind == "type" and d["id"] in wrong
    if finding["rule"] != "review-labels" or not slow.facts(finding)["strong"] + slow.facts(finding)["moderate"]:
        return lambda d, kind, g, p: False
    wanted = surfaces.are_forgotten(grades, {"strong", "moderate"}, slow.facts(finding)["label"])
    return lambda d, kind, g, p: kind == "spurious" and wanted(d, d["predicted"][p])


def repaired_matches(test_set, analysis, finding, surfaces, grades):
    anew = relabelled(test_set, analysis, finding, surfaces, grades)
    wanted = (lambda *match: False) if slow.is_of_classes(finding) else slow.wanted_by(test_set, finding)
    return {(number, g, p) for number, (d, matches) in enumerate(zip(test_set["documents"], test_set["matches"]))
            for kind, g, p in matches if kind != "correct" and (wanted(d, kind, g, p) or anew(d, kind, g, p))}


def are_pairs(*findings):
    return all(f["rule"] in ("separate-or-merge", "one-way-confusion") for f in findings)


def are_unsure_and_wrong(*findings):
    return {"fallback-threshold", "review-labels"} == {f["rule"] for f in findings}


def certainly_common(test_set, unsure, wrong):
    """Items of both, of those pairs of labels of which all are unsure."""
    pair = lambda item: (test_set["documents"][item[0]]["gold"][0], test_set["documents"][item[0]]["predicted"][0])
    of_all = collections.Counter((d["gold"][0], d["predicted"][0]) for d in test_set["documents"] if d["gold"] and d["predicted"])
    of_unsure = collections.Counter(map(pair, unsure))
    return {item for item in unsure & wrong if of_unsure[pair(item)] == of_all[pair(item)]}


def common_items(test_set, one, other, items, others):
    if are_unsure_and_wrong(one, other):
        return certainly_common(test_set, *((items, others) if one["rule"] == "fallback-threshold" else (others, items)))
    return items & others


def shares(test_set, analysis, surfaces, grades):
    """[(id, count)] for each finding: the first of those before it with which it repairs most. Counts do not tell which
    wrong labels have unsure predictions; multi-label: nor those of two pairs, and which labels are wrong is not found
    out twice here."""
    is_multi = test_set["task"] == "multi_label"
    findings = [f for f in analysis["findings"] if not (is_multi and slow.is_of_classes(f))]
    items = [repaired_classes(test_set, f) if is_multi
             else repaired_matches(test_set, analysis, f, surfaces, grades) for f in findings]
    told = []
    for at, finding in enumerate(findings):
        common = [0 if is_multi and are_pairs(finding, findings[before])
                  else len(common_items(test_set, finding, findings[before], items[at], items[before]))
                  for before in range(at)]
        most = max(common, default=0)
        told.append((finding, findings[common.index(most)]["id"] if most else "", most))
    return told


# ---- in which order they are told

def told_order(test_set, analysis, surfaces, grades):
    """Ids of findings as they should follow each other; of entities and single labels. Their gains, documents and
    evidence are taken as they are given; a finding whose items are nearly half told may go either way."""
    thresholds = {t["name"]: t["value"] for t in analysis["method"]["thresholds"]}
    findings = analysis["findings"]

    def rank(f):
        return ("strong", "moderate", "weak").index(f["evidence"]), -round(f["gain"]["micro_f1"] / max(1, f["effort"]), 12), \
            -round(f["gain"]["micro_f1"], 12), f["id"]

    def parts(f):
        """The one-way confusions that a label stands for which is predicted instead of many; boundaries of long ones."""
        if f["rule"] == "break-down":
            return [p for p in findings if p["rule"] == "fix-boundaries"
                    and slow.facts(p)["label"] == slow.facts(f)["label"]]
        into = [p for p in findings if f["rule"] == "over-predicted" and p["rule"] == "one-way-confusion"
                and slow.facts(p)["predicted"] == slow.facts(f)["label"]]
        return into if len(into) >= thresholds["takes_from"] else []

    def place(f):
        best = min(map(rank, parts(f)), default=rank(f))
        return (*best, 0, f["id"]) if best < rank(f) else (*rank(f), 1, f["id"])

    new, told, weak, above = [], [], [], set()
    for f in sorted(findings, key=place):
        items = repaired_matches(test_set, analysis, f, surfaces, grades)
        if f["evidence"] == "weak":
            weak.append(f["id"])
        elif len(items & above) > thresholds["mostly_told"] * len(items):
            told.append(f["id"])
        else:
            above |= items
            new.append(f["id"])
    return new + told + weak
