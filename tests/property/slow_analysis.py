"""A second analyze stage: slow, obvious, and written from the definitions instead of from the code.

How evidence for a forgotten label is weighed is not repeated: a prediction's grade is taken as errata gives it, and what it
leads to is recomputed. Matching tries all pairs, gains and merges come from records that are really changed and counted again, variances from
the residual of each document, searches from looking at every place. Where errata adds doubles up, this adds the same
ones in the same order, so that results are equal to the last bit; interval ends are not (see `interval`).

A test set is {"task", "labels", "documents", "thresholds"}; thresholds are those that are not the usual ones; a document has "id", "text" (or none), "gold" and "predicted", lists of
(label, start, end), sorted by (start, end, position of the label), (label, 0, 0) for classes, and "scores" of the predicted
ones, None where there is none. Offsets are code points.
"""
import collections
import fractions
import functools
import itertools
import math

import slow_segments

CLASSES = ("correct", "type", "boundary", "type_and_boundary", "missed", "spurious")
UNFOUND = ("missed", "boundary", "type_and_boundary")
USUAL = {"least_items": 3, "least_documents": 3, "constant_rate": 0.10, "audit_items": 3, "audit_share": 0.75,
         "audit_agreement": 0.95, "over_labelled_items": 9, "over_labelled_share": 0.90, "chance_z": 3, "over_labelled_rare": 3,
         "edge_items": 5, "edge_share": 0.2, "edge_split": 0.33}


def thresholds_of(test_set):
    return USUAL | test_set["thresholds"]


# ---- matching

def shared(a, b):
    return max(0, min(a[2], b[2]) - max(a[1], b[1]))


def overlap(a, b):
    return fractions.Fraction(shared(a, b), max(a[2], b[2]) - min(a[1], b[1])) if shared(a, b) else 0


STEPS = (
    ("correct", lambda g, p: g == p),
    ("type", lambda g, p: g[1:] == p[1:]),
    ("boundary", lambda g, p: shared(g, p) and g[0] == p[0]),
    ("type_and_boundary", lambda g, p: shared(g, p)),
)


def match_spans(gold, predicted):
    """[(class, gold item or None, predicted item or None)]"""
    left_gold, left_predicted, matches = set(range(len(gold))), set(range(len(predicted))), []
    for kind, allows in STEPS:
        pairs = [(-overlap(gold[g], predicted[p]), g, p) for g in left_gold for p in left_predicted
                 if allows(gold[g], predicted[p])]
        for _, g, p in sorted(pairs):
            if g in left_gold and p in left_predicted:
                left_gold.remove(g), left_predicted.remove(p)
                matches.append((kind, g, p))
    return matches + [("missed", g, None) for g in left_gold] + [("spurious", None, p) for p in left_predicted]


def match_classes(gold, predicted):
    missing = [g for g, label in enumerate(gold) if label not in predicted]
    extra = [p for p, label in enumerate(predicted) if label not in gold]
    right = [("correct", g, predicted.index(label)) for g, label in enumerate(gold) if label in predicted]
    if not missing or not extra:
        return right + [("missed", g, None) for g in missing] + [("spurious", None, p) for p in extra]
    return right + [("type", g, p) for g, p in itertools.zip_longest(missing, extra)]


def match(document, task):
    return (match_spans if task == "entities" else match_classes)(document["gold"], document["predicted"])


# ---- counting, and scores from counts

def counted(test_set, documents=None):
    """{label: [tp, gold, predicted]} by comparing multisets."""
    counts = {label: [0, 0, 0] for label in test_set["labels"]}
    for document in test_set["documents"] if documents is None else documents:
        gold, predicted = (collections.Counter(document[side]) for side in ("gold", "predicted"))
        for key, items in (gold & predicted).items():
            counts[key[0]][0] += items
        for side, of in ((1, gold), (2, predicted)):
            for key, items in of.items():
                counts[key[0]][side] += items
    return counts


def ratio(part, of):
    return part / of if of else 0.0


def f1(tp, gold, predicted):
    return ratio(2 * tp, gold + predicted)


def micro_f1(counts):
    return f1(*(sum(count[i] for count in counts.values()) for i in range(3)))


def macro_f1(counts):
    occur = [count for count in counts.values() if count[1] + count[2]]
    total = 0.0
    for count in occur:
        total += f1(*count)
    return ratio(total, len(occur))


def both(counts):
    return {"micro_f1": micro_f1(counts), "macro_f1": macro_f1(counts)}


def gain(test_set, documents):
    """What the scores change where the documents stand for those of the test set."""
    before, after = counted(test_set), counted(test_set, documents)
    return {"micro_f1": micro_f1(after) - micro_f1(before), "macro_f1": macro_f1(after) - macro_f1(before)}


# ---- measures: 95 % intervals from the residuals of documents

