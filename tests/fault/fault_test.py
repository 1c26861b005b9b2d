#!/usr/bin/env python3
"""Drives the real binary through every fault of the table, each in a process and a folder of its own.

  fault_test.py ERRATA [--scripts N] [--seed N] [--only WORD] [--jobs N]

Rows run side by side, since most of their time is waiting. Then N random scripts of faults follow.
Says how many of the rows of README.md were tested.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import night
import random_scripts
import rows_blobs  # noqa: F401  the rows come with the import
import rows_config  # noqa: F401
import rows_framing  # noqa: F401
import rows_http  # noqa: F401
import rows_network  # noqa: F401
import rows_paging  # noqa: F401
import rows_tls  # noqa: F401
from night import rows

FAMILIES = {"N": 14, "T": 11, "H": 28, "L": 13, "B": 8, "C": 12}
ALL_ROWS = [f"{family}{number:02}" for family, count in FAMILIES.items() for number in range(1, count + 1)]


def build_resolver(folder):
    """The library of resolver.c, or nothing where there is no compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    library = folder / "resolver.so"
    source = pathlib.Path(__file__).with_name("resolver.c")
    if compiler:
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library if compiler else None


def run_row(world, name, function, values, is_first):
    title = f"{name} {function.__name__.replace('_', ' ')}" + "".join(f", {v}" for v in values[:1])
    seen = night.Night(world, title)
    seen.is_verbose = is_first and name[0] in "NTH"  # secrets must not stand in details either
    try:
        with seen:
            function(seen, *values)
    except Exception:  # a test that breaks is a fault of its own
        seen.faults.append(traceback.format_exc())
    said = seen.lines[-1] if seen.lines else "done"
    print(f"{'FAILED' if seen.faults else 'ok    '} {seen.seconds:5.1f} s {title}: {said}", flush=True)
    return [f"{title}: {fault}" for fault in seen.faults]


def run_rows(world, only, jobs):
    chosen = [t for t in rows.tests if only in f"{t[0]} {t[1].__name__}" and (world.resolver or t[3] != "resolver")]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        firsts = {name: index for index, (name, *_) in reversed(list(enumerate(chosen)))}
        waiting = [pool.submit(run_row, world, name, function, values, firsts[name] == index)
                   for index, (name, function, values, _) in enumerate(chosen)]
        faults = [fault for one in waiting for fault in one.result()]
    return {name for name, *_ in chosen}, faults


def faults_in_list(text):
    """README.md must list each row with its tests, or with the reason why there is none."""
    listed = dict(re.findall(r"^\| ([A-Z]\d\d) \| (.*?) \|$", text, re.M))
    tests = {name: set() for name in ALL_ROWS}
    for name, function, *_ in rows.tests:
        tests[name].add(function.__name__)
    faults = [f"README.md: row {name} is missing" for name in ALL_ROWS if name not in listed]
    return faults + [f"README.md: row {name} does not name {test}" for name in ALL_ROWS
                     for test in sorted(tests[name]) if f"`{test}`" not in listed.get(name, "")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("errata", type=pathlib.Path)
    parser.add_argument("--scripts", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=24)
    options = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="errata-fault-") as scratch:
        folder = pathlib.Path(scratch)
        world = night.World(options.errata.resolve(), folder, build_resolver(folder))
        world.learn()
        tested, faults = run_rows(world, options.only, options.jobs)
        print(f"rows: {time.monotonic() - begin:.0f} s", flush=True)
        if not options.only or "random" in options.only:
            faults += random_scripts.run(world, options.scripts, options.seed, options.jobs)
    if not options.only:
        here = pathlib.Path(__file__).resolve().parent
        faults += faults_in_list((here / "README.md").read_text(encoding="utf-8"))
        manual = (here / "../../README.md").read_text(encoding="utf-8")
        faults += [f"the README does not list {code}" for code in sorted(world.codes) if f"`{code}`" not in manual]
    print("\n".join(faults))
    print(f"{world.watch.samples} looks at processes; {time.monotonic() - begin:.0f} s")
    print(f"{len(tested)} of {len(ALL_ROWS)} rows tested, {len(rows.tests)} nights, {len(faults)} promises broken")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
