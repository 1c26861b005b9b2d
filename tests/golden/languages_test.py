#!/usr/bin/env python3
"""Renders analyses in every language, and compares what is left without words.

  languages_test.py ERRATA GOLDEN SAMPLE_DATA

Tags, links, figures and texts from outside are the same in the same order, in HTML and in Markdown that no budget cuts
short; analysis.json is the same to the byte. A report in another language has no English words left but in texts from
outside.
"""
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LANGUAGES = ["de"]
FIGURE = re.compile(r"[-+]?\d(?:[\d.,]*\d)?")
ENGLISH = re.compile(r"\b(the|of|and|is|are|were|with|from|not|than|label[l]?ed|predicted|more|by)\b", re.IGNORECASE)
OUTSIDE = {"bdi", "q", "mark", "code", "script", "style"}
WORDED = {"aria-label", "title", "placeholder", "data-said", "data-done"}


class Bones(html.parser.HTMLParser):
    """What is no word in `bones`, what is one in `words`."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.bones, self.words, self.open = [], [], []  # `open`: elements that hold a text from outside
        self.feed(page[page.index("<body>"):])

    def handle_starttag(self, tag, attributes):
        kept = [a for a in attributes if a[0] not in WORDED]
        self.words += [value for name, value in attributes if name in WORDED]
        self.bones.append((tag, kept))
        if tag in OUTSIDE or tag == "abbr" or ("dir", "auto") in attributes:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.bones.append(tag)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] != "abbr":  # the letter of an error, which is a word
            self.bones.append(data)
        else:
            self.bones += FIGURE.findall(data)
            self.words.append(data)


def bones_of_markdown(text):
    """Code spans, which hold texts from outside, and figures."""
    return re.findall(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", text), FIGURE.findall(re.sub(r"`[^`]*`", "", text))


def run(errata, *arguments):
    done = subprocess.run([errata, *map(str, arguments), "-q"], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f"{arguments}: exit {done.returncode}: {done.stderr}")


def rendered(errata, analysis, language, folder):
    run(errata, "render", analysis, "--lang", language, "--budget", 1_000_000, "-o", folder / language)
    return {name: (folder / language / name).read_text("utf-8") for name in ("report.html", "report.md", "analysis.json")}


def english_in(page, analysis):
    """Words, not those that the reading remarks in English."""
    words = " ".join(Bones(page).words)
    for remark in analysis["test_set"].get("remarks", []):
        words = words.replace(remark, "")
    return [words[max(0, m.start() - 40):m.end() + 40] for m in ENGLISH.finditer(words)]


def first_difference(one, other):
    for i, (a, b) in enumerate(zip(one, other)):
        if a != b:
            return f"#{i}: {a!r} against {b!r}"
    return "" if len(one) == len(other) else f"{len(one)} against {len(other)} pieces"


def faults_of(english, other, analysis):
    if difference := first_difference(Bones(english["report.html"]).bones, Bones(other["report.html"]).bones):
        yield f"report.html: {difference}"
    for one, two in zip(bones_of_markdown(english["report.md"]), bones_of_markdown(other["report.md"])):
        if difference := first_difference(one, two):
            yield f"report.md: {difference}"
    if english["analysis.json"] != other["analysis.json"]:
        yield "analysis.json differs"
    for stretch in english_in(other["report.html"], analysis):
        yield f"report.html: English: {' '.join(stretch.split())!r}"


def analyses(errata, golden, samples, scratch):
    yield from sorted(golden.glob("*/expected/files/*/analysis.json"))
    for project in sorted(p for p in samples.iterdir() if (p / "models").is_dir()):
        out = scratch / project.name
        model = sorted((project / "models").iterdir())[-1]
        run(errata, "report", *sorted(model.glob("result-*.json")), "--summary", model / "summary.json", "--texts",
            project / "texts", "--export", project / "export.json", "-o", out)
        yield out / "analysis.json"


def main():
    errata, golden, samples = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    compared, faults = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        for path in list(analyses(errata, golden, samples, pathlib.Path(scratch))):
            analysis = json.loads(path.read_text("utf-8"))
            with tempfile.TemporaryDirectory() as folder:
                english = rendered(errata, path, "en", pathlib.Path(folder))
                for language in LANGUAGES:
                    compared += 1
                    other = rendered(errata, path, language, pathlib.Path(folder))
                    faults += [f"{path.parent}: {language}: {fault}" for fault in faults_of(english, other, analysis)]
    for fault in faults:
        print(fault)
    print(f"{compared} reports compared")
    sys.exit(1 if faults or compared < 6 else 0)


if __name__ == "__main__":
    main()
