#!/usr/bin/env python3
"""Measures Gatewright beside its peers, in one run on one machine, and prints a Markdown table.

Usage: benches/compare.py [PART...], of synth check diff routes pack build edit start echo        (default: all)

CPU is user + system time of the whole process tree; figures are medians. Peers are installed into target/peers from
the registries of npm and Python; where that is impossible, or npm is missing, their rows say so. The debug build is measured, because
that is what `cargo run` gives to a user, unless a row says otherwise.
"""

import asyncio
import json
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
GATEWRIGHT = TARGET / "debug" / "gatewright"
PEERS = TARGET / "peers"
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def cpu(command, cwd=ROOT, env=None):
    """CPU milliseconds (user + system, children included) and wall milliseconds of one command."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=cwd, env=env, check=True, **QUIET)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), 1000 * wall


def medians(command, rounds, **options):
    figures = [cpu(command, **options) for _ in range(rounds)]
    return tuple(statistics.median(column) for column in zip(*figures))


def row(what, *figures):
    print("| " + " | ".join([what, *figures]) + " |", flush=True)


def peer(name):
    """The folder of an installed peer, or None with a printed reason."""
    if not shutil.which("npm"):
        row(name, "skipped: npm is not installed")
        return None
    folder = PEERS / name
    shutil.copytree(ROOT / "benches" / "peers" / name, folder, dirs_exist_ok=True)
    if not (folder / "node_modules").exists():
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=folder)
        if done.returncode != 0:
            row(name, "skipped: the npm registry did not answer")
            return None
    return folder


def python_peers():
    """The interpreter of an environment with the peers that are Python packages, or None with a printed reason."""
    python = PEERS / "python" / "bin" / "python"
    wanted = ROOT / "benches" / "peers" / "python" / "requirements.txt"
    stamp = PEERS / "python" / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", PEERS / "python"], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", wanted])
        if done.returncode != 0:
            row("Python peers", "skipped: the package registry did not answer")
            return None
        shutil.copy(wanted, stamp)
    return python


def synth():
    print("\n| synth of the chat, whole process | CPU | wall |\n|---|---|---|")
    cpu([GATEWRIGHT, "synth"])  # the first run may build
    ours = medians([GATEWRIGHT, "synth", "--stage", "staging"], 21)
    row("gatewright synth, nothing changed", *(f"{figure:.0f} ms" for figure in ours))
    stacks = medians([TARGET / "debug" / "stacks"], 21)
    row("of which the stacks program", *(f"{figure:.0f} ms" for figure in stacks))
    if folder := peer("cdk"):
        theirs = medians(["node_modules/.bin/cdk", "synth", "--quiet"], 5, cwd=folder)
        row("cdk synth, same app", *(f"{figure:.0f} ms" for figure in theirs))
        row("ratio", *(f"{their / our:.0f}x" for our, their in zip(ours, theirs)))
    if folder := peer("osls"):
        theirs = medians(["node_modules/.bin/osls", "package"], 3, cwd=folder)
        row("osls package, same routes", *(f"{figure:.0f} ms" for figure in theirs))
    if python := python_peers():
        theirs = medians([python, "benches/peers/python/chat.py"], 11)
        row("a troposphere program, one stage", *(f"{figure:.0f} ms" for figure in theirs))


def routes_assembly(folder, count):
    """Writes an API with so many routes; the command, and the template's file."""
    return [TARGET / "debug" / "routes", folder, str(count)], Path(folder) / "routes.template.json"


