"""What a scenario stands on: the command line, an assembly that may change, and the services behind an address."""

import atexit
import copy
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import botocore.session
from botocore.exceptions import ClientError

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PATIENCE = 120  # seconds for any one condition; a slow machine is not a failure
BUILD = 3600  # seconds for a command that may build the functions from nothing


def ok(what):
    print(f"ok: {what}", flush=True)


def until(what, condition):
    """Waits for a condition, and yields what it yields."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"{what}: not within {PATIENCE} s")


class App:
    """An assembly in a folder, and the changes that a program would have made to it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text())
        self.original = {stack["name"]: self.template(stack["name"]) for stack in self.manifest["stacks"]}

    def template(self, stack):
        return json.loads((self.folder / f"{stack}.template.json").read_text())

    def change(self, stack, change):
        template = self.template(stack)
        change(template)
        (self.folder / f"{stack}.template.json").write_text(json.dumps(template, indent=2))

    def restore(self, stack):
        (self.folder / f"{stack}.template.json").write_text(json.dumps(self.original[stack], indent=2))

    def data(self, stack):
        """What holds something that goes with the stack."""
        holders = ("AWS::DynamoDB::Table", "AWS::Logs::LogGroup")
        resources = self.template(stack)["Resources"].items()
        return [name for name, one in resources if one["Type"] in holders and one.get("DeletionPolicy") != "Retain"]

    def line(self, stack, resource):
        """Where the program declared a resource, as errors say it."""
        (entry,) = [entry for entry in self.manifest["stacks"] if entry["name"] == stack]
        origin = entry["origins"][resource]
        return f"{origin['file']}:{origin['line']}"


class Stand:
    """The command line before an account."""

    def __init__(self, app, environment, endpoint=None):
        self.app = app
        self.endpoint = endpoint
        self.environment = {**os.environ, **environment, "NO_COLOR": "1"}
        session = botocore.session.Session()
        for name, value in environment.items():
            if name.startswith("AWS_"):
                os.environ[name] = value
        self.client = lambda service: session.create_client(service, endpoint_url=endpoint)
        self.cloudformation = self.client("cloudformation")

    def before(self, app):
        """The same account with another assembly."""
        other = copy.copy(self)
        other.app = app
        return other

    def command(self, *words):
        return [str(TARGET / "debug" / "gatewright"), "--app", f"{self.app.folder}/", *words]

    def start(self, *words):
        """A command that goes on while the scenario does something else."""
        process = subprocess.Popen(
            self.command(*words), cwd=ROOT, env=self.environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        atexit.register(process.kill)
        return process

    def run(self, *words, code=0, says=(), stdin=None):
        """A command that must end with a code, and must say some things."""
        ran = subprocess.run(
            self.command(*words), cwd=ROOT, env=self.environment, text=True, input=stdin or "",
            capture_output=True, timeout=BUILD,
        )
        return self.ended(words, ran.returncode, ran.stdout, ran.stderr, code, says)

    def finish(self, process, words, code=0, says=()):
        out, err = process.communicate(timeout=BUILD)
        return self.ended(words, process.returncode, out, err, code, says)

    def ended(self, words, ended, out, err, code, says):
        missing = [text for text in says if text not in out + err]
        if ended != code or missing:
            print(out, err, sep="\n", file=sys.stderr)
            wanted = f"not {code}" if ended != code else f"without {missing}"
            sys.exit(f"`gatewright {' '.join(words)}` ended with {ended}, {wanted}")
        return out + err

    def outputs(self, stack):
        told = json.loads(subprocess.run(
            self.command("outputs", stack, "--json"), cwd=ROOT, env=self.environment, text=True, check=True,
            capture_output=True, timeout=PATIENCE,
        ).stdout)
        return told[stack]

    def address(self, stack):
        """Where clients connect."""
        url = self.outputs(stack)["WebSocketUrl"]
        if not self.endpoint:
            return url
        api, stage = url.removeprefix("wss://").split(".")[0], url.rsplit("/", 1)[1]
        return f"{self.endpoint.replace('http', 'ws', 1)}/_aws/execute-api/{api}/{stage}"

    def status(self, stack):
        """The state of a stack as the service tells it; none where there is none."""
        try:
            return self.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        except ClientError:
            return None

    def physical(self, stack, resource):
        detail = self.cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=resource)
        return detail["StackResourceDetail"]["PhysicalResourceId"]

    def timeout_of(self, stack, function):
        name = self.physical(stack, function)
        return self.client("lambda").get_function_configuration(FunctionName=name)["Timeout"]

    def tables(self):
        return set(self.client("dynamodb").list_tables()["TableNames"])


class MiniStack:
    """The emulator, on a port of its own, until the end of a `with`."""

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ, "AWS_ENDPOINT_URL": self.endpoint, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port),
            "IOT_MTLS_ENABLED": "0",
        }
        self.log = open(TARGET / "ministack.log", "w")
        self.process = subprocess.Popen(
            [sys.executable, HERE / "serve.py"], env=environment, stdout=self.log, stderr=subprocess.STDOUT
        )
        until("MiniStack answers", self.answers)
        return self

    def answers(self):
        if self.process.poll() is not None:
            sys.exit(f"MiniStack ended; {self.log.name} says why")
        try:
            return urllib.request.urlopen(f"{self.endpoint}/_ministack/health").status == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
