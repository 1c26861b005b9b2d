"""Reads the HTML that cmark-gfm makes of a report and fails on anything that is not allowed in it."""
import re
import sys

import html5lib

BOXES = 6  # to tick in a ticket at most: the model, and the findings that stand first
ELEMENTS = set(
    "html head body h2 h3 p strong code pre ul ol li table thead tbody tr th td details summary br".split()
)


def faults_of_boxes(document):
    """Boxes are those of our list: disabled, each at the beginning of an item, and no more than we write."""
    boxes = list(document.iter("input"))
    ours = [item[0] for item in document.iter("li") if len(item) and item[0].tag == "input" and not (item.text or "").strip()]
    if any(set(box.attrib) != {"type", "disabled"} or box.get("type") != "checkbox" for box in boxes):
        yield "an input that is no disabled box"
    if len(boxes) != len(ours) or len(boxes) > BOXES:
        yield f"{len(boxes)} boxes, {len(ours)} of them before an item"


def main():
    data = open(sys.argv[1], encoding="utf-8").read()
    document = html5lib.parse(data, namespaceHTMLElements=False)
    found = set(faults_of_boxes(document))
    for element in document.iter():
        if not isinstance(element.tag, str):
            found.add("a comment")
        elif element.tag == "input":
            continue
        elif element.tag not in ELEMENTS:
            found.add(f"element {element.tag}")
        elif set(element.attrib) - {"align", "start"}:
            found.add(f"attribute of {element.tag}: {sorted(element.attrib)}")
    for table in document.iter("table"):
        widths = {len(list(row)) for row in table.iter("tr")}
        if len(widths) != 1:
            found.add("rows of different widths")
    outside_code = []
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag != "code" and element.text:
            outside_code.append(element.text)
        if element.tail:
            outside_code.append(element.tail)
    if sys.argv[2:] and not list(document.iter("code")):
        found.add("no code, so nothing was checked")
    for mark in sys.argv[2:]:
        if any(mark in text for text in outside_code):
            found.add(f"{mark!r} outside of code")
    if re.search(r"^/", open(sys.argv[1], encoding="utf-8").read(), re.M):
        found.add("a line that begins with /")
    print("\n".join(sorted(found)))
    return 1 if found else 0


sys.exit(main())