def check():
    """Every rule over a template in a file: the chat of stage staging, and 300 routes."""
    print("\n| check of a template, whole process | CPU | wall |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        chat = Path(folder) / "chat.json"
        cpu([GATEWRIGHT, "synth", "--stage", "staging", "--format", "json", "--out", chat])
        command, many = routes_assembly(folder, 300)
        cpu(command)
        python = python_peers()
        for name, file in [("the chat", chat), ("300 routes", many)]:
            ours = medians([GATEWRIGHT, "check", file], 21)
            row(f"gatewright check, {name}", *(f"{figure:.0f} ms" for figure in ours))
            if not python:
                continue
            for peer_name, command in [
                ("cfn-lint", [PEERS / "python" / "bin" / "cfn-lint", "--non-zero-exit-code", "none", "--", file]),
                ("AWS's validator", [python, "benches/peers/python/validate.py", file]),
            ]:
                theirs = medians(command, 3)
                row(f"{peer_name}, {name}", *(f"{figure:,.0f} ms" for figure in theirs))
                row("ratio", *(f"{their / our:.0f}x" for our, their in zip(ours, theirs)))


def edited(file, into):
    """The template with what a pull request changes: the memory of functions, limits, a route that goes, a table's key."""
    template = json.loads(file.read_text())
    resources = template["Resources"]
    routes = [name for name, body in resources.items() if body["Type"] == "AWS::ApiGatewayV2::Route"]
    del resources[routes[-1]]
    for body in resources.values():
        properties = body.get("Properties", {})
        match body["Type"]:
            case "AWS::Lambda::Function":
                properties["MemorySize"] = 333
            case "AWS::ApiGatewayV2::Stage":
                properties.setdefault("DefaultRouteSettings", {})["ThrottlingRateLimit"] = 9999
            case "AWS::DynamoDB::Table":
                properties["KeySchema"][0]["AttributeName"] = "another"
    into.write_text(json.dumps(template))
    return into


def diff():
    """What a change does, with all verdicts: the chat of stage staging with a template in a file, and 300 routes."""
    print("\n| diff against a template in a file, whole process | CPU | wall |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chat = folder / "chat.json"
        cpu([GATEWRIGHT, "synth", "--stage", "staging", "--format", "json", "--out", chat])
        old = edited(chat, folder / "old.json")
        ours = medians([GATEWRIGHT, "diff", "--stage", "staging", "--against", old], 21)
        row("gatewright diff, the chat", *(f"{figure:.0f} ms" for figure in ours))
        if peer_folder := peer("cdk"):
            cdk = ["node_modules/.bin/cdk", "diff", "chat-staging", "--template"]
            cpu(["node_modules/.bin/cdk", "synth", "--quiet"], cwd=peer_folder)
            old = edited(peer_folder / "cdk.out" / "chat-staging.template.json", folder / "cdk-old.json")
            theirs = medians([*cdk, old], 5, cwd=peer_folder)
            row("cdk diff, the same app", *(f"{figure:,.0f} ms" for figure in theirs))
            row("ratio", *(f"{their / our:.0f}x" for our, their in zip(ours, theirs)))
            theirs = medians([*cdk, old, "--app", "cdk.out"], 5, cwd=peer_folder)
            row("cdk diff, of the folder that it has written before", *(f"{figure:,.0f} ms" for figure in theirs))
        command, many = routes_assembly(folder / "many", 300)
        cpu(command)
        old = edited(many, folder / "many-old.json")
        ours = medians([GATEWRIGHT, "diff", "routes", "--app", f"{folder}/many/", "--against", old], 21)
        row("gatewright diff, 300 routes, of a folder", *(f"{figure:.0f} ms" for figure in ours))


def routes():
    """How the program, synth and check grow with the number of routes."""
    print("\n| routes | resources | the program: CPU | check: CPU |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in [1, 50, 100, 150, 200, 250, 300]:
            command, file = routes_assembly(folder, count)
            program = medians(command, 21)
            checked = medians([GATEWRIGHT, "check", file], 11)
            resources = len(json.loads(file.read_text())["Resources"])
            row(str(count), str(resources), f"{program[0]:.0f} ms", f"{checked[0]:.0f} ms")
        whole = medians([GATEWRIGHT, "synth", "--app", f"{folder}/", "routes"], 21)
        row("gatewright synth of the last, from its folder", "", *(f"{figure:.0f} ms" for figure in whole))


PYTHON_ZIP = """
import hashlib, sys, zipfile
zip = zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED)
zip.write(sys.argv[1], "bootstrap")
zip.close()
hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()
"""


def pack():
    """A function's program to a zip file and its hash, as every deployment does it: the first 5 MB of our own."""
    print("\n| zip and hash of a 5 MB program, whole process | CPU | wall |\n|---|---|---|")
    subprocess.run(["cargo", "build", "--locked", "-p", "gatewright-assets", "--example", "pack"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        with open(GATEWRIGHT, "rb") as source:
            program.write_bytes(source.read(5_000_000))
        ours = medians([TARGET / "debug" / "examples" / "pack", program, folder], 21)
        row("gatewright", *(f"{figure:.0f} ms" for figure in ours))
        theirs = medians([sys.executable, "-c", PYTHON_ZIP, program, f"{folder}/python.zip"], 11)
        row("Python's zipfile and hashlib", *(f"{figure:.0f} ms" for figure in theirs))


def build():
    print("\n| cold build | CPU | wall |\n|---|---|---|")
    subprocess.run(["cargo", "fetch", "--locked"], cwd=ROOT, check=True, **QUIET)
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "CARGO_TARGET_DIR": folder}
        figures = cpu(["cargo", "run", "--locked", "-p", "stacks", f"{folder}/assembly"], env=env)
        row("cargo run -p stacks, empty target folder", *(f"{figure / 1000:.1f} s" for figure in figures))


def edit():
    """An edit of stacks/chat.rs in a copy of the workspace, up to the template."""
    print("\n| edit stacks/chat.rs, then synth | CPU | wall |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "workspace"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("target", ".git", ".venv", "node_modules"))
        env = {**os.environ, "CARGO_TARGET_DIR": str(copy / "target")}
        cpu([GATEWRIGHT, "synth"], cwd=copy, env=env)
        figures = []
        for turn in range(7):
            with open(copy / "stacks" / "chat.rs", "a") as source:
                source.write(f"\n// turn {turn}\n")
            figures.append(cpu([GATEWRIGHT, "synth"], cwd=copy, env=env))
        row("gatewright synth after an edit", *(f"{statistics.median(column):.0f} ms" for column in zip(*figures)))


class Dev:
    """A running `gatewright dev`."""

    def __enter__(self):
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [GATEWRIGHT, "dev", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.endpoint = next(line.strip() for line in self.process.stdout if line.startswith("ws://"))
        self.seconds = time.perf_counter() - started
        return self

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def __exit__(self, *_):
        started = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)
        self.stopped = time.perf_counter() - started


def start():
    print("\n| dev, everything built | figure |\n|---|---|")
    with Dev():
        pass
    starts, memories, stops = [], [], []
    for _ in range(5):
        with Dev() as dev:
            starts.append(dev.seconds)
            memories.append(dev.memory())
        stops.append(dev.stopped)
    row("start to endpoint", f"{statistics.median(starts):.2f} s")
    row("resident memory of gatewright, idle", f"{statistics.median(memories):.0f} MB")
    row("Ctrl-C to the end of all", f"{statistics.median(stops):.2f} s")


async def echo_times(endpoint, message, rounds):
    import websockets

    async with websockets.connect(endpoint, compression=None) as socket:
        times = []
        while len(times) < rounds:
            started = time.perf_counter()
            await socket.send(message)
            while "ping-1" not in await socket.recv():
                started = None  # a welcome came in between: this round does not count
            if started:
                times.append(1000 * (time.perf_counter() - started))
        return times[rounds // 10 :]


def quantiles(times):
    times = sorted(times)
    return f"{times[len(times) // 2]:.2f} ms", f"{times[int(len(times) * 0.99)]:.2f} ms"


def echo_figures(endpoint):
    """p50 and p99 on one socket; messages per second of sixteen that each wait for their answer."""
    message = json.dumps({"type": "ping", "id": "ping-1"})
    figures = quantiles(asyncio.run(echo_times(endpoint, message, 2000)))

    async def crowd():
        started = time.perf_counter()
        await asyncio.gather(*(echo_times(endpoint, message, 500) for _ in range(16)))
        return 16 * 500 / (time.perf_counter() - started)

    return *figures, f"{asyncio.run(crowd()):,.0f}/s"


def echo():
    print("\n| two-way ping, Python client | p50, 1 socket | p99, 1 socket | 16 sockets |\n|---|---|---|---|")
    with Dev() as dev:
        row("gatewright dev, Rust handler", *echo_figures(dev.endpoint))
    if not (folder := peer("offline")):
        return
    server = subprocess.Popen(
        ["node_modules/.bin/serverless", "offline", "start"],
        cwd=folder, env={**os.environ, "SLS_TELEMETRY_DISABLED": "1"}, start_new_session=True, **QUIET,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                figures = echo_figures("ws://127.0.0.1:3991")
                break
            except OSError:
                if time.monotonic() > deadline:
                    return row("serverless-offline", "skipped: it did not start")
                time.sleep(0.2)
        row("serverless-offline 13, Node handler in process", *figures)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    parts = {"synth": synth, "check": check, "diff": diff, "routes": routes, "pack": pack, "build": build, "edit": edit, "start": start, "echo": echo}
    chosen = sys.argv[1:] or list(parts)
    if unknown := set(chosen) - set(parts):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}\n{__doc__}")
    subprocess.run(["cargo", "build", "--locked", "--bins", "--workspace"], cwd=ROOT, check=True)
    for name in chosen:
        parts[name]()
