#!/usr/bin/env python3
"""Drives the real binary for what people see of a run, and for running again what was fetched before.

  runs_test.py ERRATA SAMPLE_DATA

Each case is a run with its exit code, words that it must say, and what the service saw. In nothing that was
written may any secret stand. Exits with 77 (skipped) where the openssl command is not there.
"""
import contextlib
import fcntl
import json
import os
import pathlib
import pty
import resource
import shutil
import signal
import subprocess
import threading
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


def check_replays_of_patterns(world):
    config = world.config(model="project = tickets-eu\nmodel = v*")
    world.expect("a run of a pattern", world.run(config, SOURCE_DATE_EPOCH="1700000000"), 0, "tickets.v2/", "tickets.v3/")
    first, = runs_of(world, "tickets.v2")
    times = iter(range(1700000060, 1800000000, 60))
    again = lambda *arguments, config=config: world.run(config, *arguments, keeps=True, TEST_KEY="", SOURCE_DATE_EPOCH=str(next(times)))
    count = lambda: [len(runs_of(world, model)) for model in ("tickets.v2", "tickets.v3")]

    world.expect("all that a pattern meant then", again("--replay", first.name), 0, "reports/tickets.v2/", "reports/tickets.v3/",
                 nothing_was_asked=not world.service.asked, one_more_of_each=count() == [2, 2])
    record = json.loads(((world.folder / "reports/tickets.v2/latest").resolve() / "run.json").read_text())
    world.expect("the latest of them", again("--replay", "latest"), 0, it_says_of_which=record["replay_of"] == first.name,
                 it_says_which_model=record["model"] == "tickets.v2" and record["config"]["model"] == "v2", one_more_of_each=count() == [3, 3])
    world.expect("one of them by its name", again("--replay", first.name, "--model", "tickets.v3"), 0, one_more=count() == [3, 4])
    world.expect("one of them by its folder", again("--replay", f"reports/tickets.v2/{first.name}"), 0, one_more=count() == [4, 4],
                 nothing_elsewhere=world.runs() == ["tickets.v2", "tickets.v3"])
    world.expect("a folder that is not of the name", again("--replay", f"reports/tickets.v2/{first.name}", "--model", "tickets.v3"), 2,
                 "no model 'tickets.v3'", nothing_changed=count() == [4, 4])
    other = config.replace("tickets-eu", "tickets-us")
    done = again("--replay", first.name, config=other)
    world.expect("folders of another project", done, 4, f"tickets.v2/{first.name}: was fetched for project 'tickets-eu', model 'v2'",
                 one_line_a_model=len(done.stderr.splitlines()) == 2, nothing_changed=count() == [4, 4])
    plain = config.replace("model.tickets]", "model.one]").replace("v*", "v3")
    world.expect("a folder of another model", again("--replay", f"reports/tickets.v2/{first.name}", config=plain), 4,
                 "which is not what this model means", nothing_elsewhere=world.runs() == ["tickets.v2", "tickets.v3"])
    world.expect("an id that no folder has", again("--replay", "1999-01-01T000000Z"), 4, "reports/tickets.*/1999-01-01T000000Z: is no run")

    done = world.run(config, "--model", "tickets.v3", SOURCE_DATE_EPOCH="1700000000")
    world.expect("only one of a pattern is fetched", done, 0, "reports/tickets.v3/", only_that=world.runs() == ["tickets.v3"],
                 the_other_was_not_asked=not any("/models/v2/" in path for _, path, _, _ in world.service.asked))
    world.expect("one that the pattern does not mean", world.run(config, "--model", "tickets.v4"), 2, "no model 'tickets.v4', did you mean")


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


