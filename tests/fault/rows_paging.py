"""Rows L01 to L13: lists on many pages, and evaluations that change."""
import json
import pathlib

import service
from night import rows
from service import json_answer
from wire import Answer, Rule, Wire, once

RESULT = "evaluation/result"


def changed(change):
    """The good page, after `change` did something to it."""
    def script(request, answer):
        page = json.loads(answer.body)
        change(page, request)
        return [json_answer(page).bytes()]
    return script


def with_link(link):
    return changed(lambda page, request: page.update(nextLink=link))


@rows.row("L01", ("null", None), ("absent", ...), ("empty", ""), ("blank", " "))
def last_page(night, what, link):
    def end(page, request):
        if page["nextLink"] is None:
            page.pop("nextLink")
            page.update({} if link is ... else {"nextLink": link})
    night.api.rules = [Rule(RESULT, changed(end))]
    night.succeeds()


LINKS = ["https://localhost:{}/x", "http://localhost:{}/x", "https://user@localhost:{}/x", "https://169.254.169.254/latest",
         "file:///etc/passwd", "//localhost:{}/x", "https://localhost/x", "https://127.0.0.1:{}/", "ftp://localhost/",
         "https://localhost:{}\\@localhost/", "https://localhost%00:{}/", "javascript:1", "https://[::1]:{}/",
         "https://localhost:{}#x", "https:/localhost", "/a b", "/\u00fc", "/%zz", "/\u0000", "/" + "a" * 9000]


@rows.row("L02", *LINKS)
def link_leads_elsewhere(night, link):
    night.api.rules = [Rule(RESULT, with_link(link.format(night.other.port)))]
    night.fails(4, "page 1 of", "[E-LINK-ORIGIN]")
    night.expect(f"{night.api.count(RESULT)} pages", night.api.count(RESULT) == 1)


@rows.row("L02", "operation-location", "resultUrl")
def link_of_the_export_leads_elsewhere(night, what):
    """The export is dispensable, the credential is not: a remark, and no request."""
    link = f"https://localhost:{night.other.port}/x"
    job = {"jobId": "j_1", "status": "succeeded", "resultUrl": link}
    night.api.rules = [Rule(":export", Answer(202, b"", fields=(("operation-location", link),)))
                       if what == "operation-location" else Rule("jobs/j_1", json_answer(job))]
    done = night.run()
    night.expect(f"exit code {done.returncode}", done.returncode == 0)
    night.expect("no remark", "E-LINK-ORIGIN" in night.result()[0])


@rows.row("L03", "relative", "//host", "?skip", "upper case", "path")
def link_is_written_in_another_way(night, what):
    def shorten(page, request):
        link = page["nextLink"]
        if link:
            path = link.split("/", 3)[3]
            page["nextLink"] = {"relative": "result/?" + link.split("?")[1], "//host": f"//localhost:{night.api.port}/{path}",
                                "?skip": "?" + link.split("?")[1], "path": "/" + path,
                                "upper case": f"HTTPS://LOCALHOST:{night.api.port}/{path}"}[what]
            if what == "relative" and request.target.split("?")[0].endswith("/"):
                page["nextLink"] = "?" + link.split("?")[1]
    night.api.rules = [Rule(RESULT, changed(shorten))]
    night.succeeds()


def to_skip(number):
    def change(page, request):
        page["nextLink"] = request.target.split("?")[0] + f"?api-version=2023-04-01&skip={number(request)}"
    return changed(change)


@rows.row("L04", ("itself", lambda r: 0), ("cycle of three", lambda r: (int(r.query.get("skip", 0)) + 4) % 12))
def links_form_a_cycle(night, what, number):
    night.api.rules = [Rule(RESULT, to_skip(number))]
    night.fails(4, "page ", "[E-PAGE-CYCLE]")
    night.expect(f"{night.api.count(RESULT)} pages", night.api.count(RESULT) <= 4)


