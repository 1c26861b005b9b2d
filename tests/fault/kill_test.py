#!/usr/bin/env python3
"""Kills fetches at random moments and lets the next run go on.

  kill_test.py ERRATA [MOMENTS] [SEED]

A fetch of 200 pages and 2,000 texts (a quarter of both for less than 100 moments, as on a busy machine the files of
each run cost more than the run) is killed (SIGKILL) at each of MOMENTS (default 10) random moments, and followed by a
run to its end. Then evaluation.jsonl equals that of an undisturbed run, nothing is left behind, and by the
server's own count no page or text that was accepted is fetched twice: one may be asked for again for each connection
that was open when the kill came, because its answer was on the way.
"""
import collections
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import counting_server

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from loopback_tls import make_certificates  # noqa: E402

PAGES, TEXTS_ON_A_PAGE = 200, 10
PAGES_IN_FLIGHT, TEXTS_IN_FLIGHT = 1, 4
LATE_IN_A_ROW, MEASUREMENTS = 4, 4


class Bench:
    def __init__(self, errata, scratch, pages):
        self.errata, self.folder, self.pages = errata, scratch, pages
        make_certificates(scratch)
        self.service = counting_server.Service(pages, TEXTS_ON_A_PAGE)
        self.service.start(scratch)
        (scratch / "nightly.ini").write_text(counting_server.config(self.service))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.service.stop()

    def start(self, output, *more, command="run"):
        return subprocess.Popen([self.errata, command, "nightly.ini", "-v", "--output", output, *more], cwd=self.folder,
                                text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                env=counting_server.ENVIRONMENT)

    def finish(self, process):
        said = process.communicate(timeout=120)[1]
        if process.returncode != 0:
            sys.exit(f"exit {process.returncode}: {said}")
        return said

    def measure(self, name):
        """Seconds of an undisturbed run."""
        begin = time.monotonic()
        self.finish(self.start(name))
        return time.monotonic() - begin


class Moments:
    """Random moments of a run. Where several in a row came when it was at its end, how long it takes is measured anew:
    the machine has other things to do at one time than at another."""

    def __init__(self, bench, chance, took):
        self.bench, self.chance, self.took = bench, chance, took
        self.begun = self.measured = 0

    def strike(self, blow, least, most):
        """What came of the first blow(number, seconds) that was in time."""
        for _ in range(MEASUREMENTS):
            for _ in range(LATE_IN_A_ROW):
                self.begun += 1
                outcome = blow(self.begun, self.chance.uniform(least, most) * self.took)
                if outcome is not None:
                    return outcome
            self.measured += 1
            self.took = self.bench.measure(f"measured-{self.measured}")
        sys.exit(f"{MEASUREMENTS * LATE_IN_A_ROW} kills in a row came too late; at last a run took {self.took:.2f} s")


