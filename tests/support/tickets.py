"""A ticket's text of any dialect, taken apart by other means than it was made with: cmark-gfm and html5lib read Markdown,
what is here reads the others.

A ticket is a list of (kind, content): "words" with a text, "table" with rows of cells, the head first. Words of errata
stand as they are read, each text from outside is the one character OUTSIDE.
"""
import os
import re
import subprocess
import sys

DEBIAN = "/usr/bin/python3"
try:
    import html5lib
except ImportError:
    if sys.executable != DEBIAN and os.access(DEBIAN, os.X_OK):
        os.execv(DEBIAN, [DEBIAN, "-B", *sys.argv])
    print("SKIPPED: python3-html5lib is not there; no ticket was read")
    sys.exit(77)

OUTSIDE = "\ufffc"
JOINER = "\u2060"


def size(text, dialect):
    return len(text.encode("utf-16-le")) // 2 if dialect == "jira" else len(text.encode())


def inner(element):
    """The text of an element, with OUTSIDE for each code span."""
    text = element.text or ""
    for child in element:
        text += (OUTSIDE if child.tag == "code" else inner(child)) + (child.tail or "")
    return text


def read_markdown(text):
    done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table"], input=text.encode(), capture_output=True, check=True)
    page = html5lib.parse(done.stdout.decode(), namespaceHTMLElements=False)
    assert text.count("<details>") == text.count("</details>") == len(list(page.iter("details"))), "details do not balance"
    assert not list(page.iter("pre")), "a fence is open"
    blocks, tables = [], []
    for element in page.iter():
        if element.tag not in ("h2", "h3", "p", "li", "summary", "table"):
            continue
        if element.tag == "table":
            rows = [[inner(cell).strip() for cell in row] for row in element.iter("tr")]
            blocks.append(("table", rows))
        elif element.tag != "li" or not list(element.iter("p")):
            blocks.append(("words", inner(element)))
    return blocks


def unescaped(line):
    line = re.sub(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”", OUTSIDE, line)  # outside texts of the samples nest no more
    return re.sub(r"\\([^\\ ])", r"\1", line).replace(JOINER, "").replace(" \\\\ ", " ").replace("*", "")


def read_jira(text):
    blocks = []
    for line in text.split("\n"):
        if line.startswith("|"):
            row = [unescaped(cell).strip() for cell in re.split(r"\|+", line)[1:-1]]
            if line.startswith("||"):
                blocks.append(("table", []))
            assert blocks[-1][0] == "table", f"a row without a head: {line[:80]}"
            blocks[-1][1].append(row)
        elif line:
            blocks.append(("words", unescaped(re.sub(r"^(h[1-6]\.|[*#]+) ", "", line))))
    return blocks


def without_quotations(text):
    return re.sub(r'"[^"\n]*"', OUTSIDE, text)


def read_plain(text):
    """Tables are words here: where a cell ends is for eyes."""
    return [("words", without_quotations(re.sub(r"\n +", " ", part))) for part in text.split("\n\n") if part.strip()]


READERS = {"github": read_markdown, "jira": read_jira, "plain": read_plain}
FILES = {"github": "report.md", "jira": "report.jira", "plain": "report.txt"}


def read(text, dialect):
    blocks = READERS[dialect](text)
    for kind, rows in blocks:
        assert kind != "table" or len({len(row) for row in rows}) == 1, f"rows of different widths: {rows[:3]}"
    return blocks
