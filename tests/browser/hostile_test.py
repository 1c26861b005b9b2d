#!/usr/bin/env python3
"""Nothing that stands in a document, a label, a name or an error comes alive, in Chromium or in a ticket.

  hostile_test.py ERRATA

The texts of hostile_strings.py stand in for words without a meaning, a dozen in a report: as text and surface, as label,
as id of a document, as name, model and project, and in the issues. The page and the ticket of each such analysis must
have element for element what those of the same analysis with the harmless words have, in the same words of errata;
code spans hold the text itself; nothing runs, opens a dialog, asks for anything or is refused by the policy.
Exits with 77 (skipped) where Chromium, its driver, python3-selenium or cmark-gfm is not there.
"""
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import browser
import reports
from hostile_strings import strings

TOGETHER = 24
WORD = re.compile(r"q_(\d+)_([lt])z*")  # l: the text as it is; t: one of as many characters as the word has
# With these nearly everything is a finding.
EAGER = "least_items=1,least_documents=1,constant_rate=0.02,chance_z=0,suspected_items=1,suspected_rate=0,audit_items=1"
TASKS = ("entities", "single_label", "multi_label")

SKELETON = """(() => {
  const own = (e) => !e.matches('.cp, option');
  const isLine = (e) => e.matches('.lines *');
  const attributes = (e) => [...e.attributes].map((a) => ' ' + a.name + '=' + a.value).join('');
  const told = (e) => e.localName + attributes(e);
  const all = [...document.querySelectorAll('*')].filter(own);
  const elements = all.filter((e) => !isLine(e)).map(told);
  const lines = [...new Set(all.filter(isLine).map(told))];
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (!texts.currentNode.parentElement.closest('bdi, q, .lines, script, option')) words.push(texts.currentNode.data);
  return [elements, words, document.title.split(' – ').pop(), lines];
})()"""

# The documents that each label finds, and all findings as they are copied.
USED = """const done = arguments[arguments.length - 1];
(async () => {
  const copied = [], counts = [];
  navigator.clipboard.writeText = async (text) => { copied.push(text); };
  for (const button of document.querySelectorAll('button.copy')) button.click();
  document.getElementById('show-all').click();
  const choice = document.getElementById('by-label');
  for (const option of choice.options) {
    choice.value = option.value;
    choice.dispatchEvent(new Event('input'));
    counts.push(document.querySelectorAll('article:not([hidden])').length);
  }
  document.getElementById('clear').click();
  for (const button of document.querySelectorAll('thead button')) button.click();
  await new Promise((settled) => { requestAnimationFrame(settled); });
  done([copied, counts.sort()]);
})();"""


def word(number, kind, length=8):
    return f"q_{number}_{kind}".ljust(length, "z")


def as_text(hostile):
    """What of it a document holds: its first part, and never so short that it is no word."""
    return hostile[:100].ljust(9, "x")


def entities_of(number, other, text, at):
    """Documents in which a label is confused, cut, missed and spurious on the text, and right beside it."""
    label, wrong = word(number, "l"), word(other, "l")
    here, lead = {"start": at, "end": at + len(text)}, {"label": label, "start": 0, "end": 4}
    return [([{"label": label, **here}], [{"label": wrong, **here}]),
            ([{"label": label, **here}], [{"label": label, "start": at - 6, "end": at + len(text)}]),
            ([{"label": label, **here}, lead], [lead]),
            ([lead], [lead, {"label": label, **here}])]


def classes_of(number, other, task):
    label, wrong = word(number, "l"), word(other, "l")
    alone = [([label], [wrong]), ([label], [wrong]), ([label], [wrong]), ([label], [label])]
    return alone if task == "single_label" else [*alone[:2], ([label, wrong], [label]), ([label], [label, wrong])]


def evaluation(numbers, texts, task):
    """A header, then as many documents of each label as its confusions need to be a finding."""
    yield {"schema": "errata/evaluation/1", "task": task, "name": word(numbers[0], "l") + word(numbers[1], "l"),
           "model": word(numbers[2], "l") + word(numbers[3], "l"), "offsets": "codepoints",
           "source": {"kind": "azure-language", "project": word(numbers[4], "l") + word(numbers[5], "l")}}
    for place, number in enumerate(numbers):
        text = word(number, "t", len(as_text(texts[number])))
        other = numbers[(place + 1) % len(numbers)]
        pairs = entities_of(number, other, text, 11) if task == "entities" else classes_of(number, other, task)
        for turn, (gold, predicted) in enumerate(pairs):
            yield {"id": word(number, "l") + str(turn), "language": "en", "text": f"Lead words {text} {turn} end.",
                   "gold": gold, "predicted": predicted}


def with_issues(analysis, numbers):
    analysis["issues"]["first"] = [{"file": word(n, "l"), "line": 7, "record": word(n, "l"), "skipped": True,
                                    "reason": "unknown: " + word(n, "l"), "detail": word(n, "l")}
                                   for n in numbers]
    analysis["issues"]["count"] = len(numbers)
    analysis["issues"]["by_reason"] = {"unknown: " + word(numbers[0], "l"): len(numbers)}
    analysis["test_set"]["remarks"] = [f"label _{word(n, 'l')} was read" for n in numbers]
    return analysis


def replaced(value, texts):
    if isinstance(value, str):
        return WORD.sub(lambda m: texts[int(m[1])] if m[2] == "l" else as_text(texts[int(m[1])]), value)
    if isinstance(value, list):
        return [replaced(item, texts) for item in value]
    return {replaced(key, texts): replaced(item, texts) for key, item in value.items()} if isinstance(value, dict) else value


