"""The gallery that ends the demo: each of its links leads to a file of the sample reports, and its policy allows its style alone.

gallery_test.py ERRATA CHECKOUT
"""
import base64
import hashlib
import html.parser
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

PROJECTS = ("service-orders", "support-tickets", "film-notes")


class Page(html.parser.HTMLParser):
    """The links of a page, its policy, its style, and the names of its elements."""

    def __init__(self, text):
        super().__init__()
        self.links, self.policy, self.style, self.names, self.is_style = [], "", "", [], False
        self.feed(text)

    def handle_starttag(self, name, attributes):
        self.names.append(name)
        self.is_style = name == "style"
        given = dict(attributes)
        if name == "a":
            self.links.append(given["href"])
        elif given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]

    def handle_endtag(self, name):
        self.is_style = False

    def handle_data(self, data):
        if self.is_style:
            self.style += data


def faults_of(page, folder):
    for link in page.links:
        target = (folder / urllib.parse.unquote(link)).resolve()
        if not target.is_file() or folder.resolve() not in target.parents or target.stat().st_size == 0:
            yield f"{link} leads nowhere"
    for project in PROJECTS:
        mine = [link for link in page.links if f"/{project}/" in link]
        if len(mine) != len(set(mine)) or len(mine) < 9:
            yield f"{project} has {len(mine)} links: {mine}"
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    if f"style-src 'sha256-{digest}'" not in page.policy or not page.policy.startswith("default-src 'none';"):
        yield f"the policy {page.policy!r} is not that of the style, sha256-{digest}"
    if active := {"script", "img", "iframe", "link"} & set(page.names):
        yield f"the page holds {active}"


def main():
    errata, checkout = (pathlib.Path(given).resolve() for given in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for project in PROJECTS:
            subprocess.run([errata, "report", "-q", checkout / "sample-data" / project / f"{project}.jsonl",
                            "-o", folder / "reports" / project / "latest"], check=True)
        subprocess.run([checkout / "tests/support/gallery.sh", errata, folder], check=True, stdout=subprocess.DEVNULL)
        page = Page((folder / "index.html").read_text(encoding="utf-8"))
        faults = list(faults_of(page, folder))
    print("\n".join(faults) or f"{len(page.links)} links lead to files")
    return 1 if faults else 0


sys.exit(main())
