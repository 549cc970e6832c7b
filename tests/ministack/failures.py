"""What goes wrong with stacks, and how the command line takes it."""

import json
import signal
import urllib.request

import life
from life import break_it
from stand import App, ok, until


def failures(stand, folder):
    never_made(stand, "chat-dev", "dev")
    protected(stand, "chat-dev", "dev")
    together(stand, "chat-dev", "dev")
    killed(stand, "chat-dev", "dev")
    destroyed(stand, "chat-dev", "dev")
    imported(stand, folder / "imported")
    kept(stand, "chat-prod", "prod")


def never_made(stand, stack, stage):
    stand.app.change(stack, break_it)
    line = stand.app.line(stack, "Message")
    stand.run("deploy", "--stage", stage, "--yes", code=13, says=["Message", "nobodys", line])
    assert stand.status(stack) == "ROLLBACK_COMPLETE", stand.status(stack)
    stand.app.restore(stack)
    ok("a stack that fails to be made is rolled back")
    stand.run("deploy", "--stage", stage, "--yes")
    assert stand.status(stack) == "CREATE_COMPLETE", stand.status(stack)
    ok("what is left of it gives way to the next deployment")


def protected(stand, stack, stage):
    stand.cloudformation.update_termination_protection(StackName=stack, EnableTerminationProtection=True)
    stand.run("destroy", "--stage", stage, "--confirm", stack, code=14, says=["termination protection"])
    assert stand.status(stack) == "CREATE_COMPLETE", stand.status(stack)
    stand.cloudformation.update_termination_protection(StackName=stack, EnableTerminationProtection=False)
    ok("termination protection holds")


def wait_for_a_signal(template):
    """A resource that is made as soon as somebody says so: an operation with a middle."""
    resources = template["Resources"]
    resources["Gate"] = {"Type": "AWS::CloudFormation::WaitConditionHandle"}
    resources["Opened"] = {
        "Type": "AWS::CloudFormation::WaitCondition",
        "Properties": {"Handle": {"Ref": "Gate"}, "Timeout": "300", "Count": 1},
    }


def in_the_middle(stand, stack):
    """Starts a deployment, and yields it as soon as it waits."""
    stand.app.change(stack, wait_for_a_signal)
    process = stand.start("deploy", stack, "--yes")
    until("the deployment waits in its middle", lambda: waits(stand, stack, process))
    return process


def waits(stand, stack, process):
    assert process.poll() is None, process.communicate()
    if stand.status(stack) != "UPDATE_IN_PROGRESS":
        return False
    events = stand.cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    return any(event["LogicalResourceId"] == "Opened" for event in events[:2])


def open_gate(stand, stack):
    body = json.dumps({"Status": "SUCCESS", "UniqueId": "one", "Data": "", "Reason": ""}).encode()
    request = urllib.request.Request(stand.physical(stack, "Gate"), data=body, method="PUT")
    request.add_header("content-type", "")
    urllib.request.urlopen(request).close()


def back(stand, stack):
    stand.app.restore(stack)
    stand.run("deploy", stack, "--yes")


def together(stand, stack, stage):
    first = in_the_middle(stand, stack)
    second = stand.start("deploy", stack, "--yes")
    said = until("the second run says that it attaches", lambda: attached(second))
    open_gate(stand, stack)
    stand.finish(first, ["deploy", stack])
    stand.finish(second, ["deploy", stack])
    assert stand.status(stack) == "UPDATE_COMPLETE", stand.status(stack)
    ok(f"a second run attaches to the operation of the first: {said.strip()}")
    back(stand, stack)


def attached(process):
    line = process.stderr.readline()
    return line if "followed first" in line else None


def killed(stand, stack, stage):
    first = in_the_middle(stand, stack)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    second = stand.start("deploy", stack, "--yes")
    until("the next run says that it attaches", lambda: attached(second))
    open_gate(stand, stack)
    stand.finish(second, ["deploy", stack])
    assert stand.status(stack) == "UPDATE_COMPLETE", stand.status(stack)
    ok("a run that was killed in the middle is taken up by the next one")
    back(stand, stack)


QUEUE = {"Queue": {"Type": "AWS::SQS::Queue"}}
SHARED = {
    "data-dev": {
        "Resources": QUEUE,
        "Outputs": {"Name": {"Value": {"Fn::GetAtt": ["Queue", "QueueName"]}, "Export": {"Name": "queue-dev"}}},
    },
    "reader-dev": {
        "Resources": QUEUE,
        "Outputs": {"Theirs": {"Value": {"Fn::ImportValue": "queue-dev"}}},
    },
}


def shared(name):
    return {
        "name": name, "stage": "dev", "template": f"{name}.template.json", "assets": [],
        "origins": {"Queue": {"file": "stacks/shared.rs", "line": 7}},
        "depends_on": ["data-dev"] if name == "reader-dev" else [],
    }


def imported(stand, folder):
    """Two stacks, of which the second imports what the first exports."""
    folder.mkdir()
    for name, template in SHARED.items():
        (folder / f"{name}.template.json").write_text(json.dumps(template))
    manifest = {"version": 1, "app": "shared", "stacks": [shared(name) for name in SHARED]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    stand = stand.before(App(folder))
    stand.run("deploy", "--stage", "dev", "--yes", says=["reader-dev.Theirs"])
    ok("stacks are made in the order of their imports")
    ending = ["--allow-data-loss", "Queue"]
    stand.run("destroy", "data-dev", "--confirm", "data-dev", *ending, code=14, says=["queue-dev", "reader-dev"])
    assert stand.status("data-dev") == "CREATE_COMPLETE", stand.status("data-dev")
    stand.run("destroy", "--stage", "dev", "--confirm", "data-dev", "--confirm", "reader-dev", *ending)
    assert {stand.status(name) for name in SHARED} <= {None, "DELETE_COMPLETE"}
    ok("what others import from stays, and goes after them")


def tables_of(stand, stack):
    return {table for table in stand.tables() if table.startswith(f"{stack}-")}


def destroyed(stand, stack, stage):
    tables = ["Connections", "Rooms", "Messages"]
    stand.run("destroy", "--stage", stage, "--confirm", stack, code=14, says=tables)
    assert stand.status(stack), "nothing that holds data goes unnamed"
    life.destroy(stand, stack, stage)
    assert stand.status(stack) in (None, "DELETE_COMPLETE"), stand.status(stack)
    assert not tables_of(stand, stack), tables_of(stand, stack)
    ok(f"destroy removes {stack}, and asks for data by name")


def kept(stand, stack, stage):
    stand.run("deploy", "--stage", stage, "--yes")
    life.destroy(stand, stack, stage, says=["Messages"])
    assert stand.status(stack) in (None, "DELETE_COMPLETE"), stand.status(stack)
    assert tables_of(stand, stack), "tables of prod are kept"
    ok("destroy keeps what must be kept, and says so")