def reports_of(errata, folder, numbers, texts, task):
    """The folders of the harmless and of the hostile report."""
    source = folder / "evaluation.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in evaluation(numbers, texts, task)), encoding="utf-8")
    reports.run(errata, "analyze", "-q", source, "--thresholds", EAGER, "-o", folder / "analysis.json")
    harmless = with_issues(json.loads((folder / "analysis.json").read_text(encoding="utf-8")), numbers)
    for name, analysis in (("harmless", harmless), ("hostile", replaced(harmless, texts))):
        (folder / f"{name}.json").write_text(json.dumps(analysis), encoding="utf-8")
        reports.run(errata, "render", "-q", folder / f"{name}.json", "-o", folder / name)
    return folder / "harmless", folder / "hostile"


class Outline(html.parser.HTMLParser):
    """Elements with their attributes, and the texts of code spans."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.codes, self.is_code = [], [], False
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, attributes))
        if tag == "code":
            self.codes.append("")
        self.is_code = self.is_code or tag == "code"

    def handle_endtag(self, tag):
        self.is_code = self.is_code and tag != "code"

    def handle_data(self, text):
        if self.is_code:
            self.codes[-1] += text

    def handle_comment(self, text):
        self.elements.append(("a comment", text))


def outline(markdown):
    done = subprocess.run(["cmark-gfm", "--unsafe", *(part for name in ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
                                                      for part in ("-e", name))],
                          input=markdown.encode(), capture_output=True, check=True, timeout=60)
    return Outline(done.stdout.decode("utf-8"))


def first_difference(what, expected, given):
    for place, (a, b) in enumerate(zip(expected, given)):
        if a != b:
            return f"{what} {place}: {a!r} became {b!r}"
    return f"{what}: {len(expected)} became {len(given)}" if len(expected) != len(given) else None


def inner(code):
    """Pieces of a text are trimmed, and a line of guidance has its white space folded."""
    return " ".join(code.replace("\\n", " ").split())


def in_code(text):
    """As a code span shows it, or None where invisible characters are named in it, or it is cut."""
    is_shown = len(text) <= 100 and all(" " <= c <= "~" or c in "\n\t" for c in text)
    return text.replace("\n", "\\n").replace("\t", " ") if is_shown else None


def markdown_faults(what, harmless, hostile, texts):
    expected, given = outline(harmless), outline(hostile)
    fault = first_difference(f"{what}: element", expected.elements, given.elements)
    if fault:
        return [fault]
    faults = []
    for code, became in zip(expected.codes, given.codes):
        numbers = [int(m[1]) for m in WORD.finditer(code)]
        if all(in_code(texts[n]) is not None for n in numbers):
            meant = WORD.sub(lambda m: in_code(texts[int(m[1])] if m[2] == "l" else as_text(texts[int(m[1])])), code)
            if inner(meant) != inner(became):
                faults.append(f"{what}: code {meant!r} became {became!r}")
    return faults


def shown(view, page):
    """(skeleton, findings as copied, counts of documents), and what came alive."""
    url = view.open(page)
    dialog = view.dialog()
    skeleton = view.ask(SKELETON)
    copied, counts = view.driver.execute_async_script(USED)
    alive = [f"dialog {dialog!r}"] if dialog else []
    if view.ask("'errata_ran' in window || document.documentElement.hasAttribute('errata_ran')"):
        alive.append("a text ran")
    asked = [to for to, _ in view.requests() if to != url]
    return skeleton, copied, counts, alive + [f"asked for {to}" for to in asked] + view.complaints()


def faults_of(view, errata, folder, numbers, texts, task):
    harmless, hostile = reports_of(errata, folder, numbers, texts, task)
    expected, given = shown(view, harmless / "report.html"), shown(view, hostile / "report.html")
    faults = given[3]
    for what, one, other in zip(("element", "words of errata", "title behind the name"), expected[0], given[0]):
        faults.append(first_difference(what, one, other))
    # A text is cut into lines where it says so itself: how many there are is its own, what they are made of is not.
    faults += [f"within a line: {element!r}" for element in set(given[0][3]) - {*expected[0][3], "div"}]
    faults.append(first_difference("documents of a label", expected[2], given[2]))
    faults += markdown_faults("report.md", *(read(f / "report.md") for f in (harmless, hostile)), texts)
    faults += markdown_faults("copied", *("\n\n".join(side[1]) for side in (expected, given)), texts)
    return [fault for fault in faults if fault]


def read(file):
    return file.read_text(encoding="utf-8")


def main():
    errata, texts, faults = pathlib.Path(sys.argv[1]).resolve(), strings(), []
    if shutil.which("cmark-gfm") is None:
        browser.skip("cmark-gfm is not there")
    with tempfile.TemporaryDirectory() as scratch, browser.start() as view:
        view.look()
        for first in range(0, len(texts), TOGETHER):
            numbers = [(first + i) % len(texts) for i in range(TOGETHER)]
            task = TASKS[first // TOGETHER % len(TASKS)]
            folder = pathlib.Path(scratch, str(first))
            folder.mkdir()
            try:
                found = faults_of(view, errata, folder, numbers, texts, task)
            except browser.WebDriverException as thrown:  # the page is not what its script expects
                found = [thrown.msg.splitlines()[0]]
            faults += [f"texts {first} to {numbers[-1]}, {task}: {fault}" for fault in found]
    print("\n".join(faults[:50]) or f"{len(texts)} texts stayed texts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
