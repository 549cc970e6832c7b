"""The life of a stack, as the command line lives it: from no bucket to nothing left."""

import asyncio
import json
import sys

import websockets

from stand import ROOT, ok

sys.path.append(str(ROOT / "tests" / "smoke"))
import chat  # noqa: E402  (the same conversation that the local runtime is held to)


def life(stand, stack, stage):
    refused(stand, stage)
    bootstrap(stand)
    first(stand, stack, stage)
    from_there(stand, stack, stage)


def from_there(stand, stack, stage):
    talk(stand, stack)
    unchanged(stand, stage)
    asyncio.run(contract(stand, stack, stage))
    broken(stand, stack, stage)


def refused(stand, stage):
    stand.run("deploy", "--stage", stage, "--yes", code=1, says=["gatewright bootstrap"])
    ok("without a bucket, deploy says what to run")


def bootstrap(stand):
    stand.run("bootstrap", "--yes")
    stand.run("bootstrap", "--yes")
    ok("bootstrap makes the bucket, and finds it the second time")


def first(stand, stack, stage):
    stand.run("deploy", "--stage", stage, "--yes", says=["WebSocketUrl"])
    assert stand.status(stack) == "CREATE_COMPLETE", stand.status(stack)
    ok(f"deploy makes {stack}")


def talk(stand, stack):
    address = stand.address(stack)
    asyncio.run(chat.chat(address))
    asyncio.run(chat.refused(address))
    script = '/raw {"type":"hello"}\n/expect welcome\nhello from the terminal\n/expect chat terminal\n'
    stand.run("client", address, "--user", "cleo", "--token", "valid_cleo", "--script", "-", stdin=script)
    ok("the terminal client chats, too")


def unchanged(stand, stage):
    said = stand.run("deploy", "--stage", stage, "--yes")
    assert "no change" in said.lower() or "nothing" in said.lower(), said
    ok("a deployment of the same changes nothing")


def without_hello(template):
    for name in ("HelloRoute", "HelloRouteResponse", "HelloInvokePermission"):
        template["Resources"].pop(name, None)
    for resource in template["Resources"].values():
        depends = resource.get("DependsOn")
        if isinstance(depends, list):
            resource["DependsOn"] = [name for name in depends if name in template["Resources"]]
    renew_deployment(template)


def renew_deployment(template):
    """A program names a deployment after what it freezes: another route, another name."""
    names = [name for name, one in template["Resources"].items() if one["Type"] == "AWS::ApiGatewayV2::Deployment"]
    for name in names:
        renewed = json.loads(json.dumps(template["Resources"]).replace(f'"{name}"', f'"{name}0"'))
        template["Resources"] = renewed


async def contract(stand, stack, stage):
    """A route goes and comes back, under a connection that stays."""
    socket = await websockets.connect(
        chat.address(stand.address(stack), userId="dora", token="valid_dora"), ping_interval=None
    )
    await chat.frame(socket, "welcome", userId="dora")

    async def hello(answer):
        await socket.send(json.dumps({"type": "hello"}))
        await chat.frame(socket, answer)

    async def deploy():
        await asyncio.to_thread(stand.run, "deploy", "--stage", stage, "--yes")

    await hello("welcome")
    stand.app.change(stack, without_hello)
    stand.run("diff", "--stage", stage, "--fail-on", "contract", code=10, says=["hello"])
    ok("diff says that clients break, and fails")
    await deploy()
    await hello("error")
    ok("after the deployment, the connection meets the routes without it")
    stand.app.restore(stack)
    stand.run("diff", "--stage", stage, "--fail-on", "contract")
    await deploy()
    await hello("welcome")
    ok("and with it again")
    await socket.close()


def break_it(template):
    """A value that changes, then a layer that nobody has."""
    template["Resources"]["Connect"]["Properties"]["Timeout"] = 11
    layer = {"Fn::Sub": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:layer:nobodys:1"}
    template["Resources"]["Message"]["Properties"]["Layers"] = [layer]


def broken(stand, stack, stage):
    before = stand.timeout_of(stack, "Connect")
    stand.app.change(stack, break_it)
    line = stand.app.line(stack, "Message")
    stand.run("deploy", "--stage", stage, "--yes", code=13, says=["Message", "nobodys", line])
    assert stand.status(stack) == "UPDATE_ROLLBACK_COMPLETE", stand.status(stack)
    assert stand.timeout_of(stack, "Connect") == before, "the value is what it was"
    stand.app.restore(stack)
    ok(f"a broken change rolls back, and the error names {line}")
    stand.run("deploy", "--stage", stage, "--yes")
    talk(stand, stack)
    ok("the stack serves as before")


def destroy(stand, stack, stage, says=()):
    data = [word for name in stand.app.data(stack) for word in ("--allow-data-loss", name)]
    stand.run("destroy", "--stage", stage, "--confirm", stack, *data, says=says)