def within(t, freedom):
    """P(|T| < t) of Student's t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term, total = (math.cos(angle), 0.0) if odd else (1.0, 0.0)
    for i in range(2 + odd, freedom + 1, 2):
        total += term
        term *= math.cos(angle) ** 2 * (i - 1) / i
    return 2 / math.pi * (angle + math.sin(angle) * total) if odd else math.sin(angle) * total


@functools.lru_cache(maxsize=None)
def t_quantile(freedom):
    low, high = 0.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < 0.95 else (low, middle)
    return high


def wilson(value, n):
    z = 1.959963984540054
    center = (value + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(value * (1 - value) / n + z * z / (4 * n * n))
    return (0.0 if value <= 0 else max(0.0, center - half)), (1.0 if value >= 1 else min(1.0, center + half))


def interval(value, pairs, items):
    """Ends for a ratio of sums of (a, d) over documents. Not equal to the last bit: errata expands the sum of squares
    into sums that merge, and takes the quantile from Boost."""
    squares = sum((a - value * d) ** 2 for a, d in pairs)
    if value <= 0 or value >= 1 or squares <= 1e-12 * sum(d * d for _, d in pairs):
        return wilson(min(1.0, max(0.0, value)), items)
    n = len(pairs)
    error = math.sqrt(squares * n / (n - 1)) / sum(d for _, d in pairs)
    logit, half = math.log(value / (1 - value)), t_quantile(n - 1) * error / (value * (1 - value))
    return tuple(1 / (1 + math.exp(-x)) for x in (logit - half, logit + half))


def measure(pairs, numerator=None, per_item=1):
    """Of (a, d) by document; d counts `per_item` for each sampled thing."""
    pairs = [(a, d) for a, d in pairs if d]
    part, of = sum(a for a, _ in pairs) if numerator is None else numerator, sum(d for _, d in pairs)
    made = {"value": ratio(part, of), "low": None, "high": None, "documents": len(pairs), "numerator": part,
            "denominator": of, "defined": of > 0}
    if len(pairs) >= 10:
        made["low"], made["high"] = interval(made["value"], pairs, of / per_item)
    return made


def scores(by_document):
    """Of (tp, gold, predicted) by document."""
    return {"precision": measure([(tp, p) for tp, g, p in by_document]),
            "recall": measure([(tp, g) for tp, g, p in by_document]),
            "f1": measure([(2 * tp, g + p) for tp, g, p in by_document], per_item=2)}


def mean(rows, weights, documents):
    """Of the labels' scores: no counts, and an interval of macro F1 alone, see `macro_interval`."""
    made = {}
    for figure in ("precision", "recall", "f1"):
        total = 0.0
        for row, weight in zip(rows, weights):
            total += weight * row[figure]["value"]
        made[figure] = {"value": ratio(total, float(sum(weights))), "low": None, "high": None, "documents": documents,
                        "numerator": None, "denominator": None, "defined": sum(weights) > 0}
    return made


def macro_interval(test_set):
    """Ends of the mean of the labels' F1: how far each reaches, put together by how its residuals go with those of others."""
    by_document = [counted(test_set, [document]) for document in test_set["documents"]]
    standing = [sum(counts[label][1] + counts[label][2] > 0 for counts in by_document) for label in test_set["labels"]]
    if not any(standing) or any(0 < documents < 10 for documents in standing):
        return None, None
    values, reach, residuals = [], [], []
    for label in test_set["labels"]:
        pairs = [(2 * counts[label][0], counts[label][1] + counts[label][2]) for counts in by_document]
        of = sum(d for _, d in pairs)
        if not of:
            continue
        value = sum(a for a, _ in pairs) / of
        low, high = interval(value, [(a, d) for a, d in pairs if d], of / 2)
        values.append(value)
        reach.append((value - low, high - value))
        residuals.append([a - value * d for a, d in pairs])
        if value <= 0 or value >= 1 or sum(r * r for r in residuals[-1]) <= 1e-12 * sum(d * d for _, d in pairs):
            residuals[-1] = [0.0] * len(pairs)
    ends = []
    for end, sign in ((0, -1), (1, 1)):
        total = 0.0
        for i, j in itertools.product(range(len(values)), repeat=2):
            norm = math.sqrt(sum(r * r for r in residuals[i]) * sum(r * r for r in residuals[j]))
            together = 1.0 if i == j else sum(a * b for a, b in zip(residuals[i], residuals[j])) / norm if norm else 0.0
            total += together * reach[i][end] * reach[j][end]
        ends.append(min(1.0, max(0.0, (sum(values) + sign * math.sqrt(max(0.0, total))) / len(values))))
    return tuple(ends)


# ---- repairs: the records, changed

def repaired(test_set, wanted, relabelled=lambda label, place: False, turned=lambda document, item: item):
    """Documents in which every match that `wanted` takes is put right. `relabelled`: places that get a gold label. `turned`:
    what becomes of the other predictions, right or wrong."""
    documents = []
    for document, matches in zip(test_set["documents"], test_set["matches"]):
        gold, predicted = list(document["gold"]), []
        for kind, g, p in matches:
            if kind == "spurious" and relabelled(document, document["predicted"][p]):
                gold.append(document["predicted"][p])
                predicted.append(document["predicted"][p])
            elif kind != "correct" and wanted(document, kind, g, p):
                predicted += [document["gold"][g]] if g is not None else []
            elif p is not None:
                predicted.append(turned(document, document["predicted"][p]))
        documents.append({**document, "gold": gold, "predicted": predicted})
    return documents


