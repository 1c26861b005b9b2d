"""Rows H17 to H19: where a body ends."""
from night import rows
from wire import Answer, Rule, close, once

RESULT = "evaluation/result"
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(data, size=None, end=b"\r\n"):
    return (b"%x" % len(data) if size is None else size) + b"\r\n" + data + end


def halves(answer):
    middle = len(answer.body) // 2
    return answer.body[:middle], answer.body[middle:]


BROKEN_CHUNKS = {
    "broken end": lambda a, b: [chunk(a, end=b"XX"), chunk(b), b"0\r\n\r\n"],
    "negative": lambda a, b: [chunk(a), chunk(b, b"-5"), b"0\r\n\r\n"],
    "overflow": lambda a, b: [chunk(a), chunk(b, b"ffffffffffffffffff"), b"0\r\n\r\n"],
    "huge": lambda a, b: [chunk(a), chunk(b, b"7fffffffffffffff"), b"0\r\n\r\n"],
    "no number": lambda a, b: [chunk(a), chunk(b, b"zz"), b"0\r\n\r\n"],
    "too small": lambda a, b: [chunk(a, b"5"), b"0\r\n\r\n"],
    "no last chunk": lambda a, b: [chunk(a), chunk(b)],
    "first half": lambda a, b: [chunk(a), b"0\r\n\r\n"],
    "cut in a chunk": lambda a, b: [chunk(a), b"100\r\nabc"],
    "no end of the size": lambda a, b: [b"1" * 50000],
}


@rows.row("H17", *BROKEN_CHUNKS)
def chunks_are_broken(night, what):
    """Where all data came and only the end is missing, the page is whole JSON, and may be taken."""
    night.api.rules = [Rule(RESULT, lambda request, answer: [CHUNKED, *BROKEN_CHUNKS[what](*halves(answer)), close])]
    night.fails(4, "page 1 of", "attempt ")


@rows.row("H17", *BROKEN_CHUNKS)
def chunks_of_a_text_are_broken(night, what):
    """A text has no shape that would show a cut: its digest or its length does, or the attempt fails."""
    night.set("errata", attempts="2")
    head = CHUNKED.replace(b"application/json", b"text/plain")
    night.blobs.rules = [Rule("", lambda request, answer: [
        head.replace(b"\r\n\r\n", f"\r\nContent-MD5: {dict(answer.fields)['Content-MD5']}\r\n\r\n".encode()),
        *BROKEN_CHUNKS[what](*halves(answer)), close])]
    night.fails(4, "text of", "attempt 2 of 2")


@rows.row("H17", *(what for what in BROKEN_CHUNKS if what != "first half"))
def chunks_of_a_file_are_broken(night, what):
    """A file has no shape that would show a cut between two lines, and no digest. One that ends well has ended."""
    def script(request, answer):
        lines = answer.body.splitlines(keepends=True)
        return [CHUNKED.replace(b"application/json", answer.type.encode()),
                *BROKEN_CHUNKS[what](b"".join(lines[:10]), b"".join(lines[10:])), close]
    night.use_file()
    night.blobs.rules = [Rule("", script)]
    night.fails(4, "lines.jsonl", "attempt ")


@rows.row("H17", "page", "text", "file")
def chunks_are_right(night, where):
    def chunked(request, answer):
        md5 = "".join(f"{n}: {v}\r\n" for n, v in answer.fields if n == "Content-MD5")
        head = CHUNKED.replace(b"application/json", answer.type.encode())[:-2] + md5.encode() + b"\r\n"
        return [head, *(chunk(half) for half in halves(answer)), b"0\r\n\r\n"]
    (night.api if where == "page" else night.blobs).rules = [Rule(RESULT if where == "page" else "", chunked)]
    if where == "file":
        night.use_file()
    night.succeeds(like="file" if where == "file" else "whole")


NO_LENGTHS = ["abc", "-1", "+5", "5x", "0x5", "", "18446744073709551616", "99999999999999999999999", "1e3", "5, 5"]


def fails_with(night, where, script, *words):
    """Each answer for a page, or for a file by its URL, is what `script` makes of the good one."""
    if where == "file":
        night.use_file()
    (night.blobs if where == "file" else night.api).rules = [Rule("" if where == "file" else RESULT, script)]
    night.fails(4, "lines.jsonl" if where == "file" else "page 1 of", *words)


@rows.row("H18", *((length, where) for length in NO_LENGTHS for where in ("page", "file")))
def length_is_nonsense(night, length, where):
    fails_with(night, where, lambda request, answer: [answer.with_fields(("Content-Length", length)).bytes(), close],
               "attempt ")


@rows.row("H18", *((what, where) for what in ("long", "twice", "twice different") for where in ("page", "file")),
          ("short", "page"))
def length_is_wrong(night, what, where):
    def script(request, answer):
        size = len(answer.body)
        if what == "twice":
            return [answer.bytes().replace(b"\r\n\r\n", b"\r\nContent-Length: %d\r\n\r\n" % size, 1), close]
        if what == "twice different":
            return [answer.bytes().replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n", 1), close]
        return [answer.with_fields(("Content-Length", str(size + (9 if what == "long" else -9)))).bytes(), close]
    fails_with(night, where, script, "attempt ")


CONTRADICTIONS = ["length and chunked", "gzip, chunked", "chunked, gzip", "chunked twice", "identity", "xchunked"]


@rows.row("H19", *((what, where) for what in CONTRADICTIONS for where in ("page", "file")))
def framing_contradicts_itself(night, what, where):
    def script(request, answer):
        fields = {"length and chunked": b"Transfer-Encoding: chunked\r\nContent-Length: %d" % len(answer.body),
                  "chunked twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"}
        field = fields.get(what, b"Transfer-Encoding: " + what.encode())
        head = CHUNKED.replace(b"Transfer-Encoding: chunked", field)
        return [head, chunk(answer.body), b"0\r\n\r\n", close]
    fails_with(night, where, script, "[E-HTTP-ANSWER]" if "," in what or "twice" in what else "attempt ")


@rows.row("H18")
def length_is_nonsense_once(night):
    night.api.rules = [once(RESULT, [Answer(200, b"{}", fields=(("Content-Length", "abc"),)).bytes(), close])]
    night.succeeds()
