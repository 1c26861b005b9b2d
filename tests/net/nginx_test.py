#!/usr/bin/env python3
"""Fetches real evaluations with the real binary from nginx, and compares with the original files.

  nginx_test.py ERRATA SHARED

Three sets of SHARED/data are turned by SHARED/tools/to_azure.py into what the service returns, served
over TLS by nginx with a private authority, and fetched by `errata run`: scores, error classes,
confusions and unlabeled candidates must be those of `errata report` on the original files.
Exits with 77 (skipped) where SHARED or nginx is not there.
"""
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from loopback_tls import make_certificates  # noqa: E402

KEY, SIGNATURE = "0123456789abcdef0123456789abcdef", "fedcba9876543210"

# name, arguments of to_azure.py, arguments of errata report; {data} is SHARED/data
SETS = [
    ("wnut17", ["{data}/wnut17-ner/emerging.test.annotated", "--pred", "{data}/wnut17-ner/submissions/uh_ritual"],
     ["--gold", "{data}/wnut17-ner/emerging.test.annotated", "--predicted", "{data}/wnut17-ner/submissions/uh_ritual"]),
    ("hint3", ["{data}/hint3-intent/preds/haptik_powerplay11.csv", "--text", "sentence", "--gold", "label",
               "--pred-field", "predicted_node"],
     ["{data}/hint3-intent/preds/haptik_powerplay11.csv", "--columns",
      "text=sentence,gold=label,predicted=predicted_node,score=predicted_node_score"]),
    ("goemotions", ["{data}/goemotions-multilabel/qwen_zeroshot/predictions.json", "--text", "text",
                    "--gold", "true_labels", "--pred-field", "predicted_labels"],
     ["{data}/goemotions-multilabel/qwen_zeroshot/predictions.json", "--columns",
      "id=id,text=text,gold=true_labels,predicted=predicted_labels"]),
]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def make_project(shared, folder, name, arguments, origin):
    """Pages, summary, texts, and the two answers that to_azure.py does not write."""
    subprocess.run([sys.executable, shared / "tools/to_azure.py", "--out", folder / name, "--project", name,
                    "--model", "m1", "--page-size", "500",
                    *(a.format(data=shared / "data") for a in arguments)], check=True, capture_output=True)
    for page in (folder / name).glob("result-*.json"):
        page.write_text(page.read_text(encoding="utf-8").replace("https://api.example.com", origin), encoding="utf-8")
    kind = json.loads((folder / name / "summary.json").read_text(encoding="utf-8"))["projectKind"]
    times = {"createdDateTime": "2026-01-01T00:00:00Z", "lastModifiedDateTime": "2026-01-02T00:00:00Z"}
    (folder / name / "project.json").write_text(json.dumps(
        {"projectName": name, "projectKind": kind, "storageInputContainerName": name, "language": "en-us", **times}))
    (folder / name / "models.json").write_text(json.dumps({"value": [
        {"label": "m1", "modelId": "m1-x", "lastTrainedDateTime": "2026-01-02T00:00:00Z",
         "lastTrainingDurationInSeconds": 10, "modelExpirationDate": "2027-01-01",
         "modelTrainingConfigVersion": "2022-05-01", "hasSnapshot": False}], "nextLink": None}))