def relabelled_classes(test_set, added, dropped):
    """Multi-label: labels that added(document) and dropped(document) give are put right where they are wrong."""
    return [{**document, "predicted": [label for label in document["predicted"]
                                       if label in document["gold"] or label not in dropped(document)]
             + [label for label in document["gold"]
                if label not in document["predicted"] and label in added(document)]}
            for document in test_set["documents"]]


def wrong_classes(document):
    return ([label for label in document["gold"] if label not in document["predicted"]],
            [label for label in document["predicted"] if label not in document["gold"]])


def has_pair(document, gold, predicted):
    missing, extra = wrong_classes(document)
    return (gold, 0, 0) in missing and (predicted, 0, 0) in extra


def repair_of_pairs(test_set, pairs):
    """Gold labels that are taken for predicted ones."""
    if test_set["task"] == "multi_label":
        def side(number):
            return lambda document: [(pair[number], 0, 0) for pair in pairs if has_pair(document, *pair)]
        return relabelled_classes(test_set, side(0), side(1))
    return repaired(test_set, lambda d, kind, g, p: g is not None and p is not None and kind != "boundary"
                    and (d["gold"][g][0], d["predicted"][p][0]) in pairs)


def repair_of_class(test_set, wanted):
    if test_set["task"] != "multi_label":
        return repaired(test_set, lambda d, kind, g, p: kind == wanted)
    def when(kind):
        missing_and_extra = {"type": (True, True), "missed": (True, False), "spurious": (False, True)}.get(kind)
        return lambda d: d["gold"] + d["predicted"] if tuple(map(bool, wrong_classes(d))) == missing_and_extra else []
    return relabelled_classes(test_set, when(wanted), when(wanted))


def merged(test_set, keep, drop):
    """Both sides relabelled; of duplicates at a place that only the merge makes, one is left."""
    def side(items):
        before = collections.Counter(items)
        after = collections.Counter()
        for (label, *place), count in before.items():
            key = (keep if label == drop else label, *place)
            after[key] = max(after[key], count)
        return list(after.elements())
    return counted(test_set, [{"gold": side(d["gold"]), "predicted": side(d["predicted"])}
                              for d in test_set["documents"]])


# ---- the parts of analysis.json

def scheme(correct, incorrect, partial, missed, spurious):
    credit, met = correct + partial / 2, correct + incorrect + partial
    made = {"correct": correct, "incorrect": incorrect, "partial": partial, "missed": missed, "spurious": spurious}
    for figure, part, of in (("precision", credit, met + spurious), ("recall", credit, met + missed),
                             ("f1", 2 * credit, 2 * met + missed + spurious)):
        made[figure] = part / of if of else None
    return made


def schemes(count):
    right, kind, edge, two, missed, spurious = (count[name] for name in CLASSES)
    return {"strict": scheme(right, kind + edge + two, 0, missed, spurious),
            "exact": scheme(right + kind, edge + two, 0, missed, spurious),
            "partial": scheme(right + kind, 0, edge + two, missed, spurious),
            "type": scheme(right + edge, kind + two, 0, missed, spurious)}


def agreement(test_set):
    """Cohen's kappa and the multi-class correlation of Gorodkin, "nothing" being a label."""
    table = collections.Counter()
    for d in test_set["documents"]:
        table[tuple(side[0][0] if side else "" for side in (d["gold"], d["predicted"]))] += 1
    n, right = len(test_set["documents"]), sum(count for (g, p), count in table.items() if g == p)
    gold, predicted = collections.Counter(), collections.Counter()
    for (g, p), count in table.items():
        gold[g] += count
        predicted[p] += count
    chance = sum(gold[label] * predicted[label] for label in {*gold, *predicted})
    spread = [n * n - sum(count * count for count in side.values()) for side in (gold, predicted)]
    made = {}
    if n * n - chance:
        made["cohen_kappa"] = (right * n - chance) / (n * n - chance)
    if spread[0] * spread[1]:
        made["mcc"] = (right * n - chance) / math.sqrt(spread[0] * spread[1])
    return made


def is_right(document):
    return collections.Counter(document["gold"]) == collections.Counter(document["predicted"])


def confused(test_set):
    """{(gold, predicted): [(document, items, weight, extras)]}"""
    pairs = collections.defaultdict(list)
    for document, matches in zip(test_set["documents"], test_set["matches"]):
        if test_set["task"] == "multi_label":
            missing, extra = wrong_classes(document)
            for g, p in itertools.product(missing, extra):
                pairs[g[0], p[0]].append((document, 1, 1 / len(extra), len(extra)))
            continue
        here = collections.Counter((document["gold"][g][0], document["predicted"][p][0]) for kind, g, p in matches
                                   if kind in ("type", "type_and_boundary"))
        for pair, items in here.items():
            pairs[pair].append((document, items, items, None))
    return pairs


