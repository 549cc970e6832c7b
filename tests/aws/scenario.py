#!/usr/bin/env python3
"""Ships the chat to a real account with the real command line, and removes it again.

Usage: scenario.py ASSEMBLY

The usual variables of the AWS tools say as whom and where. It begins only where GATEWRIGHT_TEST_ACCOUNT is the account of
the credentials and the stack `chat-dev` is not there yet, and deletes that stack at the end, whatever happened. The
bucket for assets stays if it was there before.
"""

import os
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "ministack"))
import life  # noqa: E402
from stand import App, Stand, ok  # noqa: E402

STACK, STAGE = "chat-dev", "dev"


def main(assembly):
    stand = Stand(App(assembly), {})
    account = stand.client("sts").get_caller_identity()["Account"]
    if account != os.environ.get("GATEWRIGHT_TEST_ACCOUNT"):
        sys.exit(f"skipped: the credentials are of account {account}, which GATEWRIGHT_TEST_ACCOUNT does not name")
    if stand.status(STACK):
        sys.exit(f"skipped: {STACK} is there already, and is somebody's")
    life.bootstrap(stand)
    try:
        life.first(stand, STACK, STAGE)
        life.from_there(stand, STACK, STAGE)
    finally:
        stand.app.restore(STACK)
        life.destroy(stand, STACK, STAGE)
    ok(f"{STACK} is gone")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
