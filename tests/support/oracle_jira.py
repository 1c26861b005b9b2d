"""Reads a ticket in Jira's wiki markup as Jira does, and fails on anything in it that is not allowed.

  oracle_jira.py FILE [MARK...]

Two programs read wiki markup: the renderer of a server, which replaces by patterns, one kind of markup
after the other, and the converter of Jira Cloud, which goes from character to character. Here are the
rules of both, written down apart from what errata does about them. Allowed are headings, lists, tables
with as many cells in each row, bold words of errata, and breaks of a line. A MARK may not be bold.
"""
import pathlib
import re
import sys

ESCAPED = r"\\([-#*_+?^~|%{}\[\]()!@])"
START, END = r"(?<![^\W_]|\\)", r"(?![^\W_])"
FACES = (":-) :) :P :-P :p :-p :D :-D ;-) ;) :-( :( (y) (n) (i) (/) (x) (!) (+) (-) (?) (on) (off) (*) (*r) (*g) (*b) (*y) "
         "(flag) (flagoff)").split()
LEADING = re.compile(r"bq\.|h[1-6]\.|-{4,5}(\s|$)|-{2,3}\s|([*#]+|-) |\|")
MACROS = re.compile(r"\{(adf|anchor|code|quote|noformat|panel|color|loremipsum)", re.I)
SCHEMES = re.compile(r"(https?|ftp|irc|jamfselfservice|mailto|file|nntp|news):\S", re.I)


def phrase(mark):
    mark = re.escape(mark)
    return re.compile(rf"{START}{mark}([^\s{mark[-1]}](?:(?!{mark}).)*?(?<![\s\\])|[^\s{mark[-1]}]){mark}{END}")


PHRASES = {"cite": "??", "bold": "*", "superscript": "^", "subscript": "~", "emphasis": "_", "deleted": "-",
           "inserted": "+"}


def on_a_server(text):
    """What comes alive in one line or cell, as (construct, text)."""
    found = [("macro", m.group()) for m in re.finditer(r"(?<!\\)\{[a-zA-Z][^{}]*\}", text)]
    found += [("link", m.group()) for m in re.finditer(r"(?<!\\)\[[^\]]+\]", text)]
    found += [("link", m.group()) for m in SCHEMES.finditer(text)]
    found += [("link", m.group()) for m in re.finditer(r"\w+://\S", text)]
    found += [("image", m.group()) for m in re.finditer(START + r"!([^\s!][^!]*[^\s!\\]|[^\s!])!" + END, text)]
    found += [("entity", m.group()) for m in re.finditer(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);", text)]
    # Braces and brackets are given back, the others become entities.
    text = re.sub(r"(?<!\\)" + ESCAPED, lambda m: m[1] if m[1] in "{}[]" else f"&#{ord(m[1])};", text)
    found += [("issue", m.group()) for m in re.finditer(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9_]+-\d+", text)]
    found += [("face", face) for face in FACES if face in text]
    found += [("dash", m.group()) for m in re.finditer(r"(^|\s)-{2,3}(\s|$)", text)]
    found += [("monospaced", m.group()) for m in re.finditer(START + r"\{\{[^\s{].*?\}\}" + END, text)]
    for name, mark in PHRASES.items():
        found += [(name, m.group(1)) for m in phrase(mark).finditer(text)]
        wrapped = re.compile(r"\{" + re.escape(mark) + r"\}.+?\{" + re.escape(mark) + r"\}")
        found += [(name, m.group()) for m in wrapped.finditer(text)]
    return found


def end_of_phrase(text, at, mark):
    """Where the phrase of Cloud that begins here ends, and what it reads once more."""
    before = text[at - 1] if at else " "
    if before.isalnum() or not before.isascii() or text[at + len(mark):at + len(mark) + 1] in ("", " "):
        return None
    content, i = "", at + len(mark)
    while i < len(text):
        if text.startswith(mark, i):
            after = text[i + len(mark):i + len(mark) + 1]
            if content and not content.endswith(" ") and not (after.isalnum() or not (after or " ").isascii()):
                return i + len(mark), content
        if escape := re.match(ESCAPED, text[i:]):
            content, i = content + escape[1], i + 2
        else:
            content, i = content + text[i], i + 1
    return None


def in_cloud(text):
    found, i = [], 0
    if LEADING.match(text.lstrip()):
        found.append(("block", text[:20]))
    while i < len(text):
        rest = text[i:]
        if rest.startswith("\\\\"):
            found.append(("break", ""))
            i += 2
            continue
        if re.match(ESCAPED, rest):
            i += 2
            continue
        if MACROS.match(rest):
            found.append(("macro", rest[:20]))
        if re.match(r"\[[^\]]+\]", rest) and not rest.startswith("[ "):
            found.append(("link", rest[:20]))
        if SCHEMES.match(rest):
            found.append(("link", rest[:20]))
        if re.match(r"![^\s!][^!]*!", rest):
            found.append(("image", rest[:20]))
        if any(rest.startswith(face) and not rest[len(face):len(face) + 1].isalnum() for face in FACES):
            found.append(("face", rest[:5]))
        for name, mark in [("monospaced", "{{"), *PHRASES.items()]:
            closing = {"{{": "}}"}.get(mark, mark)
            if rest.startswith(mark) and (phrase_ := end_of_phrase(text, i, mark) if closing == mark else
                                          re.match(r"\{\{\S.*?\}\}", rest)):
                content = phrase_[1] if closing == mark else phrase_.group()
                found.append((name, content))
                if closing == mark:
                    found += [(f"{kind} in {name}", what) for kind, what in in_cloud(content)]
                    i = phrase_[0] - 1
                break
        i += 1
    return found


def lines_of(text):
    """(kind, text) of each line and cell, and faults of the tables."""
    texts, faults, columns = [], [], None
    for line in text.split("\n"):
        if line.startswith("|"):
            if not line.rstrip().endswith("|"):
                faults.append(f"a row without an end: {line[:60]}")
            cells = re.split(r"\|+", line.strip())[1:-1]  # an escape changes nothing here in Cloud
            if columns not in (None, len(cells)):
                faults.append(f"{len(cells)} cells instead of {columns}: {line[:60]}")
            columns = len(cells)
            texts += [("cell", cell.strip()) for cell in cells]
            continue
        columns = None
        if heading := re.match(r"h[1-6]\. (.*)", line):
            texts.append(("heading", heading[1]))
        elif item := re.match(r"[*#]+ (.*)", line):
            texts.append(("item", item[1]))
        else:
            texts.append(("paragraph", line))
    return texts, faults


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    texts, faults = lines_of(text)
    for where, line in texts:
        for reader, found in (("a server", on_a_server(line)), ("Cloud", in_cloud(line))):
            for construct, what in found:
                allowed = construct == "break" and where in ("item", "paragraph")
                if construct == "bold":
                    allowed = not any(mark in what for mark in [*sys.argv[2:], "“"])
                if not allowed:
                    faults.append(f"{reader} makes a {construct} of {what!r} in a {where}")
    if not {"heading"} <= {where for where, _ in texts}:
        faults.append("no heading, so nothing was checked")
    print("\n".join(sorted(set(faults))[:20]))
    return 1 if faults else 0


sys.exit(main())