def weights(hits):
    """The sum of 1/k by k, as a quotient and as a product: what errata calls count, and what its rate divides."""
    if hits[0][3] is None:
        return (sum(hit[1] for hit in hits),) * 2
    count = numerator = 0.0
    for extras, documents in sorted(collections.Counter(hit[3] for hit in hits).items()):
        count += documents / extras
        numerator += documents * (1.0 / extras)
    return count, numerator


def items_of(document, side, label):
    return sum(item[0] == label for item in document[side])


def rate_of_pair(test_set, gold, hits):
    here = {id(document): weight for document, _, weight, _ in hits}
    return measure([(here.get(id(d), 0), items_of(d, "gold", gold)) for d in test_set["documents"]], weights(hits)[1])


def is_constant(hits, rate, by):
    return weights(hits)[0] >= by["least_items"] and len(hits) >= by["least_documents"] and rate["low"] is not None \
        and rate["low"] > by["constant_rate"]


def spread_by_chance(gold, predicted):
    """Standard deviation of how many agree over all ways to pair labels with predictions."""
    n, labels = sum(gold.values()), {*gold, *predicted}
    products = {label: gold[label] * predicted[label] for label in labels}
    if n < 2:
        return 0
    variance = sum(products[a] * (n - gold[a]) * (n - predicted[a]) for a in labels) + sum(
        products[a] * products[b] for a in labels for b in labels if a != b)
    return math.sqrt(variance / (n * n * (n - 1)))


def follows_gold(test_set, pairs):
    """Whether three labels and more agree otherwise than by chance: Cohen's kappa against 0."""
    if test_set["task"] == "multi_label":
        return True
    cells = {pair: weights(hits)[0] for pair, hits in pairs.items()} | {
        (label, label): right for label, (right, _, _) in counted(test_set).items() if right}
    gold, predicted = [collections.Counter(), collections.Counter()]
    for (g, p), count in cells.items():
        gold[g] += count
        predicted[p] += count
    if min(len(gold), len(predicted)) < 3:
        return True
    n = sum(cells.values())
    chance = sum(gold[label] * predicted[label] for label in gold) / n ** 2
    agreed = sum(count for (g, p), count in cells.items() if g == p)
    return not chance or abs(agreed - n * chance) > thresholds_of(test_set)["chance_z"] * spread_by_chance(gold, predicted)


def confusions(test_set):
    pairs = confused(test_set)
    telling = follows_gold(test_set, pairs)
    rates = {pair: rate_of_pair(test_set, pair[0], hits) for pair, hits in pairs.items()}
    by = thresholds_of(test_set)
    constant = {pair for pair, hits in pairs.items() if telling and is_constant(hits, rates[pair], by)}
    rows = [{"gold": g, "predicted": p, "count": weights(hits)[0], "documents": len(hits), "rate": rates[g, p],
             "both_ways": (p, g) in constant and (g, p) in constant, "constant": (g, p) in constant,
             "gain": gain(test_set, repair_of_pairs(test_set, {(g, p)})), "merged": both(merged(test_set, g, p))}
            for (g, p), hits in pairs.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["gold"], row["predicted"]))


def labels(test_set):
    counts, rows = counted(test_set), []
    by_document = [counted(test_set, [d]) for d in test_set["documents"]]
    for label, (tp, gold, predicted) in counts.items():
        if gold + predicted:
            rows.append({"label": label, "gold": gold, "predicted": predicted, "true_positives": tp,
                         "false_positives": predicted - tp, "false_negatives": gold - tp,
                         **scores([here[label] for here in by_document]),
                         "gold_documents": sum(here[label][1] > 0 for here in by_document)})
    return sorted(rows, key=lambda row: (-row["gold"], row["label"]))


def matrix(test_set, rows):
    """{gold: {predicted: weight}}, with None for the margins."""
    made = {row["label"]: collections.defaultdict(float) for row in rows}
    made[None] = collections.defaultdict(float)
    for document, matches in zip(test_set["documents"], test_set["matches"]):
        for kind, g, p in matches:
            if kind in ("correct", "boundary"):
                made[document["gold"][g][0]][document["gold"][g][0]] += 1
            if kind == "spurious":
                made[None][document["predicted"][p][0]] += 1
    for row in rows:
        made[row["label"]][None] = row["gold"] - made[row["label"]][row["label"]]
    order = {label: number for number, label in enumerate(test_set["labels"])}
    for (g, p), hits in sorted(confused(test_set).items(), key=lambda item: [order[label] for label in item[0]]):
        made[g][p] += weights(hits)[0]
        made[g][None] -= weights(hits)[0]
    for row in made.values():
        if row[None] < 1e-9:
            row[None] = 0.0
    return made


def touches(span, others):
    return any(shared(span, other) for other in others)


