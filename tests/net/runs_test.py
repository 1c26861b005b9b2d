#!/usr/bin/env python3
"""Drives the real binary for what people see of a run, and for running again what was fetched before.

  runs_test.py ERRATA SAMPLE_DATA

Each case is a run with its exit code, words that it must say, and what the service saw. In nothing that was
written may any secret stand. Exits with 77 (skipped) where the openssl command is not there.
"""
import json
import os
import pathlib
import pty
import resource
import shutil
import signal
import subprocess
import time

from world import KEY, run_all


def contents(folder, *but):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in but}


def runs_of(world, model):
    folder = world.folder / "reports" / model
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != ".")


def check_replays(world):
    config = world.config()
    world.expect("a run to go back to", world.run(config, SOURCE_DATE_EPOCH="1700000000"), 0, "report.html")
    first, = runs_of(world, "tickets")
    before = contents(first)
    again = lambda *arguments, **environment: world.run(
        config, "--replay", *arguments, keeps=True, **({"TEST_KEY": "", "SOURCE_DATE_EPOCH": "1700000060"} | environment))

    done = again(first.name)
    second = next(path for path in runs_of(world, "tickets") if path != first)
    record = json.loads((second / "run.json").read_text())
    world.expect("a run from what was fetched", done, 0, str(second.name), nothing_was_asked=not world.service.asked,
                 it_says_of_which=record["replay_of"] == first.name,
                 same_documents=(second / "evaluation.jsonl").read_bytes() == (first / "evaluation.jsonl").read_bytes(),
                 same_files=contents(second / "raw") == contents(first / "raw"),
                 same_analysis=(second / "analysis.json").read_bytes() == (first / "analysis.json").read_bytes(),
                 the_first_is_as_it_was=contents(first) == before,
                 the_latest_is_the_new_one=(world.folder / "reports/tickets/latest").resolve() == second.resolve())
    shutil.rmtree(first)
    world.expect("a run of a run, by its folder, when the first is gone",
                 again(f"reports/tickets/{second.name}", SOURCE_DATE_EPOCH="1700000120"), 0, "report.html",
                 nothing_was_asked=not world.service.asked)

    there = contents(world.folder / "reports", ".errata.lock")
    same = lambda: contents(world.folder / "reports", ".errata.lock") == there
    world.expect("a run that never was", again("1999-01-01T000000Z"), 4, "reports/tickets/1999-01-01T000000Z",
                 "is no run with fetched files in raw/", nothing_changed=same())
    two = config + "[model.other]\nsource = s\nproject = tickets-us\n"
    done = world.run(two, "--replay", f"reports/tickets/{second.name}", keeps=True)
    world.expect("one folder for two models", done, 2, "name it with --model", nothing_changed=same())
    page = second / "raw" / "result-0001.json"
    page.write_bytes(page.read_bytes().replace(b"en", b"de", 1))
    there = contents(world.folder / "reports", ".errata.lock")
    world.expect("a file that is not what was fetched", again(second.name, SOURCE_DATE_EPOCH="1700000180"), 4,
                 f"tickets/{second.name}/raw/result-0001.json: is not what was fetched", nothing_changed=same())


def pages_asked(world):
    return sum("evaluation/result" in path for _, path, _, _ in world.service.asked)


def unfinished(world):
    return list((world.folder / "reports/tickets").glob(".*.partial/raw/index.jsonl"))


def check_what_is_kept(world):
    good, bad = world.config(), world.config(model="project = tickets-eu\ntask = entities")
    world.expect("a good night", world.run(good, SOURCE_DATE_EPOCH="1700000000"), 0, pages_came=pages_asked(world) > 0)
    first, = runs_of(world, "tickets")
    done = world.run(bad, keeps=True, SOURCE_DATE_EPOCH="1700086400")
    world.expect("a night that fails behind the fetch", done, 4, pages_came=pages_asked(world) > 0,
                 what_was_fetched_is_kept=len(unfinished(world)) == 1)
    done = world.run(good, "--replay", first.name, keeps=True, SOURCE_DATE_EPOCH="1700100000")
    world.expect("a replay between", done, 0, what_was_fetched_is_kept=len(unfinished(world)) == 1)
    done = world.run(good, keeps=True, SOURCE_DATE_EPOCH="1700172800")
    world.expect("the next night goes on from it", done, 0, no_page_came_again=pages_asked(world) == 0,
                 nothing_is_left=not unfinished(world))


