"""Rows H01 to H28: statuses, redirects, what comes instead of an answer. Framing is in rows_framing.py."""
import email.utils
import gzip
import json
import re
import time

import canary
import service
from night import rows
from service import error, json_answer
from wire import Answer, Rule, close, drip, endless, once, reset

RESULT = "evaluation/result"


@rows.row("H01", "key", "token", "key file")
def credential_is_not_accepted(night, kind):
    """The message names where the credential comes from, and shows nothing of it."""
    place = {"key": "TEST_KEY", "token": "TEST_TOKEN", "key file": "service.key"}[kind]
    if kind == "token":
        night.environment["TEST_TOKEN"] = canary.TOKEN
        night.set("source.sample", key_env=None, token_env="TEST_TOKEN")
    elif kind == "key file":
        night.write("service.key", canary.KEY + "\n")
        night.set("source.sample", key_env=None, key_file="service.key")
    night.api.rules = [Rule("", error(401, "401", "Access denied due to invalid subscription key."))]
    night.fails(4, "401", place, "[E-AUTH]")
    night.expect(f"{night.api.count()} requests", night.api.count() == 1)


@rows.row("H02")
def access_to_the_api_is_denied(night):
    night.api.rules = [Rule("", error(403, "Forbidden", "Public access is disabled."))]
    night.fails(4, "403", "Public access is disabled", "Cognitive Services Language Reader", "[E-AUTH]")
    night.expect(f"{night.api.count()} requests", night.api.count() == 1)


@rows.row("H02")
def access_to_the_texts_is_denied(night):
    """The times and rights of the SAS and the clock of the server explain what the service does not."""
    late = ("Date", email.utils.formatdate(time.time() + 7200, usegmt=True))
    night.environment["TEST_SAS"] = canary.SAS.replace("sp=rl", "st=2020-01-01T00:00:00Z&sp=r")
    night.blobs.rules = [Rule("", service.blob_error(403, "AuthenticationFailed").with_fields(late))]
    night.fails(4, "403", "AuthenticationFailed", "se=2099-01-01T00:00:00Z", "st=2020-01-01T00:00:00Z", "sp=r", "clock",
                "[E-AUTH]")


@rows.row("H03", ("project", "suport-tickets", "support-tickets"), ("model", "v9", "v2"), ("evaluation", None, None))
def asked_for_is_not_there(night, what, wrong, right):
    if wrong:
        night.set("model.tickets", **{what: wrong})
        night.fails(4, wrong, right, "[E-NOTFOUND]")
    else:
        night.api.rules = [Rule("evaluation", error(404, "NotFound", "No evaluation."))]
        night.fails(4, "404", "[E-NOTFOUND]")


@rows.row("H04", 408, 500, 502, 503, 504)
def trouble_passes(night, status):
    night.api.rules = [once(path, Answer(status, b"")) for path in (RESULT, "models", "summary-result")]
    night.blobs.rules = [once("", Answer(status, b""))]
    done = night.succeeds()
    night.expect(f"the retry is loud: {done.stderr!r}", str(status) not in done.stderr)


@rows.row("H04")
def trouble_is_told_on_request(night):
    night.api.rules = [once(RESULT, Answer(503, b""))]
    done = night.succeeds(options=["--verbose"])
    night.expect(f"the retry is not told: {done.stderr!r}", "503" in done.stderr and "again" in done.stderr)


@rows.row("H05", 429, 500, 503)
def trouble_stays(night, status):
    night.set("errata", attempts=None, retry_wait="50ms")
    night.api.rules = [Rule(RESULT, Answer(status, b""))]
    night.fails(4, str(status), "attempt 6 of 6", "[E-HTTP-BUSY]")
    times = night.api.times(RESULT)
    night.expect(f"{len(times)} requests", len(times) == 6)
    waits = [after - before for before, after in zip(times, times[1:])]
    night.expect(f"waits do not double: {waits}", all(wait >= 0.04 * 2**n for n, wait in enumerate(waits)))


@rows.row("H05", 500, 503, "429 for long", "reset", "job")
def export_cannot_be_had(night, what):
    """The pages and the texts are there: the report does without the labels of the training, and says so."""
    script = {"429 for long": throttled(("Retry-After", "7200")), "reset": [reset]}.get(what, Answer(503 if what == "job" else what, b""))
    night.api.rules = [Rule("export/jobs" if what == "job" else ":export", script)]
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
    night.expect(f"does not say so: {done.stderr}", "the report does without the labels of the training" in done.stderr)
    night.expect("documents are missing", len(night.result()[0].splitlines()) == 1 + service.DOCUMENTS)