def check_fetches(world):
    config = world.config()
    raw = world.folder / "raw"
    raw.mkdir()
    with open(raw / ".errata.lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        world.expect("a fetch into a folder that another one fills", world.run(config, command="fetch", keeps=True), 75,
                     "raw: another run holds the lock", nothing_was_asked=not world.service.asked)
    (raw / ".errata-4194305-tickets.partial").mkdir()  # above the greatest process number
    world.expect("a fetch where a dead one has left something", world.run(config, command="fetch", keeps=True), 0, "raw/tickets",
                 only_what_was_fetched=sorted(path.name for path in raw.iterdir()) == [".errata.lock", "tickets"])
    world.expect("a fetch of one that a pattern means", world.run(
        world.config(model="project = tickets-eu\nmodel = all"), "--model", "tickets.v2", command="fetch"), 0, "raw/tickets.v2",
                 only_that=sorted(path.name for path in raw.iterdir()) == [".errata.lock", "tickets.v2"])
    done = world.run(config + "[model.saved]\ninput = saved.csv\n", command="fetch")
    world.expect("a fetch beside files on disk", done, 0, "saved: left out: files on disk are read where they are", "raw/tickets",
                 it_is_said_once=done.stderr.count("left out") == 1)
    (world.folder / "projects" / "words.csv").write_text("id,text,gold,predicted\n1,a,x,x\n")
    csv = world.config(kind="https", where=f"url = https://localhost:{world.service.port}/files/words.csv",
                       source="key_env = TEST_KEY\nheader = X-Api", model="ticket = T-1")
    world.expect("a file by URL", world.run(csv, command="fetch"), 0, "raw/tickets")
    world.expect("a file by URL again", world.run(csv, "--no-resume", command="fetch", keeps=True), 0, "raw/tickets")
    (world.folder / "projects" / "words.csv").unlink()