def missed(test_set):
    """Entities: per label, the gold items that are missed or met by a wrong span."""
    rows = []
    for label in test_set["labels"]:
        here = [[document["gold"][g] for kind, g, _ in matches if kind in UNFOUND and document["gold"][g][0] == label]
                for document, matches in zip(test_set["documents"], test_set["matches"])]
        if not any(here):
            continue
        pairs = [(len(spans), items_of(d, "gold", label)) for spans, d in zip(here, test_set["documents"])]
        rows.append({"label": label, "gold": sum(of for _, of in pairs), "missed": sum(part for part, _ in pairs),
                     "partly": sum(touches(span, d["predicted"]) for spans, d in zip(here, test_set["documents"])
                                   for span in spans),
                     "documents": sum(part > 0 for part, _ in pairs), "rate": measure(pairs),
                     "gain": gain(test_set, repair_of_unfound(test_set, label))})
    return sorted(rows, key=lambda row: (-row["missed"], row["label"]))


def repair_of_unfound(test_set, label):
    return repaired(test_set, lambda d, kind, g, p: kind in UNFOUND and d["gold"][g][0] == label)


# ---- predictions where nothing is labelled

def is_unspaced(letter):
    return "\u3040" <= letter <= "\u9fff"


def joins(letter):
    """Whether the letter is part of a word; scripts without spaces have none."""
    return letter == "_" or (letter.isalnum() and not is_unspaced(letter))


def is_word_boundary(text, at):
    return at <= 0 or at >= len(text) or not joins(text[at - 1]) or not joins(text[at])


def words(text):
    """[(form, begin, end)]: runs of letters and digits, and each other character but white space."""
    made = []
    for at, c in enumerate(text):
        if made and joins(c) and made[-1][2] == at and joins(text[at - 1]):
            made[-1] = (made[-1][0] + c.casefold(), made[-1][1], at + 1)
        elif not c.isspace():
            made.append((c.casefold(), at, at + 1))
    return made


def forms(text):
    return tuple(form for form, _, _ in words(text))


def surface(document, span):
    return document["text"][span[1]:span[2]]


def is_capital(text):
    return text.lstrip()[:1].isupper()


class Surfaces:
    """How each surface, by its words, is labelled, and where it stands unlabelled."""

    def __init__(self, test_set):
        self.candidates = [(d, d["predicted"][p]) for d, matches in zip(test_set["documents"], test_set["matches"])
                           for kind, _, p in matches if kind == "spurious"
                           and not touches(d["predicted"][p], d["gold"])]
        self.documents = [d for d in test_set["documents"] if d["text"] is not None]
        self.gold = [(forms(surface(d, span)), d, span) for d in self.documents for span in d["gold"]]
        self.known = {wanted for wanted, _, _ in self.gold if wanted} | {
            forms(surface(d, span)) for d, span in self.candidates if d["text"] is not None} - {()}
        self.places = [place for d in self.documents for place in self.places_in(d)]

    def places_in(self, d):
        """(forms, document, begin, end, is capital) where a known surface touches no gold span."""
        of_text = words(d["text"])
        for wanted in self.known:
            for first in range(len(of_text) - len(wanted) + 1):
                here = of_text[first:first + len(wanted)]
                begin, end = here[0][1], here[-1][2]
                if tuple(word[0] for word in here) == wanted and not touches((None, begin, end), d["gold"]):
                    yield wanted, d, begin, end, is_capital(d["text"][begin:end])

    def labels_of(self, wanted, capital=None):
        return collections.Counter(span[0] for other, d, span in self.gold
                                   if other == wanted and capital in (None, is_capital(surface(d, span))))

    def standing(self, wanted, capital=None):
        return sum(place[0] == wanted and capital in (None, place[4]) for place in self.places)

    def evidence(self, d, span):
        """n1, n2, n0, the place under judgement left out."""
        wanted = forms(surface(d, span)) if d["text"] is not None else ()
        if not wanted:
            return 0, 0, 0
        own = is_word_boundary(d["text"], span[1]) and is_word_boundary(d["text"], span[2])
        by_label = self.labels_of(wanted)
        so, standing = by_label[span[0]], self.standing(wanted)
        return so, sum(by_label.values()) - so, standing - min(standing, own)

    def row(self, d, span):
        so, otherwise, unlabelled = self.evidence(d, span)
        return {"document": d["id"], "start": span[1], "end": span[2], "label": span[0],
                "surface": d["text"][span[1]:span[2]] if d["text"] is not None else "",
                "labelled": so, "otherwise": otherwise, "unlabelled": unlabelled}

    def rows(self):
        return [self.row(d, span) for d, span in self.candidates]

    def are_forgotten(self, grades, wanted, label=None):
        """For repaired(): candidates of these grades."""
        def relabelled(document, span):
            return label in (None, span[0]) and not touches(span, document["gold"]) and \
                grades[document["id"], span[1], span[2], span[0]] in wanted
        return relabelled


def within_others(surfaces, wanted, capital, label):
    """Places of a surface within longer gold spans, once for each label of these but `label`."""
    places = [(d, of_text[first][1], of_text[first + len(wanted) - 1][2]) for d in surfaces.documents
              for of_text in [words(d["text"])] for first in range(len(of_text) - len(wanted) + 1)
              if tuple(word[0] for word in of_text[first:first + len(wanted)]) == wanted]
    return sum(len({other for other, start, stop in d["gold"]
                    if start <= begin and end <= stop and stop - start > end - begin} - {label})
               for d, begin, end in places if is_capital(d["text"][begin:end]) == capital)


