#!/usr/bin/env python3
"""Runs MiniStack with one thing mended.

API Gateway says with every event when the connection began; MiniStack says when the event did. The handlers tell
connections by that time, so that an id which is given again is not taken for the old one: to them each message would
come from a stranger.
"""

import sys

from ministack.app import main
from ministack.services import apigateway

context_of = apigateway._ws_request_context
began = {}


def with_stable_time(api, route, stage, connection, *rest):
    context = context_of(api, route, stage, connection, *rest)
    context["connectedAt"] = began.setdefault(connection, context["connectedAt"])
    return context


apigateway._ws_request_context = with_stable_time
sys.exit(main())