def nginx_config(folder, api, blobs):
    maps, locations = [], []
    for name, _, _ in SETS:
        pages = sorted(page.name for page in (folder / name).glob("result-*.json"))
        rows = "".join(f" {500 * i} {page};" for i, page in enumerate(pages))
        maps.append(f'map "$arg_skip" $page_{name} {{ default absent; "" {pages[0]};{rows} }}')
        base = f"^/language/authoring/analyze-text/projects/{name}"
        for path, file in [("", "project.json"), ("/models", "models.json"),
                           ("/models/m1/evaluation/summary-result", "summary.json"),
                           ("/models/m1/evaluation/result/?", f"$page_{name}")]:
            locations.append(f"location ~ {base}{path}$ {{ default_type application/json; types {{}} "
                             f"try_files /{name}/{file} =404; }}")
    tls = f"ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;"
    temp = "".join(f"{kind}_temp_path {folder}/temp-{kind};" for kind in
                   ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"""
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log; {temp} keepalive_requests 100000;
  {" ".join(maps)}
  server {{ listen 127.0.0.1:{api} ssl; {tls} root {folder};
    if ($http_ocp_apim_subscription_key != "{KEY}") {{ return 401; }}
    {" ".join(locations)}
    location / {{ return 404; }} }}
  server {{ listen 127.0.0.1:{blobs} ssl; {tls}
    if ($arg_sig != "{SIGNATURE}") {{ return 403; }}
    location ~ ^/store/(?<project>[a-z0-9]+)/(?<blob>.+)$ {{ default_type text/plain; root {folder}; try_files /$project/docs/$blob =404; }} }}
}}
"""


def start_nginx(folder):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    process = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.PIPE, text=True)
    for _ in range(100):
        if (folder / "nginx.pid").exists():
            return process
        if process.poll() is not None:
            sys.exit(process.stderr.read())
        time.sleep(0.1)
    sys.exit("nginx does not start")


def comparable(analysis):
    """What must be equal, without the names of the inputs; the service's names end in .txt."""
    name = lambda document: re.sub(r"\.txt$", "", document)
    confusions = [(c["gold"], c["predicted"], c["count"], c["documents"], c["rate"], c["gain"]) for c in analysis["confusions"]]
    unlabeled = [(name(u["document"]), *(u[k] for k in ("start", "end", "label", "surface", "grade", "labelled",
                                                        "otherwise", "unlabelled"))) for u in analysis["unlabeled"]]
    return {"scores": analysis["scores"], "error_classes": analysis["error_classes"], "labels": analysis["labels"],
            "matrix": analysis["matrix"], "confusions": confusions, "unlabeled": unlabeled}


def write_config(folder, api, blobs):
    text = f"[errata]\noutput = reports\n[source.nginx]\nkind = azure-language\nendpoint = https://localhost:{api}\n" \
           f"key_env = TEST_KEY\nca_file = ca.pem\n"
    for name, _, _ in SETS:
        text += f"[model.{name}]\nsource = nginx\nproject = {name}\n" \
                f"texts = https://localhost:{blobs}/store/{name}\ntexts_sas_env = TEST_SAS\n"
    (folder / "nightly.ini").write_text(text)


def main():
    errata, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    if not (shared / "data").is_dir() or not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        print("SKIPPED: the shared data or nginx is not there; nothing was fetched from a real server")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        folder.chmod(0o755)
        api, blobs = free_ports(2)
        make_certificates(folder)
        for name, azure, _ in SETS:
            make_project(shared, folder, name, azure, f"https://localhost:{api}")
        (folder / "nginx.conf").write_text(nginx_config(folder, api, blobs))
        write_config(folder, api, blobs)
        nginx = start_nginx(folder)
        try:
            began = time.monotonic()
            done = subprocess.run([errata, "run", "nightly.ini", "-v"], cwd=folder, text=True, capture_output=True, timeout=600,
                                  env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY, "TEST_SAS": f"sv=2023-11-03&sig={SIGNATURE}"})
            took = time.monotonic() - began
        finally:
            nginx.terminate()
            nginx.wait()
        requests = len((folder / "access.log").read_text().splitlines())
        print(done.stderr + f"{requests} requests in {took:.1f} s")
        if done.returncode != 0:
            sys.exit(f"errata run: exit {done.returncode}")
        faults = 0
        for name, _, arguments in SETS:
            subprocess.run([errata, "report", *(a.format(data=shared / "data") for a in arguments), "-q",
                            "-o", folder / "original" / name], check=True, capture_output=True)
            fetched, original = (comparable(json.loads(path.read_text(encoding="utf-8"))) for path in (
                folder / "reports" / name / "latest" / "analysis.json", folder / "original" / name / "analysis.json"))
            for what, ours in fetched.items():
                same = ours == original[what]
                faults += not same
                size = f" ({len(ours)})" if isinstance(ours, list) else ""
                print(f"{name}: {what}{size} {'equal' if same else 'DIFFER'}")
                if not same:
                    print(f"  fetched  {str(ours)[:1500]}\n  original {str(original[what])[:1500]}")
        sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
