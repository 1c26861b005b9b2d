#!/usr/bin/env python3
"""Reports the sample data twice: from another folder, under another locale and time zone.

  same_bytes_test.py ERRATA SAMPLE_DATA

Every file of the two reports must be the same to the byte.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

PLAIN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
LOCALES = ["tr_TR", "de_DE"]
OTHER = {"PATH": "/usr/bin:/bin", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8",
         "TZ": "Asia/Kathmandu", "COLUMNS": "40", "HOME": "/nowhere"}


def arguments(project):
    """As paths below sample-data/<project>."""
    model = sorted(p.name for p in (project / "models").iterdir())[-1]
    pages = sorted((project / "models" / model).glob("result-*.json"))
    saved = [*pages, "--summary", project / "models" / model / "summary.json", "--texts", project / "texts",
             "--export", project / "export.json"]
    return {"pages": saved, "schema": [project / f"{project.name}.jsonl"]}


def report(errata, inputs, folder, environment):
    done = subprocess.run([errata, "report", *map(str, inputs), "-q", "-o", "out"], cwd=folder, capture_output=True,
                          text=True, timeout=120, env=environment)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode}: {done.stderr}")
    return {p.name: p.read_bytes() for p in sorted((folder / "out").iterdir())}


def make_locales(folder):
    """A dotted capital I and a decimal comma would show; a system without them has them made here."""
    for name in LOCALES:
        made = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"], capture_output=True,
                              text=True)
        if not (folder / f"{name}.UTF-8" / "LC_NUMERIC").exists():
            print(f"SKIPPED: locale {name} cannot be made here: {(made.stderr.splitlines() or ['?'])[0]}")
    return {"LOCPATH": str(folder)}


def main():
    with tempfile.TemporaryDirectory() as locales:
        compare(OTHER | make_locales(pathlib.Path(locales)))


def compare(other):
    errata, samples = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    faults = compared = 0
    for project in sorted(p for p in samples.iterdir() if (p / "models").is_dir()):
        for kind, inputs in arguments(project).items():
            with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
                first = report(errata, inputs, pathlib.Path(one), PLAIN)
                shutil.copytree(project, pathlib.Path(two) / "moved" / project.name)
                moved = [pathlib.Path("moved") / p.relative_to(samples) if isinstance(p, pathlib.Path) else p
                         for p in inputs]
                second = report(errata, moved, pathlib.Path(two), other)
            for name in sorted(first.keys() | second.keys()):
                same = first.get(name) == second.get(name)
                compared, faults = compared + 1, faults + (not same)
                print(f"{project.name} {kind} {name}: {'same' if same else 'DIFFER'}")
    print(f"{compared} files compared, {faults} differ")
    sys.exit(1 if faults or not compared else 0)


if __name__ == "__main__":
    main()
