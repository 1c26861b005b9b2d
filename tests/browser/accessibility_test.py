#!/usr/bin/env python3
"""Holds the real binary's reports of the samples against axe-core, in the light and in the dark, and html-validate.

  accessibility_test.py ERRATA SAMPLE_DATA FOLDER

Both are taken from the npm registry into FOLDER, as package.json pins them, unless they are there. Exits with 77
(skipped) where Chromium, its driver, python3-selenium or npm is not there, or the registry cannot be reached.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import browser
import reports

PINNED = pathlib.Path(__file__).resolve().parent / "package.json"
RULES = pathlib.Path(__file__).resolve().parent / "htmlvalidate.json"

AXE = """const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then(
  (r) => done(r.violations.map((v) => v.id + ': ' + v.help + ': ' + v.nodes.length + ' times, first ' + v.nodes[0].html.slice(0, 200)
                                      + ' ' + v.nodes[0].failureSummary)),
  (e) => done([String(e)]));"""


def is_installed(folder):
    for name, version in json.loads(PINNED.read_text())["dependencies"].items():
        described = folder / "node_modules" / name / "package.json"
        if not described.exists() or json.loads(described.read_text(encoding="utf-8"))["version"] != version:
            return False
    return True


def provide(folder):
    if is_installed(folder):
        return
    if shutil.which("npm") is None:
        browser.skip("npm is not there")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(PINNED, folder)
    done = subprocess.run(["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or not is_installed(folder):
        browser.skip("npm cannot install axe-core and html-validate: " + (done.stderr.strip().splitlines() or ["?"])[-1])


def axe_says(view, page, scheme, axe):
    """Everything unfolded, right documents shown, one of each thing that a script adds."""
    view.look(scheme=scheme)
    view.open(page)
    view.ask("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    view.ask("document.getElementById('show-all').click()")
    # Rules look at each element, which takes long: of rows and documents that are alike the first will do.
    view.ask("document.querySelectorAll('tbody tr:nth-child(n + 13), article:nth-of-type(n + 7):not(.right), .right ~ .right').forEach((a) => { a.remove(); })")
    view.ask("document.querySelector('thead button').click()")
    view.driver.execute_script(axe)
    return view.driver.execute_async_script(AXE)


def html_validate_says(folder, pages):
    said = folder / "said.json"  # a pipe would be cut off where the program ends
    said.unlink(missing_ok=True)
    done = subprocess.run(["node", folder / "node_modules/html-validate/bin/html-validate.mjs", "--config", RULES,
                           "--formatter", f"json={said}", *pages], capture_output=True, text=True, timeout=300)
    if not said.exists():
        return [done.stderr.strip() or f"html-validate ended with {done.returncode} and said nothing"]
    return [f"{pathlib.Path(page['filePath']).parent.name}:{m['line']}:{m['column']}: {m['ruleId']}: {m['message']}"
            for page in json.loads(said.read_text(encoding="utf-8")) for m in page["messages"]]


def main():
    errata, samples = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder = pathlib.Path(sys.argv[3]).resolve()
    provide(folder)
    axe = (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    faults = []
    with tempfile.TemporaryDirectory() as scratch, browser.start() as view:
        made = reports.make(errata, samples, scratch)
        for name, report in made.items():
            for scheme in ("light", "dark"):
                began = time.monotonic()
                faults += [f"{name}, {scheme}: {said}" for said in axe_says(view, report / "report.html", scheme, axe)]
                print(f"{time.monotonic() - began:6.2f} s  {name}, {scheme}: axe-core", flush=True)
        began = time.monotonic()
        faults += html_validate_says(folder, [report / "report.html" for report in made.values()])
        print(f"{time.monotonic() - began:6.2f} s  html-validate", flush=True)
    print("\n".join(faults[:50]) or "no violation")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
