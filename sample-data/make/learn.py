"""The models: TF-IDF and logistic regression for classes, a token classifier with a legal BIO decode for entities."""
import math
import unicodedata

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union

from .tokens import tag, tokenize, untag

SEED = 20260218


def text_features():
    return make_union(
        TfidfVectorizer(analyzer="word", ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True))


def regression(strength):
    return LogisticRegression(C=strength, solver="liblinear", random_state=SEED)


def single_label(train, test):
    """For each test document its labels with probabilities, best first; the first one is the prediction."""
    model = make_pipeline(text_features(), OneVsRestClassifier(regression(6.0)))
    model.fit([d.text for d in train], [d.gold for d in train])
    names, scores = model.classes_, model.predict_proba([d.text for d in test])
    return [sorted(((name, round(float(p), 4)) for name, p in zip(names, row)), key=lambda x: (-x[1], x[0]))
            for row in scores]


def multi_label(train, test, labels):
    """For each test document every label with its probability; who calls it picks those above a threshold."""
    model = make_pipeline(text_features(), OneVsRestClassifier(regression(30.0)))
    model.fit([d.text for d in train], np.array([[label in d.gold for label in labels] for d in train],
                                                dtype=int))
    scores = model.predict_proba([d.text for d in test])
    return [[(label, round(float(p), 4)) for label, p in zip(labels, row)] for row in scores]


# ---- entities ------------------------------------------------------------------------------

def shape(word):
    out = ""
    for char in word[:8]:
        group = unicodedata.category(char)
        sign = {"Lu": "X", "Ll": "x", "Nd": "9", "Lo": "o"}.get(group, char)
        out += "" if out.endswith(sign * 2) else sign
    return out


def token_features(text, tokens, i):
    """What the tagger sees of one token: itself, its ends, its shape, its neighbours, line borders."""
    word = lambda k: text[tokens[k][0]:tokens[k][1]] if 0 <= k < len(tokens) else "-"
    here, start, end = word(i), *tokens[i]
    seen = {"w=" + here.lower(): 1, "s=" + shape(here): 1, "len=" + str(min(len(here), 6)): 1}
    for n in (2, 3):
        seen["p=" + here[:n].lower()] = 1
        seen["e=" + here[-n:].lower()] = 1
    for k in (-1, 1):
        seen[f"w{k}=" + word(i + k).lower()] = 1
        seen[f"s{k}=" + shape(word(i + k))] = 1
    seen["line start" if "\n" in text[tokens[i - 1][1] if i else 0:start] or not i else "in line"] = 1
    seen["line end" if text[end:end + 1] in ("\r", "\n", "") else "goes on"] = 1
    return seen


def legal(before, after):
    return not after.startswith("I-") or before[2:] == after[2:] and before != "O"


def best_path(log_scores, tags):
    """Viterbi: the most probable sequence in which every I- continues a span of its own label."""
    allowed = np.array([[0.0 if legal(a, b) else -math.inf for b in tags] for a in tags])
    start = np.array([0.0 if not t.startswith("I-") else -math.inf for t in tags])
    best, back = log_scores[0] + start, []
    for row in log_scores[1:]:
        through = best[:, None] + allowed
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def entities(train, test):
    """For each test document the predicted spans with the mean probability of their tokens: (start, end, label, score)."""
    rows, tags = [], []
    for doc in train:
        tokens = tokenize(doc.text)
        rows += [token_features(doc.text, tokens, i) for i in range(len(tokens))]
        tags += tag(tokens, doc.gold)
    vectorizer = DictVectorizer()
    model = OneVsRestClassifier(regression(0.5)).fit(vectorizer.fit_transform(rows), tags)
    return [tagged(doc.text, vectorizer, model) for doc in test]


def tagged(text, vectorizer, model):
    tokens = tokenize(text)
    scores = model.predict_proba(vectorizer.transform([token_features(text, tokens, i)
        for i in range(len(tokens))]))
    path = best_path(np.log(np.maximum(scores, 1e-9)), list(model.classes_))
    spans = untag(tokens, [model.classes_[k] for k in path])
    return [(start, end, label, round(float(np.mean([scores[i][path[i]] for i in at])), 4))
            for start, end, label, at in spans]
