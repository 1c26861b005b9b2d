#!/usr/bin/env python3
"""A service that throttles, by its own log of requests.

  throttle_test.py ERRATA

Retry-After in seconds, as a date, as retry-after-ms, and none: the request comes again when it was asked to, not before.
A paced source starts no more GETs within any 60 s than it says, and a tenth as many POSTs; the run of 95 requests at the
default pace of 90 takes a minute, and nothing shortens it.
"""
import concurrent.futures
import email.utils
import functools
import pathlib
import subprocess
import sys
import tempfile
import time

import counting_server

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from loopback_tls import make_certificates  # noqa: E402

WINDOW = 60.0


class Case:
    """One run against one server."""

    def __init__(self, errata, scratch, name, pages):
        self.errata, self.name, self.folder = errata, name, scratch / name
        self.folder.mkdir()
        for file in ("ca.pem", "server.pem", "server.key"):
            (self.folder / file).write_bytes((scratch / file).read_bytes())
        self.service = counting_server.Service(pages, 2)
        self.service.start(self.folder)

    def run(self, *, more="", pace=None):
        text = counting_server.config(self.service, more, texts=False)
        pacing = "" if pace is None else f"requests_per_minute = {pace}\n"
        (self.folder / "nightly.ini").write_text(text.replace("requests_per_minute = 0\n", pacing))
        try:
            done = subprocess.run([self.errata, "run", "nightly.ini", "-v"], cwd=self.folder, text=True, capture_output=True,
                                  timeout=200, env=counting_server.ENVIRONMENT)
        finally:
            self.service.stop()
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: exit {done.returncode}: {done.stderr}")

    def times(self, part, method="GET"):
        return [when for how, target, when in self.service.requests if how == method and part in target]


def throttled(fields, times, status=429, part="/evaluation/result"):
    """A rule: the first `times` requests whose target holds `part` are answered so."""
    left = [times]

    def rule(_, target):
        if part not in target or left[0] == 0:
            return None
        left[0] -= 1
        return status, fields() if callable(fields) else fields, b"{}"
    return rule


def date_in(seconds):
    """Fields of a server whose clock is far from ours: only the difference of the two dates counts."""
    now = 1_000_000_000
    return {"Date": email.utils.formatdate(now, usegmt=True), "Retry-After": email.utils.formatdate(now + seconds, usegmt=True)}


def waits(errata, scratch, faults):
    """Each form of the wish, the least and the most that may lie between the answer and the next request."""
    forms = [("seconds", {"Retry-After": "2"}, 2, 3), ("date", date_in(2), 2, 3),
             ("milliseconds", {"retry-after-ms": "700"}, 0.7, 1.7),
             ("x-ms", {"x-ms-retry-after-ms": "700", "Retry-After": "100"}, 0.7, 1.7),
             ("none", {}, 0.4, 0.65), ("negative", {"Retry-After": "-5"}, 0.4, 0.65)]
    slack = 0.4  # of a machine with other things to do

    def one(name, fields, least, most):
        case = Case(errata, scratch, name, 2)
        case.service.rules.append(throttled(fields, 1))
        case.run(more="retry_wait = 500ms\n")
        first, second = case.times("/evaluation/result")[:2]
        print(f"429, {name}: asked again after {second - first:.2f} s, expected {least} to {most} s")
        if not least <= second - first <= most + slack:
            faults.append(f"{name}: asked again after {second - first:.2f} s")
    return [functools.partial(one, *form) for form in forms]


def most_in_window(times):
    return max(sum(1 for other in times if 0 <= other - when < WINDOW) for when in times)


def rates(errata, scratch, faults):
    """The default pace against a service that also throttles; and the pace of POSTs."""
    def default():
        case = Case(errata, scratch, "default-pace", 92)
        case.service.rules.append(throttled({"retry-after-ms": "100"}, 3))
        case.run(more="retry_wait = 50ms\n")
        gets = case.times("/")
        print(f"default pace: {len(gets)} GETs in {gets[-1] - gets[0]:.1f} s, at most {most_in_window(gets)} within 60 s")
        if len(gets) < 96 or most_in_window(gets) > 90:
            faults.append(f"{most_in_window(gets)} of {len(gets)} GETs within 60 s")

    def posts():
        case = Case(errata, scratch, "pace-of-posts", 1)
        case.service.rules.append(throttled({"retry-after-ms": "10"}, 10, 503, ":export"))  # then there is none
        case.run(more="retry_wait = 1ms\nattempts = 12\n")
        sent = case.times(":export", "POST")
        print(f"default pace: {len(sent)} POSTs in {sent[-1] - sent[0]:.1f} s, at most {most_in_window(sent)} within 60 s")
        if len(sent) < 10 or most_in_window(sent) > 9:
            faults.append(f"{most_in_window(sent)} of {len(sent)} POSTs within 60 s")
    return [default, posts]


def main():
    errata, faults = pathlib.Path(sys.argv[1]).resolve(), []
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        make_certificates(scratch)
        cases = waits(errata, scratch, faults) + rates(errata, scratch, faults)
        with concurrent.futures.ThreadPoolExecutor(len(cases)) as pool:
            ended = [pool.submit(case) for case in cases]
        faults += [str(case.exception()) for case in ended if case.exception()]
    print("".join(fault + "\n" for fault in faults) + f"{len(cases)} cases, {len(faults)} promises broken")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