def visible(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def asked(requests):
    """How often each page and each text was asked for."""
    return collections.Counter(target for _, target, _ in requests
                               if "/evaluation/result" in target or target.startswith("/store/"))


def are_too_many(twice):
    """More pages, or more texts, than there are connections: one that was accepted came again."""
    pages = sum("/evaluation/result" in target for target in twice)
    return pages > PAGES_IN_FLIGHT or len(twice) - pages > TEXTS_IN_FLIGHT


def check(bench, name, expected, seconds):
    """Kills one run after so many seconds, lets another finish; what is wrong, and what the kill left. Nothing where
    the run was at its end before the kill came."""
    output, faults = bench.folder / name, []
    bench.service.requests = []
    process = bench.start(name)
    time.sleep(seconds)
    process.kill()
    process.communicate()
    time.sleep(0.02)  # what was on the way is still answered
    if any(not entry.startswith(".") for entry in visible(output / "tickets")):
        return None  # it was faster: its folder is there
    before = asked(bench.service.requests)
    said = bench.finish(bench.start(name))
    counts = asked(bench.service.requests)
    twice = [target for target, times in counts.items() if times > 1]
    if len(counts) != bench.pages * (1 + TEXTS_ON_A_PAGE):
        faults.append(f"{len(counts)} pages and texts were asked for")
    if are_too_many(twice) or max(counts.values()) > 2:
        faults.append(f"{len(twice)} were asked for twice: {twice[:8]}")
    if (output / "tickets/latest/evaluation.jsonl").read_bytes() != expected:
        faults.append("evaluation.jsonl differs from that of an undisturbed run")
    runs = [entry for entry in visible(output / "tickets") if entry != "latest"]
    hidden = [entry for entry in runs if entry.startswith(".")]
    if hidden or (output / "tickets/latest/raw/index.jsonl").exists():
        faults.append(f"left behind: {hidden}")
    shutil.rmtree(output)  # not all in the end: thousands of files are slow to go
    resumed = "going on from an unfinished run" in said
    faults = [f"killed after {seconds:.3f} s, {sum(before.values())} pages and texts: {fault}" for fault in faults]
    return faults, len(twice), resumed


def check_fetch(bench, name, expected, seconds):
    """The same for `errata fetch`, which a scheduler ends (SIGTERM): what is wrong, and whether the next went on.
    Nothing where the fetch was at its end before."""
    output = bench.folder / name
    bench.service.requests = []
    process = bench.start(name, command="fetch")
    time.sleep(seconds)
    process.terminate()
    process.communicate()
    time.sleep(0.02)
    if "tickets" in visible(output):
        return None
    had_pages = any(path.name.startswith("result-") for path in output.rglob("*"))
    (output / ".errata-4194305-tickets.partial").mkdir(parents=True, exist_ok=True)  # above the greatest process number
    said = bench.finish(bench.start(name, command="fetch"))
    twice = [target for target, times in asked(bench.service.requests).items() if times > 1]
    faults = []
    if are_too_many(twice):
        faults.append(f"{len(twice)} were asked for twice: {twice[:8]}")
    files = {str(path.relative_to(output / "tickets")): path.read_bytes()
             for path in (output / "tickets").rglob("*") if path.is_file()}
    if files != expected:
        faults.append(f"raw/ differs from that of an undisturbed run: {sorted(files.keys() ^ expected.keys())[:8]}")
    if visible(output) != [".errata.lock", "tickets"]:
        faults.append(f"left behind: {visible(output)}")
    shutil.rmtree(output)
    went_on = "going on from an unfinished run" in said
    if had_pages and not went_on:
        faults.append("the next fetch began anew")
    return [f"fetch ended after {seconds:.3f} s: {fault}" for fault in faults], went_on


def check_fetches(bench, moments, count):
    raw = bench.folder / "whole/tickets/latest/raw"
    expected = {str(path.relative_to(raw)): path.read_bytes() for path in raw.rglob("*") if path.is_file()}
    resumed = broken = 0
    for _ in range(count):
        blow = lambda number, seconds: check_fetch(bench, f"fetch-{number}", expected, seconds)
        faults, went_on = moments.strike(blow, 0.2, 0.9)
        resumed, broken = resumed + went_on, broken + bool(faults)
        print("".join(fault + "\n" for fault in faults), end="")
    print(f"{count} fetches that were ended, {resumed} went on from a checkpoint, {broken} with a broken promise")
    return broken + (resumed == 0)


def check_runs(bench, moments, count):
    expected = (bench.folder / "whole/tickets/latest/evaluation.jsonl").read_bytes()
    if expected.count(b"\n") != 1 + bench.pages * TEXTS_ON_A_PAGE:
        sys.exit("the undisturbed run has not all documents")
    broken = resumed = again = 0
    for _ in range(count):
        blow = lambda number, seconds: check(bench, f"run-{number}", expected, seconds)
        faults, twice, went_on = moments.strike(blow, 0, 1)
        resumed, again, broken = resumed + went_on, again + twice, broken + bool(faults)
        print("".join(fault + "\n" for fault in faults), end="")
    print(f"{count} kills within {moments.took:.2f} s, {resumed} runs went on from a checkpoint, "
          f"{again} requests in flight asked for again, {broken} moments with a broken promise")
    if count >= 10 and resumed == 0:
        sys.exit("no run went on from a checkpoint, so nothing was tested")
    return broken


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261121
    print(f"seed {seed}")
    pages = PAGES if count >= 100 else PAGES // 4
    with tempfile.TemporaryDirectory() as scratch, Bench(errata, pathlib.Path(scratch), pages) as bench:
        bench.measure("warm")
        moments = Moments(bench, random.Random(seed), bench.measure("whole"))
        broken = check_runs(bench, moments, count) + check_fetches(bench, moments, max(4, count // 10))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
