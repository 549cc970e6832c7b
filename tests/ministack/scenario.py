#!/usr/bin/env python3
"""Ships the chat to MiniStack with the real command line, and lives through what may happen to it.

Usage: scenario.py ASSEMBLY FOLDER

ASSEMBLY is what the stacks program wrote; FOLDER takes what MiniStack can deploy of it. Prints one line per check, and
leaves with 1 at the first that does not hold.
"""

import pathlib
import shutil
import sys

import adapt
import failures
import life
from stand import App, MiniStack, Stand, ok

ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


def main(assembly, folder):
    shutil.rmtree(folder, ignore_errors=True)
    with MiniStack() as ministack:
        adapt.main(assembly, folder, ministack.endpoint)
        stand = Stand(App(folder), {**ACCOUNT, "AWS_ENDPOINT_URL": ministack.endpoint}, ministack.endpoint)
        # There, a message of the type `$connect` runs the route of that name, and an authorizer that refuses by an error
        # has failed.
        life.chat.NONSENSE.remove('{"type":"$connect"}')
        life.chat.REFUSAL = 500
        life.life(stand, "chat-staging", "staging")
        failures.failures(stand, pathlib.Path(folder))
        ok("MiniStack has seen it all")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
