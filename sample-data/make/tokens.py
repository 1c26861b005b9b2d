"""Tokens: a run of letters, a run of digits, one Han or kana character, or one other sign (an emoji sequence is one sign)."""
import unicodedata

JOINERS = "\u200d\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def kind_of(char):
    if "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or char in "々〒":
        return "ideograph"
    if char.isspace():
        return "space"
    if char in JOINERS:
        return "joiner"
    group = unicodedata.category(char)[0]
    return {"L": "letter", "M": "letter", "N": "digit"}.get(group, "sign")


def tokenize(text):
    """[(start, end)] in code points."""
    spans, before = [], "space"
    for at, char in enumerate(text):
        kind = kind_of(char)
        glued = kind == "joiner" or (at and text[at - 1] == "\u200d") or (kind == before
            and kind in ("letter", "digit"))
        if glued and spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        elif kind != "space":
            spans.append((at, at + 1))
        before = kind
    return spans


def cut_at(spans, borders):
    """The same tokens, cut further where one of the borders falls inside a token."""
    out = []
    for start, end in spans:
        cuts = [start, *sorted(b for b in borders if start < b < end), end]
        out += zip(cuts, cuts[1:])
    return out


def tag(tokens, spans):
    """BIO tags; a token belongs to a span if it overlaps it."""
    tags = ["O"] * len(tokens)
    for start, end, label in spans:
        inside = [i for i, (a, b) in enumerate(tokens) if a < end and b > start]
        for i in inside:
            tags[i] = ("B-" if i == inside[0] else "I-") + label
    return tags


def untag(tokens, tags):
    """Spans with the numbers of their tokens, from legal BIO: (start, end, label, [token numbers])."""
    spans = []
    for i, (name, (start, end)) in enumerate(zip(tags, tokens)):
        if name.startswith("B-"):
            spans.append((start, end, name[2:], [i]))
        elif name.startswith("I-"):
            first = spans.pop()
            spans.append((first[0], end, first[2], first[3] + [i]))
    return spans
