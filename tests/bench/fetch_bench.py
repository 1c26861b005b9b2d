#!/usr/bin/env python3
"""Measures fetching beside curl: nginx with TLS on the loopback, connections kept alive, no pacing.

  fetch_bench.py ERRATA [REPETITIONS]

Two loads: 200 pages of 1 MB in 4 projects, chained by nextLink; 20,000 texts of 2 kB in one. In each repetition
`errata fetch` and `curl --parallel` with the same number of connections fetch the same URLs to disk, in turn; the
first is not counted. Prints MB/s, requests/s and the ratio of the wall times, best against best and median against
median. Exits with 77 where nginx or curl is not there, with 1 where a ratio of medians is above 1.3.
"""
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "fault"), str(TESTS / "support")]
import counting_server  # noqa: E402
from loopback_tls import make_certificates  # noqa: E402

AIM = 1.3
BASE = counting_server.BASE
PROJECTS, PAGES, PAGE_BYTES, PAGE_CONNECTIONS = 4, 50, 1_000_000, 2
TEXTS, TEXT_BYTES, TEXT_CONNECTIONS = 20_000, 2_000, 4


def entity_item(name, spans):
    """A document of an evaluation of entities, as the service writes it."""
    entities = [{"category": "Person", "offset": 17 * n, "length": 9} for n in range(spans)]
    return {"location": name, "language": "en-us", "projectKind": "CustomEntityRecognition",
            "customEntityRecognitionResult": {"entities": [{"expectedEntities": entities, "predictedEntities": entities,
                                                            "regionOffset": 0, "regionLength": 17 * spans}]}}


def write_project(folder, project, port, pages, items_of):
    home = folder / project
    home.mkdir()
    (home / "project.json").write_text(json.dumps({"projectName": project, "projectKind": "CustomEntityRecognition"}))
    (home / "models.json").write_text(json.dumps({"value": [{"label": "m1", "lastTrainedDateTime": "2026-01-02T00:00:00Z"}]}))
    (home / "summary.json").write_text(json.dumps({"projectKind": "CustomEntityRecognition"}))
    for page in range(pages):
        link = f"https://localhost:{port}{BASE}{project}/models/m1/evaluation/result?api-version=2023-04-01&skip={page + 1}"
        (home / f"result-{page}.json").write_text(
            json.dumps({"value": items_of(page), "nextLink": link if page + 1 < pages else None}))


def page_items(page):
    items, size = [], 0
    while size < PAGE_BYTES:
        items.append(entity_item(f"doc-{page:03}-{len(items):05}.txt", 5))
        size += len(json.dumps(items[-1])) + 2
    return items


def nginx_config(folder, port):
    temp = "".join(f"{kind}_temp_path {folder}/temp-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    base = f"^{BASE}(?<project>[a-z0-9]+)"
    json_file = "default_type application/json; types {}"
    return f"""
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  map $arg_skip $page {{ "" 0; default $arg_skip; }}
  access_log off; {temp} keepalive_requests 1000000; sendfile on; tcp_nodelay on;
  server {{ listen 127.0.0.1:{port} ssl; root {folder};
    ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;
    location ~ {base}$ {{ {json_file} try_files /$project/project.json =404; }}
    location ~ {base}/models$ {{ {json_file} try_files /$project/models.json =404; }}
    location ~ {base}/models/m1/evaluation/summary-result$ {{ {json_file} try_files /$project/summary.json =404; }}
    location ~ {base}/models/m1/evaluation/result$ {{ {json_file}
      try_files /$project/result-$page.json =404; }}
    location /store/ {{ default_type text/plain; alias {folder}/texts/; }}
    location / {{ return 404; }} }}
}}
"""


class Load:
    """What is fetched: the models of a config, and the same by URL."""

    def __init__(self, name, models, urls, connections, megabytes):
        self.name, self.models, self.urls, self.connections, self.megabytes = name, models, urls, connections, megabytes
        self.key = name.split()[1]


def loads(folder, port):
    projects = [f"pages{n}" for n in range(PROJECTS)]
    for project in projects:
        write_project(folder, project, port, PAGES, page_items)
    names = [f"doc-{n:06}.txt" for n in range(TEXTS)]
    write_project(folder, "texts", port, 20, lambda page: [entity_item(name, 1) for name in names[page * 1000:page * 1000 + 1000]])
    (folder / "texts").mkdir(exist_ok=True)
    for number, name in enumerate(names):
        (folder / "texts" / name).write_text((f"text {number} of a document. " * 100)[:TEXT_BYTES])
    origin = f"https://localhost:{port}"
    result = f"{BASE}{{}}/models/m1/evaluation/result?api-version=2023-04-01&stringIndexType=Utf16CodeUnit&skip={{}}"
    page_urls = [origin + result.format(project, page) for page in range(PAGES) for project in projects]
    text_urls = [f"{origin}/store/{name}" for name in names] + [origin + result.format("texts", page) for page in range(20)]
    size = lambda home: sum(path.stat().st_size for path in home.glob("result-*.json")) / 1e6
    return [Load(f"{PROJECTS * PAGES} pages", [(p, False) for p in projects], page_urls, PAGE_CONNECTIONS,
                 sum(size(folder / project) for project in projects)),
            Load(f"{TEXTS} texts", [("texts", True)], text_urls, TEXT_CONNECTIONS, TEXTS * TEXT_BYTES / 1e6 + size(folder / "texts"))]


def timed(command, folder):
    begin = time.monotonic()
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, timeout=600, env=counting_server.ENVIRONMENT)
    took = time.monotonic() - begin
    if done.returncode != 0:
        sys.exit(f"{command[0]}: exit {done.returncode}: {done.stderr[-2000:]}")
    return took