def audit_row(surfaces, d, span, labelled, unlabelled):
    label, begin, end = span
    text = d["text"][begin:end]
    return {"document": d["id"], "start": begin, "end": end, "label": label, "surface": text, "labelled": labelled,
            "unlabelled": unlabelled, "within": within_others(surfaces, forms(text), is_capital(text), label)}


def omissions(test_set, surfaces):
    """Surfaces that nearly always have one label, often enough, and stand unlabelled; most other places are labelled."""
    by = thresholds_of(test_set)
    rows, labelled = [], {wanted for wanted, _, _ in surfaces.gold}
    places = [place for place in surfaces.places if place[0] in labelled]
    for wanted, d, begin, end, capital in places:
        is_within = any(other[1] is d and other[2] <= begin and end <= other[3] and other[3] - other[2] > end - begin
                        for other in places)
        labels, otherwise = surfaces.labels_of(wanted, capital), surfaces.standing(wanted, capital)
        label, so = labels.most_common(1)[0] if labels else (None, 0)
        if not is_within and so >= by["audit_items"] and 2 * so > sum(labels.values()) \
                and ratio(so, sum(labels.values())) >= by["audit_agreement"] \
                and ratio(so, so + otherwise - 1) >= by["audit_share"]:
            rows.append(audit_row(surfaces, d, (label, begin, end), so, otherwise))
    return rows


def over_labelled(test_set, surfaces):
    """Gold spans whose surface stands otherwise often and nearly everywhere: unlabelled, where no prediction meets it; or
    unlabelled or, mostly, within other labels, where it has letters and is rarely labelled."""
    by = thresholds_of(test_set)
    met = {forms(surface(d, span)) for d, span in surfaces.candidates if d["text"] is not None} | {
        wanted for wanted, d, span in surfaces.gold if touches(span, d["predicted"])}
    none_predicted = not any(d["predicted"] for d in test_set["documents"])
    rows = []
    for wanted, d, span in surfaces.gold:
        text = surface(d, span)
        so = sum(surfaces.labels_of(wanted, is_capital(text)).values())
        unlabelled = surfaces.standing(wanted, is_capital(text))
        if not wanted:
            continue
        row = audit_row(surfaces, d, span, so, unlabelled)
        rare = lambda others: others >= by["over_labelled_items"] \
            and ratio(others, so + others) >= by["over_labelled_share"]
        is_part = so <= by["over_labelled_rare"] and row["within"] >= unlabelled and any(c.isalpha() for c in text)
        if (rare(unlabelled) and not none_predicted and wanted not in met) or (
                is_part and rare(unlabelled + row["within"])):
            rows.append(row)
    return rows


def minority_labels(test_set, surfaces):
    """Gold spans whose surface nearly always has one other label elsewhere, often enough."""
    by, rows = thresholds_of(test_set), []
    for wanted, d, span in surfaces.gold:
        elsewhere = surfaces.labels_of(wanted, is_capital(surface(d, span)))
        labelled = elsewhere[span[0]]
        elsewhere[span[0]] -= 1
        usual, count = elsewhere.most_common(1)[0]
        everywhere = sum(elsewhere.values())
        if wanted and (usual, *span[1:3]) in {tuple(other[:3]) for other in d["gold"]}:
            continue
        if wanted and usual != span[0] and count >= by["audit_items"] and 2 * count > everywhere \
                and ratio(count, everywhere) >= by["audit_agreement"]:
            rows.append({"document": d["id"], "start": span[1], "end": span[2], "label": span[0],
                         "surface": surface(d, span), "labelled": labelled, "usual": usual, "usually": count})
    return rows


# ---- gold labels that begin or end otherwise than most like them

TITLES = {"mr", "dr"}  # of those that errata knows the ones that stand in random texts
MARKS = set(".,;:!?")


def edges_of(text, span):
    """[(kind, form, inside, word)]: what stands at the edges of a gold span."""
    of_text = words(text)
    first = sum(begin < span[1] for _, begin, _ in of_text)
    behind = sum(begin < span[2] for _, begin, _ in of_text)
    if first == behind or of_text[behind - 1][2] > span[2] or (first and of_text[first - 1][2] > span[1]):
        return []
    form = lambda i: of_text[i][0] if 0 <= i < len(of_text) else ""
    word = lambda i: text[of_text[i][1]:of_text[i][2]]
    cased = lambda i: (form(i), word(i)[0].isupper())
    is_word = lambda i: form(i)[:1].isalnum() or form(i)[:1] == "_"
    is_telling = lambda i: is_word(i) and not is_unspaced(form(i)[0])
    is_title = lambda i: form(i) in TITLES
    behind_title = lambda i: i + 2 if form(i + 1) == "." else i + 1
    closes = lambda i: i > 0 and form(i) in MARKS and is_word(i - 1) and of_text[i - 1][2] == of_text[i][1]
    found, last = [], behind - 1
    if is_title(first):
        found += [("title", "", True, word(first))] if behind_title(first) < behind else []
    else:
        found += [("first_word", cased(first), True, word(first))] if last > first and is_telling(first) else []
        before = [i for i in (first - 1, first - 2) if i >= 0 and is_title(i) and behind_title(i) == first]
        if before:
            found.append(("title", "", False, word(before[0])))
        elif is_telling(first - 1):
            found.append(("first_word", cased(first - 1), False, word(first - 1)))
    if closes(last):
        return found + ([("closing_mark", form(last - 1), True, word(last))] if last > first else [])
    found += [("last_word", cased(last), True, word(last))] if last > first and is_telling(last) else []
    if closes(behind):
        found.append(("closing_mark", form(last), False, word(behind)))
    elif is_telling(behind):
        found.append(("last_word", cased(behind), False, word(behind)))
    return found


