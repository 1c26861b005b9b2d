"""support-tickets: single label, some classes alike on purpose."""
import random

from . import tickets_english as english
from . import tickets_languages as others
from .grammar import Deck, Document, Slip, expand, sentence_case, typos
from .writer import Writer, layout

NAME, KIND, STEM = "support-tickets", "CustomSingleLabelClassification", "ticket"
DESCRIPTION = "Mails and chat messages to the support desk of Quillnet, an invented internet provider."
LABELS = list(english.CORE)
COUNTS = {"de": 56, "fr": 44, "es": 44, "pl": 22, "el": 19, "uk": 19, "ar": 19, "zh-hans": 22, "ja": 19,
          "hi": 15}
ENGLISH = {"Refund": 30, "Billing dispute": 32, "Cancellation": 25, "Invoice copy": 19, "Login problem": 28,
           "Password reset": 23, "Connectivity": 32,
           "Outage": 25, "Hardware fault": 23, "Delivery": 23, "Plan change": 22, "Data privacy": 9,
           "Feedback": 18}
MISTAKES = [  # right label, what a hurried annotator clicked
    ("Refund", "Billing dispute"), ("Login problem", "Connectivity"), ("Outage", "Hardware fault"),
            ("Delivery", "Refund"),
    ("Billing dispute", "Invoice copy"), ("Plan change", "Feedback"), ("Connectivity", "Outage")]


def lower_first(text):
    return text if text[:2] in ("I ", "I'") or text[1:2].isupper() else text[:1].lower() + text[1:]


class Support(Writer):
    def english(self, label):
        rng, slots = self.rng, english.SLOTS
        core = lambda of: self.sentence(("core", of), english.CORE[of], slots)
        body = [core(label)]
        if rng.random() < 0.6:
            body.append(core(label))
        body += [self.sentence(("more", label), english.MORE[label], slots)
                 for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))]
        mixed = rng.random() < 0.12
        if mixed:
            sibling = rng.choice(english.SIBLINGS[label])
            side = core(sibling) if rng.random() < 0.6 else self.sentence(("more", sibling),
                english.MORE[sibling], slots)
            body.insert(rng.randrange(1, len(body) + 1), rng.choice(english.SIDE) + lower_first(side)
                        if rng.random() < 0.5 else side)
        body = list(dict.fromkeys(map(sentence_case, body)))
        for _ in range(rng.choice([0, 0, 1, 1, 2])):
            body.insert(rng.randrange(len(body) + 1), self.sentence("aside", english.ASIDE, slots))
        text = layout(self.sentence("open", english.OPEN, slots), body,
                      self.sentence("close", english.CLOSE, slots), rng)
        if rng.random() < 0.16:
            text = typos(text, rng, rng.choice([1, 2, 3]))
        if rng.random() < 0.08:
            text = text.lower()
        return Document("en-us", text, label, topic=label, mixed=mixed)

    def other(self, language, label):
        rng, words = self.rng, others.LANGUAGES[language]
        slots = english.SLOTS | others.SLOTS.get(language, {})
        body = [self.sentence((language, label), words[label], slots)]
        sibling = rng.choice(english.SIBLINGS[label])
        mixed = rng.random() < 0.12 and sibling in words
        if mixed:
            body.append(self.sentence((language, sibling), words[sibling], slots))
        for _ in range(rng.choice([0, 1, 1, 2])):
            body.insert(rng.randrange(len(body) + 1), self.sentence((language, "aside"), words["aside"], slots))
        opening, closing = (self.sentence((language, end), words[end], slots) for end in ("open", "close"))
        text = layout(opening, list(dict.fromkeys(body)), closing, rng, "" if language in ("ja", "zh-hans")
                      else " ")
        return Document(language, text, label, topic=label, mixed=mixed)


def written():
    docs = [Document("en-us", text, label, topic=label, fixed_test=True, mixed=True)
            for label, text in english.WRITTEN]
    return docs + [Document(language, text, label, topic=label, fixed_test=True, mixed=True)
                   for language, label, text in others.WRITTEN]


def pairs(source):
    docs = []
    for right, other in source:
        for label, text in (right, other):
            doc = Document("en-us", text, label, topic=label, fixed_test=True, mixed=True)
            if label != right[0]:
                doc.twin = docs[-1]
                doc.key = [Slip("conflicting twin", text, label, right[0])]
            docs.append(doc)
    return docs


def documents(seed):
    rng = random.Random(seed)
    writer = Support(rng)
    docs = [writer.english(label) for label, count in ENGLISH.items() for _ in range(count)]
    for language, count in COUNTS.items():
        labels = Deck([label for label in LABELS if label in others.LANGUAGES[language]], rng)
        docs += [writer.other(language, labels.deal()) for _ in range(count)]
    docs += written() + pairs(english.PAIRS)
    rng.shuffle(docs)
    return docs


def annotate(docs, rng):
    """The slips of the annotators: a wrong class in the test part (recorded) and in a few training documents."""
    for right, wrong in MISTAKES:
        doc = rng.choice([d for d in docs if d.dataset == "Test" and d.gold == right and not d.mixed
                          and not d.key])
        mistake(doc, wrong)
    train = [d for d in docs if d.dataset == "Train"]
    for doc in rng.sample(train, len(train) // 50):
        mistake(doc, rng.choice(english.SIBLINGS[doc.gold]))


def mistake(doc, wrong):
    doc.key = [Slip("wrong class", doc.text, wrong, doc.gold)]
    doc.gold = wrong
