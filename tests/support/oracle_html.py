"""Reads a report as a browser would (html5lib) and fails on anything that is not allowed in it."""
import re
import sys

import html5lib

ELEMENTS = set(
    "html head meta title style body a nav ul ol li main header footer section article h1 h2 h3 p span strong "
    "dl dt dd div table caption thead tbody tfoot tr th td svg defs pattern g path rect circle polyline polygon text "
    "details summary code q mark bdi abbr input label script select option output button".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name href id class aria-label aria-labelledby aria-hidden role "
    "tabindex scope colspan value dir title data-errors data-findings data-language data-number data-rank data-said data-done "
    "type checked for hidden open width height viewBox x y dy cx cy r d points patternUnits overflow fill fill-opacity "
    "stroke stroke-opacity stroke-width stroke-dasharray text-anchor font-size font-weight".split()
)
GEOMETRY = set("viewBox x y dy cx cy r d points stroke-dasharray".split())
TITLES = {"confused", "boundary", "confused and boundary", "missed", "spurious", "correct"}


SVG = "{http://www.w3.org/2000/svg}"


def faults(document, hostile):
    ids = set()
    for element in document.iter():
        if not isinstance(element.tag, str):
            yield "a comment"
            continue
        if element.tag.removeprefix(SVG) not in ELEMENTS:
            yield f"element {element.tag}"
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES:
                yield f"attribute {name}"
            if name == "href" and not re.fullmatch(r"#[A-Za-z0-9-]+", value):
                yield f"link to {value!r}"
            if name == "id" and (value in ids or not re.fullmatch(r"[A-Za-z0-9-]+", value)):
                yield f"id {value!r}"
            if name == "id":
                ids.add(value)
            if name in GEOMETRY and not re.fullmatch(r"[-0-9., %MHVLZhv]*", value):
                yield f"coordinates {value!r}"
            if name in ("fill", "stroke") and not re.fullmatch(r"none|currentColor|url\(#bar-[a-z]+\)", value):
                yield f"paint {value!r}"
            if name == "title" and value not in TITLES:
                yield f"title {value!r}"
            if hostile and len(hostile) > 8 and hostile in value:
                yield f"hostile text in attribute {name}"
    targets = {e.attrib["href"][1:] for e in document.iter() if isinstance(e.tag, str) and "href" in e.attrib}
    for missing in targets - ids:
        yield f"link to #{missing}, which is not there"
    if len(list(document.iter("script"))) != 1 or len(list(document.iter("style"))) != 1:
        yield "not one script and one style"


def main():
    path, hostile = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    data = open(path, "rb").read()
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
        print("a control character")
        return 1
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(data.decode("utf-8"))
    found = sorted(set(faults(document, hostile)))
    found += sorted({f"parse error {error[1]}" for error in parser.errors})
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