def label_edges(test_set, surfaces):
    by = thresholds_of(test_set)
    edges = [(d, span, *found) for d in surfaces.documents for span in d["gold"] for found in edges_of(d["text"], span)]
    tally = lambda alike: [sum(edge[4] == inside for edge in edges if alike(edge)) for inside in (True, False)]
    one = {(span[0], kind, form): tally(lambda edge: (edge[1][0], edge[2], edge[3]) == (span[0], kind, form))
           for _, span, kind, form, _, _ in edges}
    keeps = {key for key, (inside, outside) in one.items()
             if key[1] == "closing_mark" and inside >= 2 and inside > outside}
    rows = []
    for d, span, kind, form, inside, word in edges:
        key = (span[0], kind, form)
        together = kind in ("title", "closing_mark")
        counts = tally(lambda edge: (edge[1][0], edge[2]) == key[:2]
                       and (*key[:2], edge[3]) not in keeps) if together else one[key]
        here, there = counts if inside else counts[::-1]
        share = min(counts) / max(1, sum(counts))
        is_listed = kind == "title" and share >= by["edge_split"] or here < there and (
            kind == "title" or share <= by["edge_share"])
        if key not in keeps and min(counts) > 0 and sum(counts) >= by["edge_items"] and is_listed:
            rows.append({"document": d["id"], "start": span[1], "end": span[2], "label": span[0],
                         "surface": surface(d, span), "kind": kind, "word": word, "inside": inside, "alike": here,
                         "otherwise": there})
    return rows


def accepted(test_set, surfaces, grades):
    """`grades` of the candidates, by (document, start, end, label): weighing evidence is not done twice here."""
    measured = micro_f1(counted(test_set))
    strong = sum(grades[d["id"], span[1], span[2], span[0]] == "strong" for d, span in surfaces.candidates)
    documents = repaired(test_set, lambda *_: False, surfaces.are_forgotten(grades, {"strong"}))
    return {"micro_f1_measured": measured, "accepted": strong,
            "micro_f1_accepted": measured + gain(test_set, documents)["micro_f1"]}


# ---- what the findings repair

def facts(finding):
    return {fact["name"]: fact["value"] for fact in finding["facts"]}


def wanted_by(test_set, finding):
    """The wrong items of a finding, for repaired(); classes of multi-label documents have `classes_of`."""
    fact, rule = facts(finding), finding["rule"]
    label = fact.get("label")
    gold_is = lambda d, g: g is not None and d["gold"][g][0] == label
    predicted_is = lambda d, p: p is not None and d["predicted"][p][0] == label
    pair = (fact.get("gold"), fact.get("predicted"))
    pairs = {pair, pair[::-1]} if rule == "separate-or-merge" else {pair}
    explained = slow_segments.is_explained(test_set, label) if rule == "break-down" else None
    return {
        "separate-or-merge": lambda d, kind, g, p: g is not None and p is not None and kind != "boundary"
        and (d["gold"][g][0], d["predicted"][p][0]) in pairs,
        "one-way-confusion": lambda d, kind, g, p: g is not None and p is not None and kind != "boundary"
        and (d["gold"][g][0], d["predicted"][p][0]) in pairs,
        "break-down": lambda d, kind, g, p: kind in UNFOUND and gold_is(d, g) and explained(d, d["gold"][g]),
        "label-more": lambda d, kind, g, p: kind in UNFOUND and gold_is(d, g),
        "review-labels": lambda d, kind, g, p: kind == "spurious" and predicted_is(d, p)
        and not touches(d["predicted"][p], d["gold"]) and not fact["strong"] and not fact["moderate"],
        "fix-boundaries": lambda d, kind, g, p: kind == "boundary" and gold_is(d, g),
        "add-examples": lambda d, kind, g, p: gold_is(d, g),
        "over-predicted": lambda d, kind, g, p: predicted_is(d, p),
        "fallback-threshold": lambda d, kind, g, p: gold_is(d, g) and is_unsure(d, fact["threshold"]),
    }[rule]


def is_unsure(document, threshold):
    """Of a document with at most one prediction."""
    return any(score is not None and score < threshold for score in document["scores"])