@rows.row("H05", ("key", 401, "[E-AUTH]"), ("time", 503, "[E-DEADLINE]"))
def export_ends_the_fetch(night, what, status, code):
    if what == "time":
        night.set("errata", deadline="3s", retry_wait="2500ms")
    night.api.rules = [Rule(":export", Answer(status, b""))]
    night.fails(4, "export", code)


@rows.row("H06")
def conflict(night):
    night.api.rules = [Rule(RESULT, error(409, "Conflict", "The model is in use.\x1b[31m\u202e"))]
    night.fails(4, "409", "The model is in use.\\u{001B}[31m\\u{202E}", "[E-HTTP-CONFLICT]")
    night.expect(f"{night.api.count(RESULT)} requests", night.api.count(RESULT) == 1)


@rows.row("H07", ("once", 1), ("always", 99))
def evaluation_is_replaced_while_paging(night, what, times):
    night.api.rules = [Rule(RESULT, error(412, "PreconditionFailed", "Changed."), 2, 1 + times)]
    if times == 1:
        night.succeeds()
    else:
        night.fails(4, "[E-CHANGED]")
        night.expect(f"{night.api.count(RESULT)} requests", night.api.count(RESULT) == 3)


def throttled(*fields):
    return error(429, "429", "Rate limit is exceeded.").with_fields(*fields)


def waited(night, path=RESULT):
    times = night.api.times(path)
    return times[1] - times[0]


@rows.row("H08", ("Retry-After", "3"), ("retry-after-ms", "3000"), ("x-ms-retry-after-ms", "3000"))
def throttle_names_a_wait(night, *field):
    night.api.rules = [once(RESULT, throttled(field))]
    night.succeeds()
    night.expect(f"waited {waited(night)} s", 3 <= waited(night) < 5)


@rows.row("H08")
def throttle_names_a_wait_in_words(night):
    night.api.rules = [once(RESULT, error(429, "429", "Rate limit is exceeded. Please retry after 2 seconds."))]
    night.succeeds()
    night.expect(f"waited {waited(night)} s", 2 <= waited(night) < 4)


def date(seconds):
    return email.utils.formatdate(seconds, usegmt=True)


@rows.row("H09", ("future", 3, 3), ("past", -3600, 0), ("future by a wrong clock", 3, 3))
def throttle_names_a_date(night, what, after, wait):
    """The wait counts from the response's own Date, so that a wrong clock here does not matter."""
    now = time.time() + (86400 * 400 if "wrong" in what else 0)
    night.api.rules = [once(RESULT, throttled(("Date", date(now)), ("Retry-After", date(now + after))))]
    night.succeeds()
    night.expect(f"waited {waited(night)} s", wait <= waited(night) < wait + 2)


@rows.row("H10")
def throttle_lasts_a_day(night):
    night.api.rules = [Rule(RESULT, throttled(("Retry-After", "86400")))]
    night.fails(4, "86400", "[E-THROTTLED]")
    night.expect(f"{night.api.count(RESULT)} requests", night.api.count(RESULT) == 1)


@rows.row("H10", 640, 7200)
def throttle_of_one_model_lasts_long(night, seconds):
    """The other model of the host fails at once with the same reason; one at another host is done."""
    night.set("errata", deadline="20s")
    night.add_model("another", project="complaints")
    night.use_file_beside("elsewhere")
    night.api.rules = [Rule("", throttled(("Retry-After", str(seconds))))]
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 3)
    night.expect(f"{night.seconds} s", night.seconds < 5)
    night.expect(f"says {night.lines}", len(night.lines) == 2 and all(line.endswith("[E-THROTTLED]") for line in night.lines))
    night.expect("no report of the other host", night.result("elsewhere") is not None)


@rows.row("H05", *((status, field, where) for status in (429, 503) for field in (None, "0") for where in ("page", "text")))
def trouble_lasts_a_minute(night, status, field, where):
    """In a fortieth of the time: 1.5 s, in which the waits of one request would be 1.55 to 2.5 s; then all is well."""
    night.set("errata", attempts=None, retry_wait="63ms")
    begin = []

    def script(request, answer):
        begin.append(time.monotonic())
        if time.monotonic() - begin[0] > 1.5:
            return answer
        return Answer(status, b"", fields=() if field is None else (("Retry-After", field),))
    (night.api if where == "page" else night.blobs).rules = [Rule(RESULT if where == "page" else "", script)]
    night.succeeds()


