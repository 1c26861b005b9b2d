"""Rows B01 to B08: texts from a container."""
import email.utils
import json
import time

import canary
import service
from night import rows
from service import blob_error, json_answer
from wire import Answer, Rule

TEXT = "ticket-05"


def evaluation(night):
    """Header and documents by id."""
    header, *documents = [json.loads(line) for line in night.result()[0].splitlines()]
    return header, {document["id"]: document for document in documents}


def succeeds_without(night, *missing, words=()):
    """A report, where the texts of `missing` are not there, may be missing, and a remark names each."""
    night.set("model.tickets", missing_texts="10%")
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    header, documents = evaluation(night)
    for name in documents:
        night.expect(f"text of {name}: {'text' in documents[name]}", ("text" in documents[name]) == (name not in missing))
    for word in (*missing, *words):
        night.expect(f"no remark on {word}", word in json.dumps(header, ensure_ascii=False))
    return done


@rows.row("B01")
def one_text_is_not_there(night):
    night.blobs.rules = [Rule(TEXT, blob_error(404, "BlobNotFound"))]
    succeeds_without(night, f"{TEXT}.txt", words=["404"])


@rows.row("B01", "one", "all", "the container", "more than may be")
def texts_are_not_there(night, which):
    """Nothing is reported as complete, and nobody is asked twenty thousand times."""
    code = "ContainerNotFound" if which == "the container" else "BlobNotFound"
    night.blobs.rules = [Rule(TEXT if which == "one" else "", blob_error(404, code))]
    if which == "more than may be":
        night.set("model.tickets", missing_texts="0.2")
    night.fails(4, "404", "missing_texts", "3 texts of 16 may be missing" if which == "more than may be" else
                "no text of 16 may be missing", "[E-TEXT-MISSING]")
    night.expect(f"{night.blobs.count()} requests", night.blobs.count() <= 8 or which == "one")


@rows.row("B02")
def one_text_may_not_be_read(night):
    night.blobs.rules = [Rule(TEXT, blob_error(403, "AuthorizationPermissionMismatch"))]
    succeeds_without(night, f"{TEXT}.txt", words=["403"])


@rows.row("B02")
def no_text_may_be_read(night):
    night.blobs.rules = [Rule("", blob_error(403, "AuthorizationPermissionMismatch"))]
    night.fails(4, "403", "AuthorizationPermissionMismatch", "[E-AUTH]")
    night.expect(f"{night.blobs.count()} requests", night.blobs.count() <= 6)


@rows.row("B03")
def signature_expires_during_the_run(night):
    """The server's clock is behind `se`: no other text will be let in either."""
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 60))
    night.environment["TEST_SAS"] = canary.SAS.replace("2099-01-01T00:00:00Z", soon)
    late = ("Date", email.utils.formatdate(time.time() + 120, usegmt=True))
    night.blobs.rules = [Rule(TEXT, blob_error(403, "AuthenticationFailed").with_fields(late))]
    night.fails(4, "expired", soon, "[E-AUTH]")
    night.expect(f"{night.blobs.count(TEXT)} requests", night.blobs.count(TEXT) == 1)


@rows.row("B04", "digest", "short")
def text_is_damaged_on_the_way(night, what):
    def script(request, answer):
        body = answer.body[:-3] if what == "short" else answer.body[::-1]
        return [Answer(200, body, answer.type, answer.fields).bytes()]
    night.blobs.rules = [Rule(TEXT, script)]
    night.fails(4, TEXT, "Content-MD5", "attempt 2 of 2")
    night.expect(f"{night.blobs.count(TEXT)} requests", night.blobs.count(TEXT) == 2)


def answer_text(night, body):
    night.blobs.rules = [Rule(TEXT, Answer(200, body, "text/plain"))]


@rows.row("B05", service.text(5).replace("\r\n", "\n"), service.text(5) + "More.", "Another text")
def text_has_changed(night, text):
    answer_text(night, text.encode())
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    night.expect("nothing says that the text differs", f"{TEXT}.txt" in night.result()[1])


BODIES = {"empty": b"", "UTF-16": b"\xff\xfe" + service.text(5).encode("utf-16-le"), "Windows-1252": b"caf\xe9 " * 10,
          "BOM": b"\xef\xbb\xbf" + service.text(5).encode(), "zeros": b"\0" * 100}


@rows.row("B06", *BODIES)
def text_in_another_encoding(night, what):
    """A report in every case, in which all sixteen documents stand."""
    answer_text(night, BODIES[what])
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    night.expect("a document is lost", len(evaluation(night)[1]) == service.DOCUMENTS)
    if what == "BOM":
        night.expect("the mark is no part of the text", evaluation(night)[1][f"{TEXT}.txt"]["text"] == service.text(5))


@rows.row("B06", 4 << 20, (4 << 20) + 1)
def text_is_too_large(night, size):
    answer_text(night, b"x" * size)
    if size > 4 << 20:
        night.fails(4, TEXT, "4194304", "[E-HTTP-LIMIT]")
    else:
        done = night.run()
        night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)


def rename(night, names):
    """The first documents of the evaluation under other names."""
    def script(request, answer):
        page = json.loads(answer.body)
        for item, name in zip(page["value"], names):
            item["location"] = name
        return [json_answer(page).bytes()]
    night.api.rules = [Rule("evaluation/result", script, 1, 1)]


NAMES = ["a b%20c.txt", "100%?x=1#y.txt", "p+q&r=s;t.txt", "\u00fc\u4e2d\U0001f600/folder/\u0301.txt"]


@rows.row("B07")
def names_need_encoding(night):
    rename(night, NAMES)
    bodies = {f"{service.CONTAINER}/{name}": service.text(n).encode() for n, name in enumerate(NAMES)}
    night.blobs.rules = [Rule("", lambda request, answer: [
        Answer(200, bodies[request.path], "text/plain").bytes() if request.path in bodies else answer.bytes()])]
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    night.expect("a text is missing", all("text" in document for document in evaluation(night)[1].values()))
    night.expect("a name lost its signature", all("sig" in request.query for request in night.blobs.seen))


@rows.row("B08")
def names_look_like_places(night):
    """Still names below the container; parts that a proxy might collapse are not asked for."""
    names = [f"https://localhost:{night.other.port}/x.txt", "/etc/passwd", "../../other/x.txt", "a/./b.txt"]
    rename(night, names)
    succeeds_without(night, *names)
    paths = [request.path for request in night.blobs.seen]
    night.expect(f"asked for {paths}", all(path.startswith(service.CONTAINER + "/") for path in paths))
    night.expect("asked for a dotted name", not any("/../" in path or "/./" in path for path in paths))
