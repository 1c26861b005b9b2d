#!/usr/bin/env python3
"""Opens the real binary's reports of the samples in Chromium, as those do who get them in a ticket.

  report_test.py ERRATA SAMPLE_DATA

No request leaves the file, the console stays empty, nothing is wider than a telephone, and everything that can be done
with a mouse can be done with keys. Exits with 77 (skipped) where Chromium, its driver or python3-selenium is not there.
ERRATA_SCREENSHOTS=FOLDER keeps pictures.
"""
import pathlib
import sys
import tempfile
import time

import browser
import reports
from reading import IN_ANY_LANGUAGE, READINGS
from serving import works_under_a_strict_policy
from using import USES


# Words of other languages are longer; what the claims about use read on the page is English.
CLAIMS = {"german": IN_ANY_LANGUAGE, "compared": READINGS}


def check(view, name, folder, faults):
    for claim in CLAIMS.get(name, READINGS + USES):
        began = time.monotonic()
        view.look()
        try:
            fault = claim(view, folder / "report.html", name)
        except browser.WebDriverException as thrown:
            fault = thrown.msg.splitlines()[0]
        if fault:
            faults.append(f"{name}: {claim.__name__}: {fault}")
        print(f"{time.monotonic() - began:6.2f} s  {name}: {claim.__name__}{': FAILED' if fault else ''}", flush=True)


def main():
    errata, samples = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    faults = []
    with tempfile.TemporaryDirectory() as scratch, browser.start() as view:
        for name, folder in reports.make(errata, samples, scratch).items():
            check(view, name, folder, faults)
        fault = works_under_a_strict_policy(view, errata, samples / "film-notes" / "film-notes.jsonl", scratch)
        faults += [f"served: {fault}"] if fault else []
    print("\n".join(faults) or "every claim holds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
