"""Claims about pages whose style and script stand in files beside them."""
import contextlib
import functools
import http.server
import pathlib
import threading

import reports

POLICY = "default-src 'self'"
STYLED = "getComputedStyle(document.body).marginTop === '0px'"
SCRIPTED = "!document.getElementById('tools').hidden"


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a policy that forbids what stands in pages."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def state(view, where):
    view.open(where)
    return view.ask(STYLED), view.ask(SCRIPTED), [asked.rpartition("/")[2] for asked, status in view.requests()], view.complaints()


def works_under_a_strict_policy(view, errata, sample, scratch):
    """A page with its own files, served and from disk; the page alone, which is the default, needs its policy to be the only one."""
    alone, apart = pathlib.Path(scratch, "alone"), pathlib.Path(scratch, "apart")
    reports.run(errata, "report", "-q", sample, "-o", alone)
    reports.run(errata, "report", "-q", sample, "--assets", "external", "-o", apart)
    beside = sorted(path.name for path in apart.iterdir() if path.suffix in (".css", ".js"))
    if beside != ["report.css", "report.js"] or any(path.suffix in (".css", ".js") for path in alone.iterdir()):
        return f"beside the page stand {beside}"
    asked = ["report.html", "report.css", "report.js"]
    view.look()
    with served(scratch) as origin:
        given = state(view, origin + "apart/report.html"), state(view, apart / "report.html")
        refused = state(view, origin + "alone/report.html")
    for place, found in zip(("served", "on disk"), given):
        if found != (True, True, asked, []):
            return f"{place}: {found}"
    return None if refused[:2] == (False, False) and refused[3] else f"the policy of the server does nothing: {refused}"
