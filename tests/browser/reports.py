"""The reports that the tests of the browser open: the real binary's, of each sample."""
import pathlib
import subprocess

SAMPLES = ("service-orders", "support-tickets", "film-notes")


def run(errata, *arguments):
    done = subprocess.run([errata, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise SystemExit(f"{errata} {' '.join(map(str, arguments))}: {done.returncode}: {done.stderr}")


def make(errata, samples, into):
    """name -> folder of a report: one of each sample, one in German, and a comparison with an earlier model."""
    made = {}
    for name in SAMPLES:
        made[name] = pathlib.Path(into, name)
        run(errata, "report", "-q", samples / name / f"{name}.jsonl", "-o", made[name])
    made["german"] = pathlib.Path(into, "german")
    run(errata, "report", "-q", samples / "service-orders" / "service-orders.jsonl", "--lang", "de", "-o", made["german"])
    project = samples / "support-tickets"
    sides = [pathlib.Path(into, f"{model}.jsonl") for model in ("v2", "v3")]
    for side in sides:
        run(errata, "normalize", "-q", *sorted((project / "models" / side.stem).glob("result-*.json")),
            "--texts", project / "texts", "-o", side)
    made["compared"] = pathlib.Path(into, "compared")
    run(errata, "compare", "-q", *sides, "-o", made["compared"])
    return made