@rows.row("H11", "-1", "abc", "1e9", "9" * 1000, "", "99999999999999999999", "Thu, 99 Foo 2026 99:99:99 GMT", "0x10", "1.5")
def throttle_names_nonsense(night, value):
    night.api.rules = [once(RESULT, throttled(("Retry-After", value)))]
    night.succeeds()
    night.expect(f"waited {waited(night)} s", waited(night) < 2)


@rows.row("H11")
def throttle_names_two_waits(night):
    night.api.rules = [once(RESULT, [b"HTTP/1.1 429 Too Many\r\nRetry-After: 60\r\nRetry-After: 70\r\nContent-Length: 0\r\n\r\n"])]
    night.succeeds()
    night.expect(f"waited {waited(night)} s", waited(night) < 2)


@rows.row("H12", 501, 505, 599, 999, 400, 405, 410, 413, 415)
def status_is_final(night, status):
    night.api.rules = [Rule("models", Answer(status, b"{}"))]
    night.fails(4, str(status))
    night.expect(f"{night.api.count('models')} requests", night.api.count("models") == 1)


@rows.row("H12", b"HTTP/1.1 000 Nothing", b"HTTP/1.1 -20 Minus", b"HTTP/1.1 2e2 OK", b"HTTP/1.1 99999999999999999999 X",
          b"HTTP/1.1  200", b"HTTP/9.9 200 OK")
def status_is_nonsense(night, line):
    night.api.rules = [Rule(RESULT, [line + b"\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"])]
    night.fails(4, "page 1 of")


@rows.row("H13", 204, 200)
def answer_is_empty(night, status):
    night.api.rules = [Rule(RESULT, Answer(status, b"", fields=(("Content-Length", None if status == 204 else "0"),)))]
    night.fails(4, "attempt 2 of 2", "[E-HTTP-EMPTY]")
    night.expect(f"{night.api.count(RESULT)} requests", night.api.count(RESULT) == 2)


@rows.row("H14")
def part_was_not_asked_for(night):
    night.api.rules = [Rule(RESULT, lambda request, answer: [Answer(206, answer.body, fields=(
        ("Content-Range", f"bytes 0-{len(answer.body) - 1}/{2 * len(answer.body)}"),)).bytes()])]
    night.fails(4, "206")


@rows.row("H15", "gzip", "deflate", "br", "identity, gzip")
def encoding_was_not_asked_for(night, encoding):
    night.api.rules = [Rule(RESULT, lambda request, answer: [Answer(200, gzip.compress(answer.body), fields=(
        ("Content-Encoding", encoding),)).bytes()])]
    night.fails(4, encoding, "[E-HTTP-ENCODING]")


@rows.row("H16")
def small_body_would_inflate(night):
    """The whole run stays far below what 300 MiB would take."""
    bomb = gzip.compress(b" " * (300 << 20), 9)
    night.api.rules = [Rule(RESULT, Answer(200, bomb, fields=(("Content-Encoding", "gzip"),)))]
    night.fails(4, "[E-HTTP-ENCODING]")
    night.expect(f"{night.peak >> 20} MiB", night.peak < 150 << 20)


@rows.row("H20", 301, 302, 303, 307, 308, 300, 304)
def redirect_to_the_same_origin(night, status):
    night.api.rules = [Rule(RESULT, lambda request, answer: [Answer(status, b"", fields=(
        ("Location", f"https://localhost:{night.api.port}/moved"),)).bytes()])]
    night.fails(4, str(status), "[E-REDIRECT]")
    night.expect("the redirect was followed", night.api.count("moved") == 0)


@rows.row("H21", "page", "text")
def redirect_to_another_origin(night, where):
    """That the other server sees nothing is checked in every night."""
    server = night.api if where == "page" else night.blobs
    server.rules = [Rule(RESULT if where == "page" else "", Answer(302, b"", fields=(
        ("Location", f"https://localhost:{night.other.port}/x"),)))]
    night.fails(4, "[E-REDIRECT]", f"localhost:{night.other.port}")


@rows.row("H22", "http://localhost:{}/x", "https://localhost:99999999999/", "//localhost:{}/x",
          "/relative", "javascript:alert(1)", "", "https://user:pass@localhost:{}/", "\x01\x02")
