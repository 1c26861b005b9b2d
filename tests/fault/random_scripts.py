"""Random scripts of faults: never a crash, a hang, a torn report, or a wrong result.

What comes of a run is the result of a run without faults, or an error, or what a report does without
and says so: the export, or the text of a document.
"""
import concurrent.futures
import json
import random

import night
from wire import Answer, Rule, close, cut, drip, good, reset, stall, tls


def flip(random_, data):
    data = bytearray(data)
    for _ in range(random_.randint(1, 8)):
        if data:
            data[random_.randrange(len(data))] = random_.randrange(256)
    return bytes(data)


def pieces(random_, data):
    """The right bytes in pieces of their own, with pauses."""
    steps, at = [], 0
    while at < len(data):
        size = random_.randint(1, max(1, len(data) // 3))
        steps += [data[at:at + size], random_.uniform(0, 0.05)]
        at += size
    return steps


# Each makes the steps of one answer from a source of chance and the good answer.
FAULTS = {
    "status": lambda r, a: [Answer(r.choice([400, 401, 403, 404, 408, 409, 412, 418, 429, 500, 501, 502, 503, 504, 599, 999]),
                                   r.choice([b"", b"{}", b"<html>", b"{\"value\": []}"])).bytes()],
    "later": lambda r, a: [Answer(r.choice([429, 503]), b"", fields=(
        (r.choice(["Retry-After", "retry-after-ms"]), r.choice(["0", "1", "-1", "abc", "99999", "Thu, 01 Jan 1970 00:00:00 GMT"])),)).bytes()],
    "redirect": lambda r, a: [Answer(r.choice([301, 302, 307, 308]), b"", fields=(("Location", "https://localhost/x"),)).bytes()],
    "cut": lambda r, a: [a.bytes()[:r.randrange(len(a.bytes()))], r.choice([close, cut, reset])],
    "end": lambda r, a: [r.choice([close, cut, reset])],
    "stall": lambda r, a: [a.bytes()[:r.randrange(len(a.bytes()))], stall],
    "drip": lambda r, a: [drip(a.bytes(), r.choice([0.0005, 0.5]))],
    "pieces": lambda r, a: pieces(r, a.bytes()),
    "head": lambda r, a: [flip(r, a.head()), a.body],
    "line": lambda r, a: [flip(r, a.head()[:20]) + a.head()[20:], a.body, close],
    "noise": lambda r, a: [r.randbytes(r.choice([1, 100, 5000, 40000])), r.choice([close, cut, reset])],
    "length": lambda r, a: [a.with_fields(("Content-Length", r.choice(["abc", "-1", "0", "5", "99999", "1e3", None]))).bytes(), close],
    "type": lambda r, a: [a.with_fields(("Content-Type", r.choice(["text/html", "", "application/xml", "x" * 2000]))).bytes()],
    "encoding": lambda r, a: [a.with_fields(("Content-Encoding", r.choice(["gzip", "br", "identity"]))).bytes()],
    "twice": lambda r, a: [2 * a.bytes()],
    "half": lambda r, a: [Answer(200, a.body[:r.randrange(len(a.body) + 1)], a.type, a.fields).bytes()],
    "empty": lambda r, a: [Answer(r.choice([200, 204, 206]), b"").bytes()],
    "many fields": lambda r, a: [a.with_fields(*((f"X-{n}", "y" * r.choice([1, 900])) for n in range(r.choice([50, 150])))).bytes()],
    "chunked": lambda r, a: [a.head().replace(f"Content-Length: {len(a.body)}".encode(), b"Transfer-Encoding: chunked"),
                             b"%x\r\n" % (len(a.body) + r.choice([0, 0, 1, -1, 1000])), a.body, r.choice([b"\r\n0\r\n\r\n", b"XX", b""]), close],
}
# After these an answer may be whole by all that is known of it, and another one: only a shape could tell.
NOT_OF_FILES = {"half", "head"}
HELLO = {"refuse": [reset], "garbage": [b"\x16\x03\x01garbage" * 50, close], "slow": [0.3], "stall": [stall]}


class Chance:
    """One script, made anew from its number."""

    def __init__(self, seed, number):
        self.random = random.Random(f"{seed} {number}")
        self.is_of_file = number % 4 == 3
        self.rate = self.random.choice([0.02, 0.1, 0.3, 1.0])
        self.names = self.random.sample(sorted(FAULTS.keys() - (NOT_OF_FILES if self.is_of_file else set())),
                                        self.random.randint(1, 4))

    def answers(self, request, answer):
        if self.random.random() >= self.rate:
            return [good]
        return FAULTS[self.random.choice(self.names)](self.random, answer)

    def hello(self, connection):
        if self.random.random() < self.rate / 4:
            connection.play(HELLO[self.random.choice(sorted(HELLO))])
        tls(connection)


def parts(result):
    """The header without what it says to be missing, that, and the documents."""
    header, *documents = map(json.loads, result[0].splitlines())
    said = [*header.pop("remarks", []), *header.pop("issues", {}).get("by_reason", {})]
    return header, said, documents


def judge(seen, world, is_of_file):
    """What came of a run that ended well: all, or less than all if it says so."""
    result = seen.result()
    if result == world.results["file" if is_of_file else "whole"]:
        return "equal"
    if is_of_file:
        seen.faults.append("a wrong result of a file")
        return "WRONG"
    header, said, documents = parts(result)
    whole, bare = parts(world.results["whole"]), parts(world.results["no texts"])
    # A whole answer that is another text cannot be told from a text that has changed: it is not used, and that is said.
    differ = any("is not the one that was evaluated" in s for s in said)
    has_texts = all(document == full or (document == plain and differ)
                    for document, full, plain in zip(documents, whole[2], bare[2]))
    is_known = header == whole[0] or (header == parts(world.results["no export"])[0] and any("export" in s for s in said))
    if len(documents) == len(whole[2]) and has_texts and is_known and said:
        return "equal but for an export that was refused or a text that is another, and says so"
    seen.faults.append(f"a wrong result; says {said}")
    return "WRONG"


def run_one(world, seed, number):
    chance = Chance(seed, number)
    with night.Night(world, f"random script {number} of seed {seed}") as seen:
        seen.set("errata", deadline="10s", attempt_timeout="1500ms", read_timeout="1s", retry_wait="10ms")
        if chance.is_of_file:
            seen.use_file()
        for wire in (seen.api, seen.blobs):
            wire.rules, wire.hello = [Rule("", chance.answers)], [chance.hello]
        before = night.visible(seen.reports)
        done = seen.run(most=10 + night.GRACE)
        after = night.visible(seen.reports)
        outcome = f"error {done.returncode}"
        if done.returncode == 0:
            outcome = judge(seen, world, chance.is_of_file)
            seen.expect("earlier reports changed", all(after.get(n) == c for n, c in before.items() if not n.endswith("latest")))
        else:
            seen.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode in (3, 4))
            seen.expect("an error, and reports changed", before == after)
            seen.expect(f"not one line: {done.stderr!r}", len(seen.lines) == 1 and len(seen.lines[0].encode()) <= 1000)
    if seen.faults:
        print(f"FAILED {seen.name}: {chance.names} at {chance.rate}: {done.stderr.strip()}", flush=True)
    return outcome, [f"{seen.name}: {fault}" for fault in seen.faults]


def run(world, count, seed, jobs):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        done = list(pool.map(lambda number: run_one(world, seed, number), range(count)))
    outcomes = [outcome for outcome, _ in done]
    print(f"{count} random scripts of faults: " + ", ".join(
        f"{outcomes.count(outcome)} {outcome}" for outcome in sorted(set(outcomes))), flush=True)
    return [fault for _, faults in done for fault in faults]
