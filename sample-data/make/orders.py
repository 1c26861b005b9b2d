"""service-orders: entities. The grammar writes ⟦Label:text⟧ around what it knows to be an entity."""
import random
import re

from . import orders_names as names
from . import orders_phrases as phrases
from .grammar import Document, choose, expand, typos
from .orders_slips import annotate, MARKS   # noqa: F401  (annotate is this project's, as in the two others)
from .writer import Writer, layout

NAME, KIND, STEM = "service-orders", "CustomEntityRecognition", "order"
DESCRIPTION = "Orders and service requests to Tarn Supplies, an invented dealer in catering machines and goods."
LABELS = ["Address", "Amount", "Date", "OrderNumber", "Organization", "Person", "Phone", "Product", "Quantity"]
COUNTS = {"en-us": 232, "de": 40, "fr": 28, "es": 26, "pl": 14, "el": 12, "ru": 12, "ar": 12, "zh-hans": 15,
          "ja": 13, "hi": 10}
MARKED = re.compile("⟦(\\w+):(.*?)⟧", re.S)
WRITTEN_MARK = re.compile(r"\{\{(\w+):(.*?)\}\}", re.S)
NO_SPACES = ("zh-hans", "ja")
NOTES = ["ring twice", "no lift", "fragile", "see last week's mail", "as before", "urgent!!",
         "leave at reception", "-", "back stairs only"]
UNITS = ("kg", "boxes", "packs", "crates", "litres", "pallets", "pallet", "rolls", "sets", " t", "ml", " l",
         " g", "sacks", "bags", "bottles", "cartons")


def mark(label, text):
    return f"⟦{label}:{text}⟧"


def read_marks(marked):
    """The plain text, and the spans that stood marked in it."""
    text, spans, at = "", [], 0
    for m in MARKED.finditer(marked):
        text += marked[at:m.start()]
        spans.append((len(text), len(text) + len(m.group(2)), m.group(1)))
        text += m.group(2)
        at = m.end()
    return text + marked[at:], spans


def ordinal(number):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if number in (11, 12, 13) else f"{number}{ending}"


class Speaker:
    """Fills the slots in one language; who writes, and for which firm, stays the same in one mail."""

    def __init__(self, language, rng):
        self.language, self.rng = language, rng
        self.me, self.mine = self.full_name(), self.firm()

    def of(self, pool):
        return pool.get(self.language) or pool["en-us"]

    def pick(self, pool):
        return self.rng.choice(self.of(pool))

    def numbers(self):
        roll = self.rng.randint
        postcode = {"pl": f"{roll(10, 99)}-{roll(100, 999)}", "el": f"{roll(100, 899)} {roll(10, 99)}",
                    "ru": f"{roll(100000, 699999)}", "ja": f"{roll(100, 999)}-00{roll(10, 99)}",
                    "hi": f"{roll(110000, 799999)}"}.get(self.language, f"{roll(10000, 98999)}")
        return {"d": roll(2, 28), "dd": f"{roll(1, 28):02}", "k": roll(1, 12), "kk": f"{roll(1, 12):02}",
                "e": roll(20000, 59999), "f": roll(100, 990), "g": roll(1000, 9999), "h": roll(10, 99),
                "t": roll(100, 199), "b": roll(100, 999), "z": postcode,
                "n": self.rng.choice([str(roll(1, 190)), str(roll(1, 60)),
                                      f"{roll(1, 90)}{self.rng.choice('abc')}",
                                      f"{roll(10, 40)}-{roll(41, 60)}"]), "m": self.pick(names.MONTHS),
                "o": ordinal(roll(1, 28))}

    def address(self, _):
        city, numbers = self.pick(names.CITIES), self.numbers()
        described = names.DIRECTIONS.get(self.language)
        postcode = names.POSTCODES[city] if self.language == "en-us" else numbers["z"]
        fields = numbers | {"s": self.street(), "c": city, "z": postcode, "x": self.pick(names.EXTRAS)}
        if described and self.rng.random() < 0.24:
            return mark("Address", choose(self.rng.choice(described), self.rng).format(**fields))
        return mark("Address", self.pick(names.ADDRESSES).replace("/", "\n").format(**fields))

    def street(self):
        kinds = names.STREET_KINDS.get(self.language)
        if kinds and self.rng.random() < 0.6:
            return self.rng.choice(kinds).format(n=self.rng.choice(names.FIRM_NAMES + self.of(names.LAST)))
        return self.pick(names.STREETS)

    def filled(self, label, pool):
        return lambda _: mark(label, self.pick(pool).format(**self.numbers()))

    def full_name(self):
        last = self.pick(names.LAST)
        return f"{self.pick(names.FIRST)} {last}".strip()

    def person(self, _):
        titles = names.TITLES.get(self.language)
        kind = self.rng.random()
        if titles and kind < 0.27:
            who = self.pick(names.LAST) if kind < 0.19 else self.full_name()
            return mark("Title", self.rng.choice(titles)) + " " + mark("Person", who)
        if kind < 0.38 and self.language not in NO_SPACES:
            return mark("Person", f"{self.pick(names.FIRST)[0]}. {self.pick(names.LAST)}")
        return mark("Person", self.full_name())

    def firm(self):
        if self.rng.random() < 0.62:
            return self.rng.choice(names.REGULARS[1:])
        return self.pick(names.FIRM_KINDS).format(n=self.rng.choice(names.FIRM_NAMES))

    def goods(self):
        products, quantities = self.pick(names.GOODS)
        return self.rng.choice(products), self.rng.choice(quantities).format(**self.numbers())

    def item(self, _):
        product, quantity = self.goods()
        product = mark("Product", product)
        if self.language == "ja":
            return product + mark("Quantity", quantity)
        if self.language == "zh-hans":
            return mark("Quantity", quantity) + product
        if quantity.endswith(" de"):
            return mark("Quantity", quantity[:-3]) + " de " + product
        of = self.language == "en-us" and quantity.endswith(UNITS) and self.rng.random() < 0.5
        return mark("Quantity", quantity) + (" of " if of else " ") + product

    def slots(self):
        return {
            "person": self.person, "first": lambda _: mark("Person", self.pick(names.FIRST)),
            "me": lambda _: mark("Person", self.me),
            "mine": lambda _: mark("Organization", self.mine),
            "ours": lambda _: mark("Organization", names.OUR_NAME),
            "org": lambda _: mark("Organization", self.firm()),
            "address": self.address, "city": lambda _: mark("City", self.pick(names.CITIES)),
            "product": lambda _: mark("Product", self.goods()[0]),
            "machine": self.filled("Product", names.MACHINES), "part": self.filled("Product", names.PARTS),
            "past": self.filled("Date", names.PAST),
            "qty": lambda _: mark("Quantity", str(self.rng.randint(2, 19))), "item": self.item,
            "date": self.filled("Date", names.DATES),
            "order": lambda rng: mark("OrderNumber", rng.choice(names.ORDER_NUMBERS).format(**self.numbers())),
            "phone": self.filled("Phone", names.PHONES), "amount": self.filled("Amount", names.AMOUNTS),
            "small": lambda rng: str(rng.randint(2, 98)), "note": NOTES}