def measure(errata, folder, load, port, repetitions):
    text = f"[source.s]\nkind = azure-language\nendpoint = https://localhost:{port}\nkey_env = TEST_KEY\nca_file = ca.pem\n" \
           "requests_per_minute = 0\n"
    for project, has_texts in load.models:
        texts = f"texts = https://localhost:{port}/store\ntexts_sas_env = TEST_SAS\n" if has_texts else ""
        text += f"[model.{project}]\nsource = s\nproject = {project}\n{texts}"
    (folder / "bench.ini").write_text(text)
    curl = ["curl", "--silent", "--fail", "--cacert", "ca.pem", "--http1.1", "--parallel", "--parallel-max", str(load.connections),
            "-H", f"Ocp-Apim-Subscription-Key: {counting_server.KEY}", "--config", "urls"]
    ours, theirs = [], []
    for number in range(repetitions + 1):
        # Always to a new folder: some file systems are slow to reuse what was just deleted.
        raw, files = f"{load.key}-raw-{number}", f"{load.key}-curl-{number}"
        (folder / files).mkdir()
        (folder / "urls").write_text("".join(f'url = "{url}"\noutput = "{files}/{n}"\n' for n, url in enumerate(load.urls)))
        for command, times in (([errata, "fetch", "bench.ini", "-q", "-o", raw], ours), (curl, theirs)):
            os.sync()  # errata syncs its files: it shall not wait for those of others
            times.append(timed(command, folder))
        count = sum(1 for path in (folder / raw).rglob("*.*") if path.name.startswith("result-") or path.suffix == ".txt")
        if count != len(load.urls):
            sys.exit(f"{load.name}: {count} of {len(load.urls)} files came")
    return ours[1:], theirs[1:]


def report(load, ours, theirs):
    for who, times in (("errata", ours), ("curl", theirs)):
        best, middle = min(times), statistics.median(times)
        print(f"{load.name}, {load.connections} connections, {who:6}: best {best:.2f} s, median {middle:.2f} s, "
              f"{load.megabytes / middle:.0f} MB/s, {len(load.urls) / middle:.0f} requests/s")
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{load.name}: errata / curl = {ratio:.2f} (medians), {min(ours) / min(theirs):.2f} (best); aim {AIM}")
    return ratio


def main():
    errata = pathlib.Path(sys.argv[1]).resolve()
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not nginx or not shutil.which("curl"):
        print("SKIPPED: nginx or curl is not there")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        folder.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        make_certificates(folder)
        work = loads(folder, port)
        (folder / "nginx.conf").write_text(nginx_config(folder, port))
        server = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-p", folder])
        try:
            while not (folder / "nginx.pid").exists():
                time.sleep(0.05)
            ratios = [report(load, *measure(errata, folder, load, port, repetitions)) for load in work]
        finally:
            server.terminate()
            server.wait()
    sys.exit(1 if max(ratios) > AIM else 0)


if __name__ == "__main__":
    main()
