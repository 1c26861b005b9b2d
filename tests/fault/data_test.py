#!/usr/bin/env python3
"""Drives the real binary through every row of the families J (JSON) and D (documents) of the table, on files.

  data_test.py ERRATA [--only WORD]

Whatever a test is about, each run ends with a documented exit code and not by a signal; a fault is one line that begins
with "errata: " and holds no control character; and a run that fails leaves no evaluation behind.
Says how many of the rows of README.md were tested.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback

FAMILIES = {"J": 15, "D": 24}
ALL_ROWS = [f"{family}{number:02}" for family, count in FAMILIES.items() for number in range(1, count + 1)]
tests = []


def row(name):
    def keep(function):
        tests.append((name, function))
        return function
    return keep


class Case:
    """Runs of the binary in one folder, and what was wrong with them."""

    def __init__(self, errata, folder):
        self.errata, self.folder, self.faults = errata, folder, []

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def expect(self, what, holds):
        if not holds:
            self.faults.append(what)

    def run(self, *arguments):
        done = subprocess.run([self.errata, *map(str, arguments)], cwd=self.folder, capture_output=True, timeout=300)
        said = done.stderr.decode()
        self.expect(f"exit code {done.returncode}: {said[:300]}", done.returncode in (0, 2, 4))
        if done.returncode != 0:
            lines = said.splitlines()
            self.expect(f"not one line: {said[:300]!r}", len(lines) == 1 and lines[0].startswith("errata: "))
            self.expect(f"a control character: {said[:300]!r}", not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", said))
        return done.returncode, said

    def normalize(self, content, *options, name="in.json"):
        """(header, documents) of an input that can be read."""
        self.put(name, content)
        code, said = self.run("normalize", name, "-q", "-o", "out.jsonl", *options)
        if code != 0:
            self.faults.append(f"refused: {said[:300]}")
            raise ValueError("refused")
        with open(self.folder / "out.jsonl", encoding="utf-8") as file:
            header, *documents = [json.loads(line) for line in file]
        return header, documents

    def refuses(self, content, *words, options=(), name="in.json"):
        (self.folder / "out.jsonl").unlink(missing_ok=True)
        self.put(name, content)
        code, said = self.run("normalize", name, "-q", "-o", "out.jsonl", *options)
        shown = content[:60] if len(content) > 60 else content
        self.expect(f"{shown!r} is read", code == 4)
        for word in (name, *words):
            self.expect(f"{shown!r}: {word!r} is not in {said!r}", word in said)
        self.expect("an evaluation is left behind", not (self.folder / "out.jsonl").exists())

    def report(self, content, *options, name="in.json"):
        """analysis.json of an input that can be read; the page stands beside it."""
        self.put(name, content)
        code, said = self.run("report", name, "-q", "-o", "report", *options)
        if code != 0:
            self.faults.append(f"refused: {said[:300]}")
            raise ValueError("refused")
        page = (self.folder / "report" / "report.html").read_text(encoding="utf-8")
        self.expect(f"a page of {len(page)} bytes", len(page.encode()) <= 4_500_000)
        return json.loads((self.folder / "report" / "analysis.json").read_bytes()), page


def reasons(header):
    return {reason: count for reason, count in header.get("issues", {}).get("by_reason", {}).items()}


def issues_of(header):
    return header.get("issues", {}).get("first", [])


def entity(location, expected, length=100, more=""):
    return (f'{{"location":{json.dumps(location)},"language":"en","projectKind":"CustomEntityRecognition",{more}'
            f'"customEntityRecognitionResult":{{"entities":[{{"expectedEntities":[{expected}],"predictedEntities":[],'
            f'"regionOffset":0,"regionLength":{length}}}]}}}}')


def label(offset, length, name="A"):
    return f'{{"category":{json.dumps(name)},"offset":{offset},"length":{length}}}'


def single(location, gold="A", predicted="A", more=""):
    return (f'{{"location":{json.dumps(location)},"language":"en",{more}'
            f'"projectKind":"CustomSingleLabelClassification","customSingleLabelClassificationResult":'
            f'{{"expectedClass":{json.dumps(gold)},"predictedClass":{json.dumps(predicted)}}}}}')


def page(*items):
    return '{"value":[' + ",".join(items) + '],"nextLink":null}'


def lines(*documents):
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


GOOD = page(single("a"), single("b"))
LOSE = ("--max-issues", "100%")


@row("J01")
def nothing_or_no_object(case):
    for content in ("", " \n", "null", "7", "[]", '"text"'):
        for options in ((), ("--format", "azure-evaluation"), ("--format", "json"), ("--format", "rasa")):
            case.refuses(content, options=options)


@row("J02")
def cut_at_any_byte(case):
    good = page(single("a\u00e9"))
    content = good.encode()
    for size in range(len(content)):
        case.refuses(content[:size], options=("--format", "azure-evaluation"))
    case.expect("the whole is refused", len(case.normalize(content)[1]) == 1)


@row("J03")
def something_behind_the_document(case):
    for behind in ("x", "}", " {}", GOOD, "\x00"):
        case.refuses(GOOD + behind, options=("--format", "azure-evaluation"))
        case.refuses('[{"gold":"A","predicted":"A"}]' + behind, options=("--format", "json"))


@row("J04")
def bytes_that_are_no_text(case):
    for broken in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc3"):
        items = [single("a").encode(), single("@").encode().replace(b"@", b"b" + broken), single("c").encode()]
        header, documents = case.normalize(page("@").encode().replace(b"@", b",".join(items)), *LOSE)
        case.expect(f"{broken!r}: {documents}", [d["id"] for d in documents] == ["a", "c"])
        case.expect(f"{broken!r}: {header}", reasons(header) == {"not valid UTF-8": 1})
        case.refuses(b'{"value":[]' + broken + b"}", "is not valid UTF-8 at byte 11",
                     options=("--format", "azure-evaluation"))


@row("J05")
def byte_order_mark(case):
    case.expect("a document is lost", len(case.normalize(b"\xef\xbb\xbf" + GOOD.encode())[1]) == 2)


@row("J06")
def utf16(case):
    case.expect("a document is lost", len(case.normalize(GOOD.encode("utf-16"))[1]) == 2)
    case.refuses(GOOD.encode("utf-16-le"), "say --encoding UTF-16LE")


@row("J07")
def half_a_surrogate_pair(case):
    header, documents = case.normalize(page(single("a").replace('"A"', '"\\ud83d"', 1)))
    case.expect(f"{documents}", documents[0]["gold"] == ["\ufffd"])
    case.expect(f"{header}", any("unpaired surrogates" in remark for remark in header["remarks"]))


@row("J08")
def zero_in_a_string(case):
    header, documents = case.normalize(page(single("a\0b", "A\0B")))
    case.expect(f"{documents}", documents[0]["id"] == "a\0b" and documents[0]["gold"] == ["A\0B"])
    _, shown = case.report(page(single("a\0b", "A\0B")))
    case.expect("a zero byte in the page", "\0" not in shown)


@row("J09")
def nested_deep(case):
    def nested(depth):  # the page, its list and the item are three
        return page(single("a", more='"x":' + "[" * (depth - 3) + "]" * (depth - 3) + ","))
    case.expect("64 deep is refused", len(case.normalize(nested(64))[1]) == 1)
    case.refuses(nested(65), "nested more than 64 deep")
    case.refuses('{"value":' + "[" * 100_000, options=("--format", "azure-evaluation"))
    case.refuses("[" * 100_000, options=("--format", "json"))


@row("J10")
def key_twice(case):
    case.refuses(page(single("a", more='"location":"b",')), "has a key twice")
    header, documents = case.normalize('[{"gold":"A","predicted":"A"},{"gold":"A","gold":"B","predicted":"A"}]', *LOSE)
    case.expect(f"{header}", len(documents) == 1 and reasons(header)["an object with a key twice"] == 1)


@row("J11")
def numbers_at_their_edges(case):
    for number in ("1e400", "1" * 30, "01", "NaN", "+1", "1.", "0x1"):
        case.refuses(page(entity("a", label(number, 1))))
    for number in ("1.0", "1e0", "-1", "true", '"1"', "null"):
        header, documents = case.normalize(page(entity("a", label(number, 1)), entity("b", label(0, 1))), *LOSE)
        case.expect(f"{number}: {documents}", [d["id"] for d in documents] == ["b"])
    _, documents = case.normalize(page(entity("a", label("-0", 1))))
    case.expect(f"{documents}", documents[0]["gold"][0]["start"] == 0)


@row("J12")
def keys_of_others(case):
    for key in ("__proto__", "constructor", "", "k" * (4 << 20), "a\0b", "a.b", "hasOwnProperty"):
        label_of_document = key or "A"  # a class without a name is none
        _, documents = case.normalize(page(single("a", label_of_document, "B", more=json.dumps(key) + ":1,")))
        case.expect(f"{key[:20]!r}", documents[0]["gold"] == [label_of_document])


@row("J13")
def other_shapes(case):
    for old, new in (('"location":"b"', '"location":7'), ('"location":"b",', ""), ("CustomSingle", "CustomDouble"),
                     ('{"expectedClass":"A","predictedClass":"A"}', "[]"), ('"expectedClass":"A",', "")):
        bad = single("b").replace(old, new)
        header, documents = case.normalize(page(single("a", more='"unknown":{"x":[1]},'), bad), *LOSE)
        case.expect(f"{new}: {documents}", [d["id"] for d in documents] == ["a"])
        case.expect(f"{new}: {header}", issues_of(header)[0]["skipped"] and issues_of(header)[0]["detail"].startswith("item 2"))


@row("J14")
def larger_than_is_taken(case):
    case.put("in.json", '[{"gold":"A"')
    with open(case.folder / "in.json", "r+b") as file:
        file.truncate((512 << 20) + 1)
    code, said = case.run("normalize", "in.json", "--format", "json", "-q", "-o", "out.jsonl")
    case.expect(f"{code} {said}", code == 4 and "in.json: is larger than 536870912 bytes" in said)


@row("J15")
def key_with_escapes(case):
    escaped = GOOD.replace('"value"', '"\\u0076alue"').replace('"location"', '"loc\\u0061tion"')
    case.expect("a document is lost", len(case.normalize(escaped, "--format", "azure-evaluation")[1]) == 2)


@row("D01")
def offset_is_none(case):
    for number in ("-1", str(1 << 31), "1.5", '"x"', "null"):
        for place in (label(number, 1), label(1, number)):
            header, documents = case.normalize(page(entity("a", place), entity("b", label(0, 1))), *LOSE)
            case.expect(f"{number}: {documents}", [d["id"] for d in documents] == ["b"])
            case.expect(f"{number}: {header}", header["issues"]["skipped"] == 1)
        case.refuses(page(entity("a", place)), "1 of 1 record cannot be used")


@row("D02")
def end_overflows(case):
    most = (1 << 31) - 1
    _, documents = case.normalize(page(entity("a", label(most, most), most)))
    case.expect(f"{documents}", documents[0]["gold"][0]["end"] == 2 * most)
    for end in (1 << 32, 1 << 63, (1 << 64) - 1):
        header, documents = case.normalize(
            lines({"id": "a", "gold": [{"label": "A", "start": 1, "end": end}], "predicted": []},
                  {"id": "b", "gold": [{"label": "A", "start": 1, "end": 2}], "predicted": []}), *LOSE)
        case.expect(f"{end}: {documents}", [d["id"] for d in documents] == ["b"] and len(reasons(header)) == 1)


def span_of(case, text, begin, end, unit="codepoints", other=None):
    predicted = [{"label": "A", "start": other[0], "end": other[1]}] if other else []
    header, documents = case.normalize(lines(
        {"id": "a", "text": text, "offsets": unit, "gold": [{"label": "A", "start": begin, "end": end}],
         "predicted": predicted}))
    return documents[0], [f"{issue['reason']} | {issue['detail']}" for issue in issues_of(header)]


@row("D03")
def span_past_the_end(case):
    document, said = span_of(case, "a nice b", 5, 9)
    case.expect(f"{document} {said}", document["gold"][0]["end"] == 8 and said == [
        "a span past the end of the text: it is read up to the end | gold [5,9) read as [5,8)"])
    document, said = span_of(case, "a nice b", 5, 9, other=(5, 8))
    case.expect(f"{document} {said}", "text" not in document and document["gold"][0]["end"] == 9 and said == [
        "a span past the end of the text: the text is not used | gold [5,9) would be read as [5,8)"])


@row("D04")
def span_between_halves(case):
    document, said = span_of(case, "a\U0001f44bb", 2, 4, "utf16")
    case.expect(f"{document} {said}", document["gold"][0]["start"] == 1 and said == [
        "a span that splits a character: it is read with the whole character | gold [2,4) read as [1,4)"])
    document, said = span_of(case, "\u00e9b", 1, 3, "bytes")
    case.expect(f"{document} {said}", document["gold"][0]["start"] == 0 and said[0].endswith("gold [1,3) read as [0,3)"))


@row("D05")
def span_cuts_a_grapheme(case):
    for text in ("e\u0301x", "\U0001f468\u200d\U0001f469x", "\U0001f1e9\U0001f1eax"):
        document, said = span_of(case, text, 0, 1)
        case.expect(f"{document} {said}", document["gold"][0] == {"label": "A", "start": 0, "end": 1} and said == [])


@row("D06")
def span_of_nothing(case):
    document, said = span_of(case, "a nice b", 5, 5)
    case.expect(f"{document} {said}", document["gold"][0]["end"] == 5 and said == ["an empty span | gold [5,5)"])
    analysis, _ = case.report(lines({"id": "a", "text": "abc", "gold": [{"label": "A", "start": 1, "end": 1}],
                                     "predicted": [{"label": "A", "start": 1, "end": 1}]}))
    case.expect("two empty spans that are the same are no match", analysis["scores"]["micro"]["f1"]["value"] == 1)


@row("D07")
def text_is_another(case):
    for text, length, word in (("a\nb", 4, "CRLF"), ("a\r\nb", 3, "CRLF"), ("other", 9, "its length differs"),
                               ("\u0041\u030a", 1, "its length differs")):
        case.put("texts/a.txt", text)
        header, documents = case.normalize(page(entity("a.txt", label(0, 1), length)), "--texts", "texts")
        case.expect(f"{text!r}: {header}", "text" not in documents[0] and word in issues_of(header)[0]["reason"])
    case.put("texts/a.txt", b"\xef\xbb\xbfab")
    for length in (2, 3):
        _, documents = case.normalize(page(entity("a.txt", label(0, 1), length)), "--texts", "texts")
        case.expect(f"{length}: {documents}", len(documents[0]["text"]) == length)


@row("D08")
def spans_over_spans(case):
    spans = [{"label": "A", "start": 0, "end": 5}, {"label": "A", "start": 0, "end": 5},
             {"label": "B", "start": 0, "end": 5}, {"label": "A", "start": 1, "end": 3}, {"label": "A", "start": 2, "end": 8}]
    content = lines({"id": "a", "text": "a nice day", "gold": spans, "predicted": spans[:1]})
    _, documents = case.normalize(content)
    case.expect(f"{documents}", len(documents[0]["gold"]) == 5)
    analysis, _ = case.report(content)
    case.expect("a span is lost", analysis["test_set"]["gold"] == 5)


@row("D09")
def spans_out_of_order(case):
    spans = [{"label": name, "start": begin, "end": end} for begin, end, name in
             ((4, 5, "A"), (0, 5, "B"), (0, 5, "A"), (0, 2, "B"))]
    _, documents = case.normalize(lines({"id": "a", "gold": spans, "predicted": []}))
    order = [(s["start"], s["end"], s["label"]) for s in documents[0]["gold"]]
    case.expect(f"{order}", order == sorted(order))


@row("D10")
def names_that_are_alike(case):
    header, documents = case.normalize(page(single("a"), single("a"), single("A"), single("\u00e9"), single("e\u0301")))
    case.expect(f"{documents}", [d["id"] for d in documents] == ["a", "A", "\u00e9", "e\u0301"])
    case.expect(f"{header}", reasons(header) == {"a document that stands twice in the results: it is used once": 1})
    case.refuses(page(single("a"), single("a", "B")), "stands twice in the results, with different labels")


@row("D11")
def text_under_two_names(case):
    two = [{"id": name, "text": "the same words", "gold": [gold], "predicted": ["A"]} for name, gold in (("a", "A"), ("b", "B"))]
    analysis, _ = case.report(lines(*two))
    case.expect("a document is lost", analysis["test_set"]["documents"] == 2)
    said = json.dumps(analysis["health"]).lower()
    case.expect(f"{said[:300]}", "conflicting-labels" in said or "same text" in said or "duplicate" in said)


@row("D12")
def names_of_documents(case):
    names = ["m" * (4 << 20), "/etc/hostname", "../x.txt", "a\0b", "a\nb", "%2e%2e/x", "C:\\x", "CON", "a/b"]
    case.put("x.txt", "secret")
    case.put("texts/y.txt", "")
    header, documents = case.normalize(page(*(entity(name, label(0, 1), 6) for name in names)), "--texts", "texts")
    case.expect("a name is changed", sorted(d["id"] for d in documents) == sorted(names))
    case.expect("a text from elsewhere", not any("text" in d for d in documents))
    case.expect(f"{reasons(header)}", reasons(header)["a location that leads out of the folder of texts"] >= 3)
    header, documents = case.normalize(page(single(""), single("a")), *LOSE)
    case.expect(f"{header}", reasons(header) == {"no 'location'": 1})


@row("D13")
def names_of_labels(case):
    names = [" ", "n" * (4 << 20), "<b>&amp;</b>", "$none", "None", "none", "\u00e9", "e\u0301"]
    content = page(*(single(f"d{i}", name, "A") for i, name in enumerate(names)))
    header, _ = case.normalize(content)
    case.expect("a label is merged or lost", sorted(header["labels"]) == sorted([*names, "A"]))
    _, shown = case.report(content)
    case.expect("a label comes alive", "<b>&amp;</b>" not in shown)


@row("D14")
def nothing_to_tell(case):
    case.refuses(page(), "holds no document")
    case.refuses('{"schema":"errata/evaluation/1","task":"entities"}\n', "holds no document", name="in.jsonl")
    for gold, predicted in (("A", "A"), ("A", "B")):
        analysis, shown = case.report(page(*(single(f"d{i}", gold, predicted) for i in range(12))))
        told = json.dumps(analysis) + re.sub("<script>.*?</script>", "", shown, flags=re.S)
        case.expect("not a number", not re.search(r"\b(nan|inf)\b", told, re.I))
    analysis, _ = case.report(lines({"id": "a", "text": "x", "gold": [], "predicted": []}), "--task", "entities")
    case.expect("there are labels", analysis["labels"] == [])


@row("D15")
def label_without_support(case):
    analysis, shown = case.report(page(*(single(f"d{i}", "A", "B") for i in range(12))))
    by_name = {entry["label"]: entry for entry in analysis["labels"]}
    case.expect(f"{by_name}", by_name["B"]["gold"] == 0 and by_name["B"]["recall"]["low"] is None)
    case.expect("no n/a on the page", "n/a" in shown)


@row("D16")
def much_of_everything(case):
    begun = time.monotonic()
    analysis, _ = case.report("".join(f'{{"id":"{i}","gold":["L{i % 200}"],"predicted":["L{(i + i % 7 // 6) % 200}"]}}\n'
                                      for i in range(100_000)), name="in.jsonl")
    case.expect("a document is lost", analysis["test_set"]["documents"] == 100_000)
    analysis, _ = case.report("".join(f'{{"id":"{i}","gold":["L{i % 10000}"],"predicted":["L{(i * 7) % 10000}"]}}\n'
                                      for i in range(20_000)), name="in.jsonl")
    case.expect("a class is lost", len(analysis["labels"]) == 10_000)
    case.expect(f"{time.monotonic() - begun:.0f} s", time.monotonic() - begun < 120)


@row("D17")
def label_that_gold_has_not(case):
    analysis, shown = case.report(page(*(single(f"d{i}", "A", "Zebra" if i < 3 else "A") for i in range(12))))
    case.expect(f"{analysis['health']}", "Zebra" in json.dumps(analysis["health"]))
    case.expect("not on the page", "Zebra" in shown)


SUMMARY = {"projectKind": "CustomSingleLabelClassification", "customSingleLabelClassificationEvaluation": {
    "confusionMatrix": {}, "classes": {"A": {"f1": 1, "precision": 1, "recall": 1, "truePositiveCount": 7,
                                             "trueNegativeCount": 0, "falsePositiveCount": 0, "falseNegativeCount": 0}},
    "microF1": 1, "microPrecision": 1, "microRecall": 1, "macroF1": 1, "macroPrecision": 1, "macroRecall": 1}}


@row("D18")
def summary_disagrees(case):
    case.put("summary.json", json.dumps(SUMMARY))
    analysis, shown = case.report(GOOD, "--summary", "summary.json")
    failing = [check for check in analysis["health"] if check["outcome"] != "pass" and "summary" in json.dumps(check)]
    case.expect(f"{analysis['health']}", failing)


@row("D19")
def text_that_hides(case):
    hidden = ["\u202e", "\u2028", "\x00", "\x1b", "\u200b", "\x85"]
    text = "Ana " + "".join(hidden) + "\r\ue000 calls " + "x" * (1 << 20)
    _, shown = case.report(lines({"id": "a", "text": text, "gold": [{"label": "P", "start": 0, "end": 3}], "predicted": []}))
    for sign in hidden:
        case.expect(f"{sign!r} stands on the page", sign not in shown)


@row("D20")
def very_many_labels(case):
    def seconds(count):
        begun = time.monotonic()
        case.normalize("".join(f'{{"id":"{i}","gold":["L{i}"],"predicted":["L{i}"]}}\n' for i in range(count)), name="in.jsonl")
        return time.monotonic() - begun
    few, many = seconds(100_000), seconds(1_000_000)
    case.expect(f"{few:.1f} s and {many:.1f} s", many < 25 * max(few, 0.2))


@row("D21")
def language_is_odd(case):
    for value in (None, 7, "xx-not-a-language", "l" * (1 << 20), ["en"], ""):
        item = single("a").replace('"language":"en"', f'"language":{json.dumps(value)}')
        _, documents = case.normalize(page(item))
        case.expect(f"{str(value)[:20]}", documents[0].get("language", "") == (value if isinstance(value, str) else ""))
    _, documents = case.normalize(page(single("a").replace('"language":"en",', "")))
    case.expect(f"{documents}", len(documents) == 1)


@row("D22")
def counts_without_bounds(case):
    for count in (2**53, 2**63, 1e300, -1):
        summary = json.loads(json.dumps(SUMMARY))
        summary["customSingleLabelClassificationEvaluation"]["classes"]["A"]["truePositiveCount"] = count
        case.put("summary.json", json.dumps(summary))
        header, _ = case.normalize(GOOD, "--summary", "summary.json")
        analysis, _ = case.report(GOOD, "--summary", "summary.json")
        case.expect("own counts follow", analysis["labels"][0]["true_positives"] == 2)


@row("D23")
def kinds_are_mixed(case):
    header, documents = case.normalize(page(single("a"), entity("b", label(0, 1))), *LOSE)
    case.expect(f"{header}", reasons(header) == {"an item of another task than the first of its file": 1})
    case.put("other.json", page(entity("b", label(0, 1))))
    code, said = case.run("normalize", case.put("in.json", GOOD), "other.json", "-q", "-o", "out.jsonl")
    case.expect(f"{code} {said}", code == 4 and "other.json: holds entities, the input before it single_label" in said)


@row("D24")
def dates_are_odd(case):
    for date in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.1234567Z", "soon"):
        export = {"metadata": {"projectName": "p"}, "createdDateTime": date, "assets": {"documents": []}}
        case.put("export.json", json.dumps(export))
        header, _ = case.normalize(page(single("a", more=f'"lastTrainedDateTime":{json.dumps(date)},')), "--export", "export.json")
        case.expect(f"{date}", header["task"] == "single_label")


def run_row(errata, name, function):
    title = f"{name} {function.__name__.replace('_', ' ')}"
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="errata-data-") as folder:
        case = Case(errata, pathlib.Path(folder))
        try:
            function(case)
        except Exception:  # a test that breaks is a fault of its own
            case.faults.append(traceback.format_exc())
    print(f"{'FAILED' if case.faults else 'ok    '} {time.monotonic() - begun:5.1f} s {title}", flush=True)
    return [f"{title}: {fault}" for fault in case.faults]


def undocumented():
    """Tests that README.md does not name in their row."""
    told = pathlib.Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([JD]\d\d) \| (.*)$", told, re.M))
    return [f"README.md: {name} does not name {function.__name__}" for name, function in tests
            if f"`{function.__name__}`" not in rows.get(name, "")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("errata", type=pathlib.Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    faults = undocumented()
    for name, function in tests:
        if given.only in f"{name} {function.__name__}":
            faults += run_row(given.errata.resolve(), name, function)
    for fault in faults:
        print(f"FAILED {fault[:1500]}")
    tested = {name for name, _ in tests}
    print(f"{len(tested)} of {len(ALL_ROWS)} rows have a test")
    sys.exit(1 if faults or tested != set(ALL_ROWS) else 0)


if __name__ == "__main__":
    main()
