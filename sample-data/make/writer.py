"""What the writers of the three projects share: dealing out sentences, and laying out a text."""
from .grammar import Deck, expand


def layout(opening, body, closing, rng, space=" "):
    """Mail with its own lines, or one run of text as from a phone."""
    if rng.random() < 0.45 and len(body) > 1:
        end = "\r\n" if rng.random() < 0.4 else "\n"
        cut = rng.randrange(1, len(body))
        parts = [opening, space.join(body[:cut]), space.join(body[cut:]), closing]
        return (end * rng.choice([1, 2])).join(p for p in parts if p).replace("\r\n", "\n").replace("\n", end)
    return space.join(p for p in [opening, *body, closing] if p)


class Writer:
    """Deals every sentence before any is used again."""

    def __init__(self, rng):
        self.rng, self.decks = rng, {}

    def sentence(self, name, cards, slots):
        deck = self.decks.setdefault(name, Deck(cards, self.rng))
        return expand(deck.deal(), self.rng, slots)
