"""A small grammar: "[a|b]" is a choice, "{slot}" is filled from a pool. And what typing in a hurry does to a text."""
import re
from dataclasses import dataclass, field
from typing import NamedTuple, Optional

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")


class Slip(NamedTuple):
    """One line of the answer key: what the annotator did at a place, and what would have been right."""
    what: str
    text: str
    did: str
    right: str
    start: Optional[int] = None      # code points, for entities
    end: Optional[int] = None


@dataclass
class Document:
    """One text with what the annotator wrote down (gold) and what would have been right."""
    language: str
    text: str
    gold: object                 # a label, a list of labels, or a list of (start, end, label)
    location: str = ""
    dataset: str = ""
    topic: str = ""              # what the split keeps in proportion
    mixed: bool = False          # a second topic was woven in
    twin: Optional["Document"] = None    # the near-identical text that carries another label
    fixed_test: bool = False     # belongs to the test part whatever the split says
    marks: list = field(default_factory=list)    # entities: what the grammar marked, titles and cities among it
    key: list = field(default_factory=list)      # slips of the annotator


def choose(pattern, rng):
    """The innermost choices made; slots stay."""
    return CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), pattern)


def expand(pattern, rng, slots):
    """One reading of the pattern. A slot is a list of patterns or a function of the random source."""
    while True:
        filled = SLOT.sub(lambda m: fill(slots[m.group(1)], rng, slots), choose(pattern, rng))
        if filled == pattern:
            return filled
        pattern = filled


def fill(pool, rng, slots):
    return pool(rng) if callable(pool) else expand(rng.choice(pool), rng, slots)


class Deck:
    """Deals the cards of a list in random order and shuffles again when it is empty: no card twice in a row."""

    def __init__(self, cards, rng):
        self.cards, self.rng, self.left = list(cards), rng, []

    def deal(self):
        if not self.left:
            self.left = self.cards[:]
            self.rng.shuffle(self.left)
        return self.left.pop()


def typos(text, rng, how_many):
    """Swaps, drops or doubles a letter in a few of the longer Latin words."""
    words = [m for m in re.finditer(r"[a-z]{5,}", text)]
    for m in sorted(rng.sample(words, min(how_many, len(words))), key=lambda m: -m.start()):
        at = rng.randrange(m.start() + 1, m.end() - 1)
        text = rng.choice([
            text[:at] + text[at + 1] + text[at] + text[at + 2:],
            text[:at] + text[at + 1:],
            text[:at] + text[at] + text[at:],
        ])
    return text


def sentence_case(text):
    return text[:1].upper() + text[1:]