def redirect_to_a_strange_place(night, place):
    night.api.rules = [Rule(RESULT, Answer(307, b"", fields=(("Location", place.format(night.other.port)),)))]
    night.fails(4, "[E-REDIRECT]")


@rows.row("H22", 60000, 1 << 20)
def redirect_with_an_endless_location(night, size):
    night.api.rules = [Rule(RESULT, Answer(307, b"", fields=(("Location", "/" + "a" * size),)))]
    night.fails(4, "page 1 of")


@rows.row("H25", "%0d%0aX-Evil: 1", "\x1b[2J", "\x7f\x80\xff", "a" * 65, "id with blanks")
def request_id_is_hostile(night, value):
    night.api.rules = [Rule(RESULT, error(500, "X", "y").with_fields(("apim-request-id", value), ("x-ms-error-code", value)))]
    done = night.fails(4, "[E-HTTP-BUSY]")
    night.expect(f"shows the id: {done.stderr!r}", "request id" not in done.stderr)


@rows.row("H25")
def header_value_with_a_zero_byte(night):
    night.api.rules = [Rule(RESULT, [b"HTTP/1.1 200 OK\r\nContent-Type: appli\0cation/json\r\nContent-Length: 2\r\n\r\n{}"])]
    night.fails(4, "page 1 of")


def echo(request):
    """Every header of the request, as a careless gateway shows it."""
    return json.dumps({"error": {"code": "500", "message": str(request.fields) + request.target}}).encode()


ERROR_BODIES = {
    "HTML": lambda request: b"<html><script>alert(1)</script>" * 50,
    "10 MB": lambda request: b"A" * (10 << 20),
    "binary": lambda request: bytes(range(256)) * 40,
    "echo": echo,
    "echo as HTML": lambda request: b"<pre>" + echo(request),
    "echo in XML": lambda request: b"<Error><Code>x</Code><Message>" + echo(request) + b"</Message></Error>",
    "deep": lambda request: b"[" * 100000,
}


@rows.row("H26", *((name, status) for name in ERROR_BODIES for status in (400, 500)))
def error_body_is_hostile(night, name, status):
    night.api.rules = [Rule(RESULT, lambda request, answer: [Answer(status, ERROR_BODIES[name](request)).bytes()])]
    night.fails(4, str(status), options=["--verbose"])


@rows.row("H26", "page", "text")
def good_answer_repeats_the_credential(night, where):
    if where == "page":
        night.api.rules = [Rule("models", lambda request, answer: [json_answer(
            {"value": service.models(), "echo": request.fields}).bytes()])]
    else:
        night.blobs.rules = [Rule("", lambda request, answer: [Answer(200, request.target.encode(), "text/plain").bytes()])]
    night.fails(4, "[E-SECRET]")


FORMS = canary.FORMS_OF_KEY
# Not one that canary.py knows: only the first character of each kind is escaped, and JSON stands in a string of JSON.
ODD_FORMS = [canary.KEY.replace("+", "\\u002B", 1).encode(), canary.KEY.replace("e", "\\u0065", 1).encode(),
             canary.KEY.replace("+", "\\\\u002b").encode(), canary.KEY.replace("/", "\\u002f").replace("+", "\\u002B").encode()]


@rows.row("H26", *((where, form) for where in ("JSON", "text", "XML") for form in FORMS + ODD_FORMS))
def error_body_repeats_the_credential_in_any_form(night, where, form):
    bodies = {"JSON": b'{"error": {"code": "X", "message": "%s"}}', "text": b"You sent %s here", "XML":
              b"<Error><Code>X</Code><Message>%s</Message></Error>"}
    night.api.rules = [Rule(RESULT, Answer(400, bodies[where] % form))]
    done = night.fails(4, "400", options=["--verbose"])
    night.expect(f"the key is in {done.stderr!r}", canary.KEY not in json_unescaped(done.stderr))


def json_unescaped(text):
    return re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


@rows.row("H26", *((where, form) for where in ("page", "text") for form in FORMS + ODD_FORMS))
def good_answer_repeats_the_credential_in_any_form(night, where, form):
    """In a text the escapes would be those of a text about JSON, but nobody writes the key by chance."""
    if where == "page":
        night.api.rules = [Rule(RESULT, lambda request, answer: [
            Answer(200, answer.body.replace(b'"Person"', b'"Person %s"' % form)).bytes()])]
    else:
        night.blobs.rules = [Rule("", lambda request, answer: [Answer(200, b"I say " + form, "text/plain").bytes()])]
    night.fails(4, "[E-SECRET]")
    night.expect("it is kept", not list(night.reports.glob("*/.*.partial/raw/texts/*")))