def on_terminal(world, *arguments, interrupt_at=None, **environment):
    """All that a run writes where standard error is a terminal of 100 columns. Once it has written the bytes
    `interrupt_at`, it is interrupted."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, True)
    subprocess.run(["stty", "cols", "100"], stdin=theirs, check=True)
    process = subprocess.Popen([world.errata, "run", "nightly.ini", *arguments], cwd=world.folder, stderr=theirs,
                               stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY, "TERM": "xterm"} | environment)
    os.close(theirs)
    said = b""
    is_interrupted = False
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
        if not is_interrupted and interrupt_at is not None and interrupt_at in said:
            is_interrupted = True
            process.send_signal(signal.SIGINT)
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


def has_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def check_progress(world):
    if not has_terminals():
        print("SKIPPED: this machine has no pseudo terminals (/dev/pts); the bars were not looked at")
        return
    config = world.config(model="project = tickets-eu\nmodel = all")
    world.run(config)
    world.service.delay = 0.15  # longer than a bar waits to be drawn again
    for name, environment, has_color in [("bars", {}, True), ("bars without color", {"NO_COLOR": "1"}, False)]:
        shutil.rmtree(world.folder / "reports")
        done = on_terminal(world, **environment)
        left = [line for line in screen_after(done.stderr) if "pages " in line and "documents " in line]
        world.expect(name, done, 0, "tickets.v2  ", "tickets.v3  ", " MB/s, pages 1, documents 191, ",
                     the_bars_are_gone_in_the_end=not left, color_as_asked=("\x1b[36m" in done.stderr) == has_color,
                     no_line_is_too_long=all(len(line) < 100 for line in done.stderr.split("\n") if "pages 1," in line))
    shutil.rmtree(world.folder / "reports")
    done = on_terminal(world, interrupt_at=b"pages 1, ")
    left = screen_after(done.stderr)
    world.expect("bars when a run is interrupted", done, -signal.SIGINT, "errata: interrupted by SIGINT: 0 of 2 models are reported; ",
                 no_bar_is_left=not any("documents " in line for line in left), it_is_the_last_line="interrupted" in left[-2])
    world.service.delay = 0
    for name, arguments, environment in [("quiet", ["-q"], {}), ("a dumb terminal", [], {"TERM": "dumb"}),
                                         ("objects a line", ["--log-format", "json"], {})]:
        shutil.rmtree(world.folder / "reports")
        done = on_terminal(world, *arguments, **environment)
        world.expect(f"no bars: {name}", done, 0, no_control_codes="\x1b" not in done.stderr, no_bar="pages 1," not in done.stderr)
    done = world.run(config, "-v")
    world.expect("no bars where it is no terminal", done, 0, "tickets.v2: fetch: ", "tickets.v3: render: ",
                 no_control_codes="\x1b" not in done.stderr)


def start(world, text, *arguments, command="run", **more):
    (world.folder / "nightly.ini").write_text(text)
    for place in ["reports", "raw"]:
        shutil.rmtree(world.folder / place, ignore_errors=True)
    world.service.asked.clear()
    return subprocess.Popen([world.errata, command, "nightly.ini", *arguments], cwd=world.folder, text=True,
                            **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more), env={"PATH": "/usr/bin:/bin", "TEST_KEY": KEY})


def wait_until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)


def ended(process, before=""):
    out, said = process.communicate(timeout=60)
    return subprocess.CompletedProcess([], process.returncode, out, before + said)


def with_words(world):
    """A second model, which needs no service."""
    (world.folder / "words.csv").write_text("id,text,gold,predicted\n1,a,x,x\n2,b,y,y\n")
    return world.config() + "[model.words]\ninput = words.csv\n"


@contextlib.contextmanager
def bounded(process, seconds=60):
    """What is read of it comes to an end: it is killed where that takes longer."""
    watch = threading.Timer(seconds, process.kill)
    watch.start()
    yield
    watch.cancel()


def check_lines_come_when_they_are_known(world):
    world.service.delay = 0.5
    process = start(world, with_words(world))
    said = ""
    with bounded(process):
        for line in iter(process.stderr.readline, ""):  # empty where the process has ended
            said += line
            if "words: render: " in line:
                break
        paths = process.stdout.readline()
    is_at_work = process.poll() is None and "tickets: fetch" not in said
    world.expect("a model that is done before the first", ended(process, said), 0, it_was_said_at_once=is_at_work and "words/" in paths)
    world.service.delay = 0
    world.service.echo = lambda request: (503, "")
    process = start(world, world.config().replace("100ms", "3s"), "-v")
    with bounded(process):
        first = process.stderr.readline()
    is_at_work = process.poll() is None
    world.expect("a request that is tried again", ended(process, first), 4,
                 it_was_said_at_once=is_at_work and "tickets: project 'tickets-eu': status 503; trying again in " in first)
    world.service.echo = None


def check_interruptions(world):
    summaries = lambda: sum("summary-result" in path for _, path, _, _ in world.service.asked)
    for number, name in [(signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM"), (signal.SIGHUP, "SIGHUP")]:
        world.service.delay = 0.3
        process = start(world, with_words(world))
        with bounded(process):
            process.stdout.readline()  # words is done: its files are named
        wait_until(lambda: summaries() > 1)  # the pages are there
        process.send_signal(number)
        begin = time.monotonic()
        done = ended(process)
        seconds = time.monotonic() - begin
        world.service.delay = 0
        line = (f"errata: interrupted by {name}: 1 of 2 models are reported (words); "
                "the same command does all models again, and fetches of the rest only what is missing\n")
        world.expect(f"{name}", done, -number, it_is_the_last_line=("\n" + done.stderr).endswith("\n" + line), it_ends_at_once=seconds < 1,
                     only_whole_runs=world.runs() == ["tickets", "words"] and not runs_of(world, "tickets"))
        done = world.run(with_words(world), keeps=True)
        world.expect(f"the same command after {name}", done, 0, no_page_came_again=pages_asked(world) == 0, nothing_is_left=not unfinished(world))
    world.service.delay = 0.3
    process = start(world, world.config(), "-q")
    wait_until(lambda: summaries() > 0)
    process.send_signal(signal.SIGTERM)
    done = ended(process)
    world.expect("a quiet run that is ended", done, -signal.SIGTERM, "errata: interrupted by SIGTERM: 0 of 1 model", one_line=done.stderr.count("\n") == 1)
    process = start(world, with_words(world), "--log-format", "json", "--no-resume", command="fetch")
    wait_until(lambda: summaries() > 0)
    process.send_signal(signal.SIGTERM)
    done = ended(process)
    world.expect("a fetch that is ended", done, -signal.SIGTERM, "0 of 1 model is fetched; without --no-resume the same command does all models again",
                 for_machines=json.loads(done.stderr.splitlines()[-1])["level"] == "error")
    process = start(world, world.config(), preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    wait_until(lambda: summaries() > 0)
    process.send_signal(signal.SIGINT)
    world.expect("an interrupt that is ignored, as in the background", ended(process), 0)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(writer, True)
    process = start(world, world.config(), stderr=writer)
    wait_until(lambda: summaries() > 0)
    process.send_signal(signal.SIGTERM)
    begin = time.monotonic()
    process.wait(timeout=30)
    world.expect("a run whose messages nobody reads", subprocess.CompletedProcess([], process.returncode, "", ""), -signal.SIGTERM,
                 it_ends_in_two_seconds=time.monotonic() - begin < 2)
    process.stdout.close()
    os.close(reader)
    os.close(writer)
    world.service.delay = 0


def check_lines_for_machines(world):
    done = world.run(world.config(), "-v", "--log-format", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    world.expect("a line for each stage", done, 0, levels={line["level"] for line in lines} <= {"info", "detail", "warning"},
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
    run_all(check_replays, check_replays_of_patterns, check_fetches, check_what_is_kept, check_memory_stays_private, check_progress,
            check_lines_come_when_they_are_known, check_interruptions,
            check_lines_for_machines)