@rows.row("L05", "empty pages", "same page")
def pages_have_no_end(night, what):
    def change(page, request):
        skip = int(request.query.get("n", 0))
        page["value"] = [] if what == "empty pages" else [service.item(0)]
        page["nextLink"] = request.target.split("?")[0] + f"?n={skip + 1}"
    night.api.rules = [Rule(RESULT, changed(change))]
    night.fails(4, "[E-PAGE-STUCK]")
    night.expect(f"{night.api.count(RESULT)} pages", night.api.count(RESULT) <= 4)


@rows.row("L05")
def new_items_have_no_end(night):
    """Pages that always bring something new are ended by their number, or by the time of the run."""
    def script(request, answer):
        number = int(request.query.get("n", 0))
        item = {**service.item(1), "location": f"endless-{number}.txt"}
        return [json_answer({"value": [item], "nextLink": f"?n={number + 1}"}).bytes()]
    night.set("errata", deadline="6s")
    night.api.rules = [Rule(RESULT, script)]
    night.fails(4, "[E-DEADLINE]", most=6 + 5)


@rows.row("L06", 5, {"a": 1}, ["x"], True, 1.5)
def link_is_no_text(night, link):
    night.api.rules = [Rule(RESULT, with_link(link))]
    night.fails(4, "page 1 of", "nextLink", "[E-PAGE-SHAPE]")


@rows.row("L06")
def link_of_a_megabyte(night):
    night.api.rules = [Rule(RESULT, with_link("/" + "x" * (1 << 20)))]
    night.fails(4, "page 1 of", "8 KiB", "[E-LINK-ORIGIN]")


@rows.row("L06", {"value": 5}, {"value": [5]}, {}, [], "text", {"value": None})
def page_has_another_shape(night, page):
    night.api.rules = [Rule(RESULT, json_answer(page))]
    night.fails(4, "page 1 of")


@rows.row("L07")
def document_on_two_pages(night):
    night.api.rules = [once(RESULT, changed(lambda page, request: page["value"].append(service.item(0))), nth=2)]
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
    night.expect("no remark", "more than one page" in night.result()[0])
    times = sum(json.loads(line).get("id") == service.location(0) for line in night.result()[0].splitlines())
    night.expect(f"the document stands {times} times", times == 1)


@rows.row("L07", "other predictions", "other language")
def document_twice_with_other_content(night, what):
    other = {**service.item(0), "language": "fr"} if what == "other language" else {**service.item(2), "location": service.location(0)}
    night.api.rules = [once(RESULT, changed(lambda page, request: page["value"].append(other)), nth=2)]
    night.fails(4, "page 2 of", service.location(0), "[E-DUP]")


@rows.row("L08", "last page", "middle page", "one document")
def pages_are_missing(night, what):
    """The summary counts more labelled items than the pages hold: never a report."""
    def script(page, request):
        skip = int(request.query.get("skip", 0))
        if what == "last page" and skip == 8:
            page["nextLink"] = None
        if what == "middle page" and skip == 4:
            page["value"] = []
        if what == "one document" and skip == 4:
            page["value"].pop()
    night.api.rules = [Rule(RESULT, changed(script))]
    night.fails(4, "summary", "[E-COUNT]")


@rows.row("L09", ("once", 1), ("always", 99))
def summary_changes_while_paging(night, what, times):
    """Summary, pages, summary: another one behind the pages means that it all is read again."""
    calls = [0]

    def script(request, answer):
        calls[0] += 1
        return [json_answer(service.summary(shift=0 if calls[0] > 2 * times or calls[0] % 2 == 0 else 1 + calls[0])).bytes()]
    night.api.rules = [Rule("summary-result", script)]
    if times == 1:
        night.succeeds()
    else:
        night.fails(4, "[E-CHANGED]")
    night.expect(f"{night.api.count(RESULT)} pages", night.api.count(RESULT) == 8)


@rows.row("L10", 1, 3)
def page_is_of_another_kind(night, nth):
    def change(page, request):
        for item in page["value"]:
            item["projectKind"] = "CustomMultiLabelClassification"
    night.api.rules = [once(RESULT, changed(change), nth)]
    night.fails(4, "tickets", "another kind")