@rows.row("H26")
def packed_file_repeats_the_credential(night):
    """What is packed can only be seen when it is unpacked; then nothing is kept of it."""
    night.use_file()
    night.set("source.sample", key_env="TEST_KEY", header="X-Key")
    line = service.lines() + b'{"id": "x", "expected": "%s", "predicted": "a"}\n' % canary.KEY.encode()
    night.blobs.rules = [Rule("", Answer(200, gzip.compress(line), "application/octet-stream"))]
    night.fails(4, "[E-SECRET]")
    night.expect("it is kept", not list(night.reports.glob("tickets/.*")))


@rows.row("H27", "project", "kind of the summary", "kind of a page", "summary for a page", "page for a summary")
def answer_to_another_question(night, what):
    other = "CustomSingleLabelClassification"
    pages = {"value": [{**service.item(n), "projectKind": other} for n in range(3)], "nextLink": None}
    answers = {"project": ("support-tickets", json_answer(service.project("complaints"))),
               "kind of the summary": ("summary-result", json_answer({**service.summary(), "projectKind": other})),
               "kind of a page": (RESULT, json_answer(pages)),
               "summary for a page": (RESULT, json_answer(service.summary())),
               "page for a summary": ("summary-result", json_answer(pages))}
    night.api.rules = [Rule(*answers[what])]
    night.fails(4, "tickets")


GARBAGE = {"HTTP/0.9": [b"{\"value\":[]}", close], "HTTP/2": [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\6\4\0\0\0\0\0", close],
           "zeros": [b"\0" * 100000, close], "mail": [b"220 mail.example ESMTP\r\n", close],
           "binary": [bytes(range(256)) * 100, close]}


@rows.row("H28", *GARBAGE)
def server_speaks_something_else(night, what):
    night.api.rules = [Rule(RESULT, GARBAGE[what])]
    night.fails(4, "page 1 of")


@rows.row("H28", "plain HTTP", "silence", "garbage", "alert")
def server_does_not_speak_tls(night, what):
    hello = {"plain HTTP": [b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", close], "silence": [close],
             "garbage": [b"\x80\xff" * 5000, close], "alert": [b"\x15\x03\x03\x00\x02\x02\x28", close]}
    night.api.hello = hello[what]
    night.fails(4, "localhost", "TLS", "[E-TLS-HANDSHAKE]")


@rows.row("H24", "status line", "2 million fields", "300 MB field", "endless 100", "endless fields")
def head_has_no_end(night, what):
    night.set("errata", attempts="1", attempt_timeout="6s")
    heads = {"status line": [b"HTTP/1.1 200 " + b"A" * 100000 + b"\r\n\r\n", close],
             "2 million fields": [b"HTTP/1.1 200 OK\r\n", endless(b"X-A: 1\r\n", 16 << 20), b"\r\n"],
             "300 MB field": [b"HTTP/1.1 200 OK\r\nX-A: ", endless(b"a" * 4096, 300 << 20), b"\r\n\r\n"],
             "endless 100": [endless(b"HTTP/1.1 100 Continue\r\n\r\n")],
             "endless fields": [b"HTTP/1.1 200 OK\r\n", endless(b"X-A: 1\r\n")]}
    night.api.rules = [Rule(RESULT, heads[what])]
    night.fails(4, "page 1 of")
    night.expect(f"says {night.lines}", any(code in night.lines[0] for code in (
        "[E-PEER-CRASH]", "[E-HTTP-LIMIT]", "[E-NET-TIMEOUT]", "[E-NET-CUT]")))
    night.expect(f"{night.peak >> 20} MiB", night.peak < 560 << 20)
    night.expect(f"{night.own_peak >> 20} MiB", night.own_peak < 100 << 20)


@rows.row("H23", "longer body", "second answer", "drip behind the end")
def something_follows_the_answer(night, what):
    behind = {"longer body": b"{}{}", "second answer": Answer(200, b"{\"value\":[]}").bytes(), "drip behind the end": b""}
    late = [drip(b"HTTP/1.1 500 X\r\n\r\n", 0.05)] if what.startswith("drip") else []
    night.api.rules = [once(path, lambda request, answer: [answer.bytes() + behind[what], *late])
                       for path in ("models", RESULT, "summary-result")]
    night.succeeds()
