"""What a hurried annotator does to the entities of the service orders; every slip is recorded."""
import re

from . import orders_names as names
from .grammar import Slip

MARKS = ("Title", "City")       # known to the grammar, not labels of the project


class Sheet:
    """One document on the annotator's desk: the true spans, and what becomes of each of them."""

    def __init__(self, doc):
        self.doc, self.true = doc, doc.marks
        self.gold = [None if span[2] in MARKS else span for span in self.true]
        self.touched = set()

    def surface(self, i):
        return self.doc.text[self.true[i][0]:self.true[i][1]]

    def say(self, span):
        start, end, label = span
        return f"{label} “{self.doc.text[start:end]}”"

    def change(self, i, what, new, also=()):
        """The annotator wrote `new` (spans, maybe none) where the true span i, and those in also, stood."""
        taken = [i, *also]
        right = [self.true[k] for k in sorted(taken) if self.true[k][2] not in MARKS]
        start, end = min([s for s, _, _ in new + [self.true[k] for k in taken]]), max([e
            for _, e, _ in new + [self.true[k] for k in taken]])
        for k in taken:
            self.gold[k] = None
            self.touched.add(k)
        self.gold += new
        self.doc.key.append(Slip(what, self.doc.text[start:end], " + ".join(map(self.say, new))
                                 or "not labelled", " + ".join(map(self.say, right)) or "not labelled", start,
                                 end))

    def close(self):
        self.doc.gold = sorted(span for span in self.gold if span)
        self.doc.key.sort(key=lambda slip: slip.start)


# Each slip says whether it is possible at span i and, if so, does it.

def title_inside(sheet, i):
    start, _, label = sheet.true[i]
    if label != "Title" or i + 1 in sheet.touched:
        return False
    sheet.change(i + 1, "title inside the name", [(start, sheet.true[i + 1][1], "Person")])
    return True


def punctuation_inside(sheet, i):
    start, end, label = sheet.true[i]
    if label in MARKS or sheet.doc.text[end:end + 1] not in tuple(".,;:"):
        return False
    sheet.change(i, "punctuation inside", [(start, end + 1, label)])
    return True


def follows(sheet, i):
    """Does a product follow the quantity i at once?"""
    return (sheet.true[i][2] == "Quantity" and i + 1 < len(sheet.true) and sheet.true[i + 1][2] == "Product"
            and i + 1 not in sheet.touched
            and sheet.doc.text[sheet.true[i][1]:sheet.true[i + 1][0]] in ("", " ", " of "))


def product_takes_quantity(sheet, i):
    if not follows(sheet, i):
        return False
    sheet.change(i, "quantity inside the product", [(sheet.true[i][0], sheet.true[i + 1][1], "Product")],
                 also=[i + 1])
    return True


def product_takes_unit(sheet, i):
    number = re.match(r"\d+(?= [a-z]+$)", sheet.surface(i))
    if not number or not follows(sheet, i):
        return False
    start = sheet.true[i][0]
    sheet.change(i, "unit inside the product", [(start, start + number.end(), "Quantity"),
                                                (start + number.end() + 1, sheet.true[i + 1][1], "Product")],
                 also=[i + 1])
    return True


def city_as_organization(sheet, i):
    start, end, label = sheet.true[i]
    if label != "City":
        return False
    sheet.change(i, "city labelled as a firm", [(start, end, "Organization")])
    return True


def address_cut(sheet, i):
    start, end, label = sheet.true[i]
    first = re.match(r"[^\r\n,]+", sheet.surface(i))
    if label != "Address" or first.end() == end - start or not re.search(r"[^\W\d]", first.group()):
        return False
    sheet.change(i, "address cut after its first part", [(start, start + first.end(), "Address")])
    return True


def forget(label):
    def forgotten(sheet, i):
        if sheet.true[i][2] != label:
            return False
        sheet.change(i, label.lower() + " forgotten", [])
        return True
    return forgotten


def mistake_for(label, other):
    def mistaken(sheet, i):
        start, end, true = sheet.true[i]
        if true != label:
            return False
        sheet.change(i, "wrong type", [(start, end, other)])
        return True
    return mistaken


def place_forgotten(sheet, i):
    """A place that is described and not numbered does not look like an address at first sight."""
    if sheet.true[i][2] != "Address" or any(c.isdigit() for c in sheet.surface(i)):
        return False
    sheet.change(i, "described place forgotten", [])
    return True


# how many a hundred documents
HABITS = [(punctuation_inside, 5), (product_takes_quantity, 4), (product_takes_unit, 4),
          (city_as_organization, 3), (address_cut, 4), (forget("Person"), 4), (forget("Date"), 2),
          (forget("Phone"), 1.5),
          (forget("Quantity"), 1.5), (mistake_for("OrderNumber", "Phone"), 1.5),
          (mistake_for("Amount", "Quantity"), 1), (mistake_for("Product", "Organization"), 1)]
TITLES_INSIDE = 0.35        # of all titles
PLACES_FORGOTTEN = {"Test": 2, "Train": 20}
FORGOTTEN_REGULARS = {"Test": [2, 2, 2, 2, 1, 1, 1, 2, 1],
                      "Train": [2, 1, 1, 1, 1, 1, 0, 1, 0]}      # by regular customer


def annotate(docs, rng):
    for part in ("Test", "Train"):
        sheets = [Sheet(doc) for doc in docs if doc.dataset == part]
        for firm, count in zip(names.REGULARS, FORGOTTEN_REGULARS[part]):
            forget_firm(sheets, firm, count, rng)
        places = [(sheet, i) for sheet in sheets for i in range(len(sheet.true))]
        titles = [(sheet, i) for sheet, i in places if sheet.true[i][2] == "Title"]
        slip_up(titles, title_inside, round(len(titles) * TITLES_INSIDE), rng)
        for habit, a_hundred in HABITS:
            slip_up(places, habit, round(len(sheets) * a_hundred / 100), rng)
        slip_up(places, place_forgotten, PLACES_FORGOTTEN[part], rng)
        for sheet in sheets:
            sheet.close()


def forget_firm(sheets, firm, count, rng):
    """Forgotten in a body or a signature, never twice in one document."""
    where = [(sheet, i) for sheet in sheets for i in range(len(sheet.true))
             if sheet.true[i][2] == "Organization" and sheet.surface(i) == firm]
    slip_up(where, forget("Organization"), count, rng)


def slip_up(places, habit, count, rng):
    """Lets the habit happen `count` times, in documents that have not had this slip."""
    seen = set()
    for sheet, i in rng.sample(places, len(places)):
        if count and i not in sheet.touched and id(sheet) not in seen and habit(sheet, i):
            seen.add(id(sheet))
            count -= 1
