"""Into which parts spans can be cut, a second time: by regular expressions instead of a walk over characters.

From the definitions in src/analyze/segments.hpp and proposal.hpp.
"""
import collections
import re

LETTER = r"[^\W_]"
# Digits or letters that a joint holds together: any joint between digits, before a letter or digit only some of them.
TOKEN = re.compile(rf"{LETTER}(?:{LETTER}|(?<=[0-9])[.,:/'’-](?=[0-9])|[.'’-](?={LETTER}))*")
SEPARATORS = set(",;/|()[]{}&\n\r、，；／（）")
MOST_SEGMENTS = 12
PART_SHARE = 0.25


def kind_of(token):
    digits = sum(c in "0123456789" for c in token)
    letters = sum(c.isalnum() and c not in "0123456789" for c in token)
    if digits:
        joints = any(not c.isalnum() for c in token)
        return "code" if letters else "compound" if joints else "long" if digits >= 5 else "number"
    return "name" if token[0].isupper() else "words"


def cut(text):
    """The kinds of a span's segments."""
    kinds, end = [], 0
    for token in TOKEN.finditer(text):
        kind, apart = kind_of(token.group()), not SEPARATORS.isdisjoint(text[end:token.start()])
        end = token.end()
        if kinds and not apart and {kind, kinds[-1]} <= {"name", "words"}:
            continue
        if len(kinds) == MOST_SEGMENTS:
            break
        kinds.append(kind)
    return kinds


def numbered(kinds):
    """[(kind, how many of it stand before)]"""
    return [(kind, kinds[:at].count(kind)) for at, kind in enumerate(kinds)]


def parts_of(document, span):
    """Of a span that can be cut; else nothing."""
    kinds = cut(document["text"][span[1]:span[2]]) if document["text"] is not None else []
    return numbered(kinds) if len(kinds) > 1 else []


def is_explained(test_set, label):
    """Whether parts that stand in enough of the label's spans are all that a span of it holds, as a function of both."""
    share = test_set["thresholds"].get("part_share", PART_SHARE)
    cuttable = [parts for d in test_set["documents"] for span in d["gold"] if span[0] == label
                for parts in [parts_of(d, span)] if parts]
    counts = collections.Counter(part for parts in cuttable for part in parts)
    kept = {part for part, spans in counts.items() if spans >= share * len(cuttable)}
    return lambda document, span: bool(parts_of(document, span)) and set(parts_of(document, span)) <= kept