def check_memory_stays_private(world):
    """No core file: it would hold the key."""
    (world.folder / "nightly.ini").write_text(world.config())
    world.service.delay = 0.3
    process = subprocess.Popen([world.errata, "run", "nightly.ini"], cwd=world.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True, env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY},
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2))
    time.sleep(0.5)
    limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
    process.send_signal(signal.SIGABRT)
    said = process.communicate()
    world.service.delay = 0
    done = subprocess.CompletedProcess([], process.returncode, *said)
    core, = (line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core file size"))
    world.expect("a run that is aborted", done, -signal.SIGABRT, its_core_may_have_no_byte=core == ["0", "0"],
                 there_is_none=not list(world.folder.glob("core*")))


def on_terminal(world, *arguments, **environment):
    """All that a run writes where standard error is a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, True)
    subprocess.run(["stty", "cols", "100"], stdin=theirs, check=True)
    process = subprocess.Popen([world.errata, "run", "nightly.ini", *arguments], cwd=world.folder, stderr=theirs,
                               stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY, "TERM": "xterm"} | environment)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    return subprocess.CompletedProcess([], process.wait(), "", said.decode().replace("\r\n", "\n"))


def screen_after(said):
    """What stands on the terminal when all is said: cursor up and erase below are all that bars use."""
    lines = [""]
    row = 0
    at = 0
    while at < len(said):
        if said.startswith("\x1b[", at):
            end = at + 2
            while not said[end].isalpha():
                end += 1
            if said[end] == "A":
                row -= int(said[at + 2:end])
            elif said[end] == "J":
                lines = lines[:row] + [""]
            at = end + 1
            continue
        if said[at] == "\n":
            row += 1
            if row == len(lines):
                lines.append("")
        else:
            lines[row] += said[at]
        at += 1
    return lines


def check_progress(world):
    config = world.config(model="project = tickets-eu\nmodel = all")
    world.run(config)
    world.service.delay = 0.15  # longer than a bar waits to be drawn again
    for name, environment, has_color in [("bars", {}, True), ("bars without color", {"NO_COLOR": "1"}, False)]:
        shutil.rmtree(world.folder / "reports")
        done = on_terminal(world, **environment)
        left = [line for line in screen_after(done.stderr) if "pages " in line and "documents " in line]
        world.expect(name, done, 0, "tickets.v2  pages ", "tickets.v3  pages ", "  pages 1, documents 191, ", " MB/s",
                     the_bars_are_gone_in_the_end=not left, color_as_asked=("\x1b[36m" in done.stderr) == has_color,
                     no_line_is_too_long=all(len(line) < 100 for line in done.stderr.split("\n") if "pages 1," in line))
    world.service.delay = 0
    for name, arguments, environment in [("quiet", ["-q"], {}), ("a dumb terminal", [], {"TERM": "dumb"}),
                                         ("objects a line", ["--log-format", "json"], {})]:
        shutil.rmtree(world.folder / "reports")
        done = on_terminal(world, *arguments, **environment)
        world.expect(f"no bars: {name}", done, 0, no_control_codes="\x1b" not in done.stderr, no_bar="pages 1," not in done.stderr)
    done = world.run(config, "-v")
    world.expect("no bars where it is no terminal", done, 0, "tickets.v2: fetch: ", "tickets.v3: render: ",
                 no_control_codes="\x1b" not in done.stderr)


def check_lines_for_machines(world):
    done = world.run(world.config(), "-v", "--log-format", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    world.expect("a line for each stage", done, 0, levels={line["level"] for line in lines} <= {"info", "detail"},
                 model_is_named=all(line.get("model") == "tickets" for line in lines if "fetch: " in line["message"]),
                 four_stages=[line["message"].split(": ")[1] for line in lines if line["level"] == "detail"
                              and line["message"].split(": ")[1] in ("fetch", "normalize", "analyze", "render")] ==
                 ["fetch", "normalize", "analyze", "render"],
                 standard_output_is_as_ever="report.html" in done.stdout and "{" not in done.stdout)
    done = world.run(world.config(), "--log-format", "json", TEST_KEY="WRONG" + KEY[5:])
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    world.expect("an error for machines", done, 4, its_code=[line.get("code") for line in lines if line["level"] == "error"] == ["E-AUTH"])
    world.expect("a format that is none", world.run(world.config(), "--log-format", "jsno"), 2, "'jsno' is neither text nor json")


if __name__ == "__main__":
    run_all(check_replays, check_what_is_kept, check_memory_stays_private, check_progress, check_lines_for_machines)