@rows.row("L11", "passes", "stays")
def page_fails_after_good_ones(night, what):
    """That page only is asked for again; what was verified serves the next run."""
    night.api.rules = [Rule(RESULT, Answer(500, b""), 4, 4 if what == "passes" else 99)]
    if what == "passes":
        night.succeeds()
        night.expect(f"{night.api.count(RESULT)} pages", night.api.count(RESULT) == 5)
        return
    night.fails(4, "page 4 of", "[E-HTTP-BUSY]")
    asked = night.api.count(RESULT)
    night.api.rules = []
    night.succeeds()
    night.expect(f"{night.api.count(RESULT) - asked} pages asked for again", night.api.count(RESULT) - asked == 1)


@rows.row("L11")
def model_is_read_from_files_after_an_unfinished_fetch(night):
    """What the fetch has left is none of the run that reads a file."""
    night.api.rules = [Rule(RESULT, Answer(500, b""), 4)]
    night.fails(4, "page 4 of")
    night.write("lines.jsonl", service.lines())
    night.config["model.tickets"] = {"input": "lines.jsonl"}
    done = night.run()
    night.expect(f"exit code {done.returncode}: {done.stderr!r}", done.returncode == 0)
    night.expect("what was fetched is published", not (night.newest() / "raw").exists())
    night.expect("it stays", not list(night.reports.glob("tickets/.*")))


def unfinished(night):
    """Files of an unfinished run, the pages last."""
    return sorted(p for p in night.reports.rglob("*result*.json") if any(part.startswith(".") for part in p.parts))


@rows.row("L12", "corrupt", "truncated", "missing", "of another evaluation")
def stored_page_is_damaged(night, how):
    """A page of an unfinished run is taken after its size and digest were checked, or fetched again."""
    night.api.rules = [Rule(RESULT, Answer(500, b""), 4)]
    night.fails(4, "page 4 of")
    pages = unfinished(night)
    night.expect("no page was kept", pages)
    for page in pages[:1] if how != "of another evaluation" else []:
        data = page.read_bytes()
        page.unlink()
        if how != "missing":
            page.write_bytes(data[:-5] if how == "truncated" else data.replace(b"Person", b"person", 1))
    night.api.rules = []
    if how == "of another evaluation":
        newer = [{**model, "lastTrainedDateTime": "2026-02-01T00:00:00Z"} for model in service.models()[:1]]
        night.api.rules = [Rule("models", json_answer({"value": newer, "nextLink": None}), 1, 1)]
        before = night.api.count(RESULT)
        done = night.run()
        night.expect(f"exit code {done.returncode}: {done.stderr}", done.returncode == 0)
        night.expect("pages of the old model were used", night.api.count(RESULT) - before == 4)
    else:
        night.succeeds()


@rows.row("L12", "raw")
def stored_page_is_damaged_and_there_is_no_network(night, what):
    night.set("model.tickets", texts=None, texts_sas_env=None)
    night.succeeds(like="no texts")
    page = sorted(pathlib.Path(night.newest() / "raw").glob("result*.json"))[0]
    page.write_bytes(page.read_bytes()[:-5])
    run_id = night.newest().name
    night.api.__exit__()
    night.fails(4, page.name, options=["--replay", run_id])


@rows.row("L13", "drops", "refuses")
def link_without_string_index_type(night, what):
    """The good server already drops the parameter from its links; here it also refuses its own links."""
    def script(request, answer):
        if what == "drops" and "stringIndexType" not in request.query:
            return [service.error(400, "InvalidArgument", "stringIndexType is required.").bytes()]
        if what == "refuses" and "top" in request.query:
            return [service.error(400, "InvalidArgument", "The query parameter 'top' is not valid.").bytes()]
        return [answer.bytes()]
    night.api.rules = [Rule(RESULT, script)]
    night.succeeds()


@rows.row("L03")
def link_names_the_port_of_https(night):
    """Only with port 443, which a test cannot have; so the port is left out, which is another origin here."""
    night.api.rules = [Rule(RESULT, with_link("https://localhost:443/x"))]
    night.fails(4, "another origin", "[E-LINK-ORIGIN]")
