#!/usr/bin/env python3
"""Runs the real binary on one golden case and compares what it leaves with what is expected.

  run.py ERRATA CASE_FOLDER

A case is a folder: `cmd` (one argument a line; lines "NAME=VALUE" before the first argument set the
environment), `stdin` (else it is empty), `input/` (copied into the scratch folder that the binary runs in), and `expected/`:
`exit_code`, `stdout`, `stderr`, and `files/` with every file that the run must leave, to the byte.
An output file that is only a name in `expected/present` must be there; its content is not compared.
A file `any_order` in the case says that several models are at work at once: the lines of standard output and of
standard error are then compared without their order. Sizes of reports in messages ("8.8 kB") are compared as "some kB", as each word
of a template changes them. Anything else that the run leaves is a fault. ERRATA_UPDATE=1 writes what was seen into `expected/`.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def read_command(case):
    environment, arguments = {}, []
    for line in (case / "cmd").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not arguments and name.isidentifier():
            environment[name] = value
        elif line:
            arguments.append(line)
    return environment, arguments


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def run(errata, case, scratch):
    """What the run printed and left: name -> bytes."""
    environment, arguments = read_command(case)
    before = {}
    if (case / "input").is_dir():
        shutil.copytree(case / "input", scratch, dirs_exist_ok=True)
        before = files_below(scratch)
    stdin = (case / "stdin").read_bytes() if (case / "stdin").exists() else b""
    done = subprocess.run([errata, *arguments], cwd=scratch, capture_output=True, timeout=60, input=stdin,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"} | environment)
    messages = re.sub(rb"\b[1-9][0-9]*(\.[0-9])? kB", b"some kB", done.stderr)
    seen = {"exit_code": b"%d\n" % done.returncode, "stdout": done.stdout, "stderr": messages}
    for name, content in files_below(scratch).items():
        if before.get(name) != content:
            seen["files/" + name] = content
    return seen


def in_any_order(left):
    return left | {name: b"".join(sorted(left[name].splitlines(True))) for name in ("stdout", "stderr") if name in left}


def main():
    errata, case = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        seen = run(errata, case, pathlib.Path(scratch))
    if int(seen["exit_code"]) < 0:
        sys.exit(f"ended by signal {-int(seen['exit_code'])}")
    expected = case / "expected"
    present = (expected / "present").read_text().split() if (expected / "present").exists() else []
    faults = [f"{name}: is not there" for name in present if "files/" + name not in seen]
    for name in present:
        seen.pop("files/" + name, None)
    if os.environ.get("ERRATA_UPDATE"):
        for name, content in seen.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(content)
    wanted = {name: content for name, content in files_below(expected).items() if name != "present"}
    if (case / "any_order").exists():
        wanted, seen = in_any_order(wanted), in_any_order(seen)
    for name in sorted(wanted.keys() | seen.keys()):
        if wanted.get(name) != seen.get(name):
            faults.append(f"{name}: expected {wanted.get(name)!r:.600}\n{'':{len(name)}}       got {seen.get(name)!r:.600}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