def turned_by(findings):
    """What becomes of a prediction that no finding repairs: at most one of them turns the unsure ones into a label."""
    said = [facts(finding) for finding in findings if finding["rule"] == "fallback-threshold"]
    return lambda d, item: next(((fact["label"], 0, 0) for fact in said if is_unsure(d, fact["threshold"])), item)


def classes_of(finding):
    """(labels to add, labels to drop) of a document."""
    fact, rule = facts(finding), finding["rule"]
    label = (fact.get("label"), 0, 0)
    pair = (fact.get("gold"), fact.get("predicted"))
    pairs = [pair, pair[::-1]] if rule == "separate-or-merge" else [pair]
    side = lambda number: lambda d: [(p[number], 0, 0) for p in pairs if has_pair(d, *p)]
    return {"add-examples": (lambda d: [label], lambda d: []),
            "over-predicted": (lambda d: [], lambda d: [label])}.get(rule, (side(0), side(1)))


def is_of_classes(finding):
    """Whether it says that labels of whole documents are wrong: which ones is not found out twice here."""
    return finding["rule"] == "review-labels" and "label" not in facts(finding)


def gain_of_new_labels(test_set, label_errors):
    """Documents are labelled as the strong and moderate rows suggest."""
    rows = collections.defaultdict(list)
    for row in label_errors:
        if row["grade"] in ("strong", "moderate"):
            rows[row["document"]].append(row)
    def relabelled(document):
        dropped = {row["given"] for row in rows[document["id"]]}
        added = [(row["suggested"], 0, 0) for row in rows[document["id"]] if row["suggested"]]
        return [item for item in document["gold"] if item[0] not in dropped] + added
    return gain(test_set, [{**d, "gold": relabelled(d)} for d in test_set["documents"]])


def gain_of_findings(test_set, findings, surfaces, grades):
    """Of one finding, or of several at once."""
    if test_set["task"] == "multi_label":
        sides = [classes_of(finding) for finding in findings]
        return gain(test_set, relabelled_classes(
            test_set, *(lambda d, number=number: [label for side in sides for label in side[number](d)]
                        for number in range(2))))
    wanted = [wanted_by(test_set, finding) for finding in findings]
    forgotten = [surfaces.are_forgotten(grades, {"strong", "moderate"}, facts(f)["label"]) for f in findings
                 if f["rule"] == "review-labels" and facts(f)["strong"] + facts(f)["moderate"]]
    return gain(test_set, repaired(test_set, lambda *match: any(ask(*match) for ask in wanted),
                                   lambda *place: any(ask(*place) for ask in forgotten), turned_by(findings)))


# ---- all of it

def analyze(test_set):
    """What errata should say of a test set; "matrix" as a mapping, and "surfaces" for gain_of_findings()."""
    task, documents = test_set["task"], test_set["documents"]
    test_set["matches"] = [match(d, task) for d in documents]
    by_document = [[sum(count[i] for count in counted(test_set, [d]).values()) for i in range(3)] for d in documents]
    classes = collections.Counter(kind for matches in test_set["matches"] for kind, g, _ in matches
                                  if g is not None or kind == "spurious")
    rows = labels(test_set)
    made = {
        "test_set": {"documents": len(documents), "gold": sum(g for _, g, _ in by_document),
                     "predicted": sum(p for _, _, p in by_document),
                     "documents_with_errors": sum(not is_right(d) for d in documents),
                     "documents_with_text": sum(bool(d["text"] and d["text"].strip()) for d in documents)},
        "scores": {"micro": scores(by_document), "macro": mean(rows, [1.0] * len(rows), len(documents)),
                   "weighted": mean(rows, [row["gold"] for row in rows], len(documents)), "accuracy": None, "others": {}},
        "schemes": None,
        "error_classes": {kind: {"count": classes[kind], "gain": gain(test_set, repair_of_class(test_set, kind))}
                          for kind in CLASSES},
        "labels": rows, "matrix": matrix(test_set, rows), "confusion_pairs": len(confused(test_set)),
        "confusions": confusions(test_set), "surfaces": None,
    }
    macro = made["scores"]["macro"]["f1"]
    macro["low"], macro["high"] = macro_interval(test_set)
    if task == "entities":
        made["surfaces"] = Surfaces(test_set)
        made |= {"schemes": schemes(classes), "missed": missed(test_set), "unlabeled": made["surfaces"].rows(),
                 "unlabeled_total": len(made["surfaces"].candidates), "audit": omissions(test_set, made["surfaces"]),
                 "over_labelled": over_labelled(test_set, made["surfaces"]),
                 "minority_labels": minority_labels(test_set, made["surfaces"]),
                 "label_edges": label_edges(test_set, made["surfaces"])}
    else:
        made["scores"]["accuracy"] = measure([(int(is_right(d)), 1) for d in documents])
    if task == "single_label":
        made["scores"]["others"] = agreement(test_set)
    if task == "multi_label" and documents and rows:
        wrong = sum(len(side) for d in documents for side in wrong_classes(d))
        made["scores"]["others"] = {"hamming_loss": wrong / (len(documents) * len(rows))}
    return made
