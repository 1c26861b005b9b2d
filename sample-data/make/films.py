"""film-notes: multi-label, from no label at all to three."""
import random

from . import films_english as english
from . import films_languages as others
from .grammar import Document, Slip, typos
from .writer import Writer, layout

NAME, KIND, STEM = "film-notes", "CustomMultiLabelClassification", "note"
DESCRIPTION = "What viewers jot down after invented films; a note may have several labels or none."
LABELS = list(english.LABELS)
COUNTS = {"en-us": 310, "de": 40, "fr": 32, "es": 32, "cs": 18, "el": 14, "uk": 16, "ar": 14, "zh-hans": 18,
          "ja": 16, "hi": 12}
COMMON = {"Drama": 5, "Comedy": 4, "Thriller": 3, "Romance": 3, "Family": 2, "Science fiction": 2, "Horror": 2,
          "Documentary": 2, "Animation": 2, "Music": 1}
MISTAKES = [  # a label that was added, or taken away, without reason
    ("Comedy", None, "Horror"), ("Drama", None, "Science fiction"), ("Thriller", None, "Family"),
            ("Horror", "Horror", None), ("Animation", "Animation", None),
    ("Romance", "Romance", None), ("Documentary", None, "Romance")]


def draw_labels(rng, known):
    """No label, one, a couple that goes well together, or three."""
    kind = rng.choices(["none", "one", "two", "three"], [11, 40, 36, 13])[0]
    if kind == "none":
        return []
    if kind == "one":
        usable = [label for label in COMMON if label in known]
        return [rng.choices(usable, [COMMON[label] for label in usable])[0]]
    pools = english.COUPLES if kind == "two" else english.TRIPLES
    pools = [labels for labels in pools if set(labels) <= set(known)]
    return sorted(rng.choice(pools or english.COUPLES[:1]))


class Noter(Writer):
    def note(self, language):
        rng = self.rng
        foreign = others.LANGUAGES.get(language)
        pools = foreign or english.LABELS | {"open": english.OPEN, "close": english.CLOSE,
                                             "neutral": english.NEUTRAL, "none": english.NO_LABEL}
        labels = draw_labels(rng, pools)
        say = lambda pool: self.sentence((language, pool), pools[pool], english.SLOTS)
        body = [say(label) for label in labels for _ in range(rng.choice([1, 1, 2, 2]))] or [say("none")]
        mixed = bool(labels) and not foreign and rng.random() < 0.13
        if mixed:
            body.append(say(english.ALIKE[labels[0]]))
        body += [say("neutral") for _ in range(rng.choice([0, 1, 1, 2]))]
        rng.shuffle(body)
        text = layout(say("open"), list(dict.fromkeys(body)), say("close"), rng, ""
                      if language in ("ja", "zh-hans") else " ")
        if language == "en-us" and rng.random() < 0.15:
            text = typos(text, rng, rng.choice([1, 2]))
        return Document(language, text, labels, topic=labels[0] if labels else "none", mixed=mixed
                        or not labels)


def written():
    docs = [Document("en-us", text, sorted(labels), topic="written", fixed_test=True, mixed=True)
            for labels, text in english.WRITTEN]
    for right, other in english.PAIRS:
        for labels, text in (right, other):
            doc = Document("en-us", text, labels, topic="written", fixed_test=True, mixed=True)
            if labels != right[0]:
                doc.twin = docs[-1]
                doc.key = [Slip("conflicting twin", text, ";".join(labels), ";".join(right[0]))]
            docs.append(doc)
    return docs


def documents(seed):
    rng = random.Random(seed)
    noter = Noter(rng)
    docs, seen = written(), set()
    for language, count in COUNTS.items():
        while count:
            doc = noter.note(language)
            if doc.text not in seen:
                seen.add(doc.text)
                docs.append(doc)
                count -= 1
    rng.shuffle(docs)
    return docs


def annotate(docs, rng):
    """Labels added or left out: seven in the test part (recorded), a few per cent of the training part."""
    for about, dropped, added in MISTAKES:
        usable = [d for d in docs if d.dataset == "Test" and about in d.gold and added not in d.gold
                  and not d.mixed and not d.key and (added or len(d.gold) > 1)]
        mistake(rng.choice(usable), dropped, added)
    train = [d for d in docs if d.dataset == "Train" and len(d.gold) > 1]
    for doc in rng.sample(train, len(train) // 12):
        mistake(doc, rng.choice(doc.gold), None)


def mistake(doc, dropped, added):
    right = ";".join(doc.gold)
    doc.gold = sorted(set(doc.gold) - {dropped} | ({added} if added else set()))
    doc.key = [Slip("label forgotten" if dropped else "label too many", doc.text, ";".join(doc.gold), right)]
