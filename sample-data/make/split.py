"""Names the documents and divides them into training and test part."""
import random
from collections import defaultdict


def split(docs, stem, english_share, other_share, seed):
    """Keeps languages and topics in proportion; documents that must be in the test part are."""
    rng = random.Random(seed)
    groups = defaultdict(list)
    for number, doc in enumerate(docs, 1):
        doc.location = f"{stem}-{number:04d}.txt"
        doc.dataset = "Test" if doc.fixed_test else "Train"
        if not doc.fixed_test:
            groups[doc.language if doc.language != "en-us" else doc.topic].append(doc)
    for name in sorted(groups):
        group = groups[name]
        share = english_share if group[0].language == "en-us" else other_share
        for doc in rng.sample(group, round(len(group) * share)):
            doc.dataset = "Test"
