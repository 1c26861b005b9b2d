"""The figures and the answer keys in README.md: what stands between two markers is written by build.py."""
import re
from collections import Counter, namedtuple

from . import azure

Facts = namedtuple("Facts", "project docs figures")
Figures = namedtuple("Figures", "model trained_on summary sklearn")


def fill(text, facts, versions):
    blocks = {"versions": versions + "."}
    for fact in facts:
        blocks["scores " + fact.project.NAME] = scores(fact)
        blocks["key " + fact.project.NAME] = key_table(fact)
    for name, block in blocks.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end {name} -->"
        text, found = re.subn(re.escape(begin) + ".*?" + re.escape(end), lambda _: begin + block + "\n" + end,
                              text, flags=re.S)
        assert found == 1, name
    return text


def evaluation(figures):
    return figures.summary[azure.property_of(figures.summary["projectKind"], "Evaluation")]


def short(fact):
    lines = [f"{fact.project.NAME}: {len(fact.docs)} documents, {len(test_part(fact))} in the test part"]
    for one in fact.figures:
        lines.append(f"  {one.model.label}, trained on {one.trained_on}: "
                     + ", ".join(f"{name} {value:.6f}" for name, value in one.sklearn.items()))
    return "\n".join(lines)


def test_part(fact):
    return [d for d in fact.docs if d.dataset == "Test"]


def table(head, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, ["---"] * len(head), *rows])


def scores(fact):
    test = test_part(fact)
    languages = ", ".join(f"{name} {count}" for name, count in Counter(d.language for d in test).most_common())
    rows = [[f"`{one.model.label}`", one.trained_on] + [f"{one.sklearn[name]:.6f}"
        for name in ("microPrecision", "microRecall", "microF1", "macroPrecision", "macroRecall", "macroF1")]
            for one in fact.figures]
    newest = next(one for one in fact.figures if one.model.share == 1.0)
    body = evaluation(newest)
    per_label = [[label, m["truePositiveCount"] + m["falseNegativeCount"], m["truePositiveCount"]
                  + m["falsePositiveCount"], f"{m['precision']:.3f}", f"{m['recall']:.3f}", f"{m['f1']:.3f}"]
                 for label, m in (body.get("classes") or body["entities"]).items() if label != "None"]
    return "\n\n".join([
        f"{len(fact.docs)} documents: {len(fact.docs) - len(test)} training, {len(test)} test ({languages}).",
        table(["model", "trained on", "micro P", "micro R", "micro F1", "macro P", "macro R", "macro F1"],
              rows),
        f"By label, model `{newest.model.label}`:",
        table(["label", "gold", "predicted", "P", "R", "F1"], per_label)])


def code(text, length=90):
    """A piece of text as Markdown code in a table: one line, no live signs."""
    text = "".join(c if c.isprintable() or c in "\u200d" else f"\\u{ord(c):04x}"
                   for c in text.replace("\r", "␍").replace("\n", "␊"))
    text = text if len(text) <= length else text[:length - 1] + "…"
    return "`" + text.replace("`", "ˋ").replace("|", "¦") + "`"


def key_table(fact):
    if fact.project.KIND == azure.ENTITIES:
        rows = [[d.location, f"{s.start}–{s.end}", code(s.text, 60), s.what, labelled(s.did), labelled(s.right)]
                for d in test_part(fact) for s in d.key]
        return table(["document", "offsets", "text", "what the annotator did", "labelled as", "right"], rows)
    rows = [[d.location, code(d.text.strip()), s.what + (f" (of {d.twin.location})" if d.twin else ""), s.did
             or "(none)", s.right or "(none)"] for d in test_part(fact) for s in d.key]
    return table(["document", "text", "what the annotator did", "labelled as", "right"], rows)


def labelled(sentence):
    """Label “surface” + Label “surface” -> the surfaces as code."""
    return re.sub("“(.*?)”", lambda m: code(m.group(1), 60), sentence, flags=re.S)
