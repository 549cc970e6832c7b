#!/usr/bin/env python3
"""Chats over a running `gatewright dev` with a client that this project did not write.

Usage: chat.py ws://127.0.0.1:3001/dev

Checks what a client of the recipe relies on: a welcome that nobody asked for, a chat between two people, a private
message, the room list, an error for nonsense, and a 401 for a bad token. Prints one line per check and leaves with 1
at the first that does not hold.
"""

import asyncio
import json
import sys
import urllib.parse

import websockets

PATIENCE = 15  # seconds for any one frame; a slow machine is not a failure
REFUSAL = 401
NONSENSE = [
    "nonsense",
    "[]",
    "5",
    "{}",
    '{"type":"dance"}',
    '{"type":7}',
    '{"type":"$connect"}',
    '{"type":"chat"}',
    '{"type":"chat","message":5}',
    '{"type":"chat","message":""}',
    '{"type":"chat","message":"x","roomId":"nowhere"}',
    '{"type":"leave_room","roomId":"nowhere"}',
    '{"type":"private_message","targetUserId":"nobody","message":"x"}',
]


def address(base, **query):
    return f"{base}?{urllib.parse.urlencode(query)}" if query else base


async def frame(socket, kind, **expected):
    """The next frame of this kind whose data has these values; frames of other kinds may come before it."""
    seen = []
    while True:
        try:
            text = await asyncio.wait_for(socket.recv(), PATIENCE)
        except asyncio.TimeoutError:
            sys.exit(f"no {kind} frame with {expected} within {PATIENCE} s; saw {seen}")
        message = json.loads(text)
        seen.append(message)
        data = message.get("data", {})
        if message.get("type") == kind and all(data.get(key) == value for key, value in expected.items()):
            return data


def passed(what):
    print(f"ok: {what}", flush=True)


async def chat(base):
    ada = await websockets.connect(address(base, userId="ada", username="Ada Lovelace & co", token="valid_ada"))
    welcome = await frame(ada, "welcome", userId="ada", roomId="general")
    assert welcome["connectionId"] and welcome["message"], welcome
    assert 1_600_000_000 < welcome["timestamp"] < 5_000_000_000, "timestamps of the recipe are seconds"
    passed("welcome arrives without sending")

    bob = await websockets.connect(address(base, userId="bob", username="Bob", token="valid_bob"))
    await frame(bob, "welcome", userId="bob")
    await frame(ada, "user_joined", userId="bob", username="Bob", roomId="general")
    passed("the room hears who joined")

    await ada.send(json.dumps({"type": "chat", "message": "hello, Bob: zażółć gęślą jaźń"}))
    said = {"senderId": "ada", "senderName": "Ada Lovelace & co", "message": "hello, Bob: zażółć gęślą jaźń"}
    received, echoed = await frame(bob, "chat", **said), await frame(ada, "chat", **said)
    assert received["messageId"] == echoed["messageId"], "both read the same message"
    passed("a chat message reaches the room and its sender")

    await bob.send(json.dumps({"type": "join_room", "roomId": "engines"}))
    await frame(bob, "user_joined", userId="bob", roomId="engines")
    await ada.send(json.dumps({"type": "join_room", "roomId": "engines"}))
    await frame(bob, "user_joined", userId="ada", roomId="engines")
    await bob.send(json.dumps({"type": "leave_room", "roomId": "engines"}))
    await frame(ada, "user_left", userId="bob", roomId="engines")
    passed("rooms are joined and left")

    await bob.send(json.dumps({"type": "private_message", "targetUserId": "ada", "message": "psst"}))
    await frame(ada, "private_message", senderId="bob", message="psst")
    passed("a private message arrives")

    await ada.send(json.dumps({"type": "room_list"}))
    rooms = {room["roomId"]: room["activeUsers"] for room in (await frame(ada, "room_list"))["rooms"]}
    assert rooms == {"general": 2, "engines": 1}, rooms
    passed("the room list counts people")

    for nonsense in NONSENSE:
        await ada.send(nonsense)
        error = await frame(ada, "error")
        assert error["message"] and error["code"], error
    passed("nonsense is answered with an error that has a code")

    await bob.close(1000, "bye")
    await frame(ada, "user_left", userId="bob", roomId="general")
    passed("the room hears who left")
    await ada.close()


async def refused(base):
    try:
        async with websockets.connect(address(base, userId="eve", token="stolen")):
            sys.exit("a bad token was let in")
    except websockets.exceptions.InvalidStatus as refusal:
        assert refusal.response.status_code == REFUSAL, refusal
    passed(f"a bad token is refused with {REFUSAL}")

    guest = await websockets.connect(base)
    assert (await frame(guest, "welcome"))["userId"], "a guest has a name"
    await guest.close()
    passed("a guest without token is let in")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    asyncio.run(chat(sys.argv[1]))
    asyncio.run(refused(sys.argv[1]))