def capital(marked):
    """A sentence starts with a capital, also when it starts with an entity."""
    return re.sub(r"^(⟦\w+:)?(\w)", lambda m: (m.group(1) or "") + m.group(2).upper(), marked)


class Clerk(Writer):
    def order(self, language):
        rng, speaker = self.rng, Speaker(language, self.rng)
        pools, slots = phrases.LANGUAGES.get(language, phrases.ENGLISH), speaker.slots()
        say = lambda pool: self.sentence((language, pool), pools[pool], slots)
        if language == "en-us" and rng.random() < 0.13:
            marked = self.form(slots)
        else:
            space = "" if language in NO_SPACES else " "
            marked = layout(say("open"), self.body(language, pools, say, slots), say("close"), rng, space)
        if language == "en-us" and rng.random() < 0.15:
            marked = "".join(part if part.startswith("⟦") else typos(part, rng, rng.choice([0, 0, 1]))
                             for part in re.split("(⟦.*?⟧)", marked, flags=re.S))
        return finish(language, marked, rng.random() < 0.12)

    def body(self, language, pools, say, slots):
        rng = self.rng
        size = rng.choices(["short", "usual", "long"], [20, 60, 20])[0]
        chances = {"short": {"order": .7, "service": .4, "remark": .3},
                   "usual": {"order": 1, "deliver": .6, "service": .3, "contact": .45, "money": .3,
                             "remark": .6},
                   "long": {"order": 1, "deliver": 1, "service": .9, "contact": .9, "money": .8,
                            "remark": 1}}[size]
        kinds = [kind for kind, chance in chances.items() if kind in pools
                 and rng.random() < chance] or ["order"]
        if size == "long":
            kinds += rng.sample(kinds, 3)
        rng.shuffle(kinds)
        body = [capital(say(kind)) for kind in kinds]
        if rng.random() < 0.14 and language in phrases.LISTS:
            bullet = rng.choice(["- ", "* ", "• ", ""])
            body.insert(0, rng.choice(phrases.LISTS[language]) + "\n"
                        + "\n".join(bullet + expand("{item}", rng, slots) for _ in range(rng.randint(2, 5)))
                        + "\n")
        return body

    def form(self, slots):
        rng, lines = self.rng, phrases.FORMS
        chosen = lines[:2] + sorted(rng.sample(lines[2:], rng.randint(3, 7)), key=lines.index)
        gap = rng.choice([": ", ":\t", " = "])
        return "\n".join(expand(line, rng, slots).replace(": ", gap, 1) for line in chosen)


def finish(language, marked, carriage_returns=False):
    marked = re.sub(r"(?<=\n) +", "", marked)
    if carriage_returns:
        marked = marked.replace("\r\n", "\n").replace("\n", "\r\n")
    text, marks = read_marks(marked)
    doc = Document(language, text, [], topic=language)
    doc.marks = marks
    return doc


def documents(seed):
    rng = random.Random(seed)
    clerk = Clerk(rng)
    docs = []
    for language, marked in phrases.WRITTEN:
        doc = finish(language, WRITTEN_MARK.sub(r"⟦\1:\2⟧", marked))
        doc.fixed_test = True
        docs.append(doc)
    docs += [clerk.order(language) for language, count in COUNTS.items() for _ in range(count)]
    rng.shuffle(docs)
    return docs
