"""What schemathesis is told about this API beyond its description."""

import json

import schemathesis

# What the first step of an act in two steps has answered, to be sent back, by path.
pending = {}


@schemathesis.hook
def filter_case(context, case):
    """Whoever makes the requests must be let in for as long as they last."""
    return (case.path_parameters or {}).get("name") != "check"


@schemathesis.hook
def map_case(context, case):
    """Ends streams, and confirms what has been asked for."""
    query = case.query
    if case.operation.path.endswith("/stream/") and isinstance(query, dict | None):
        # A stream goes on until its client leaves; here it has to end by itself.
        follow = (query or {}).get("follow", "true")
        if isinstance(follow, list) and len(follow) == 1:
            follow = follow[0]
        if str(follow).lower() in ("true", "1"):
            case.query = {**(query or {}), "follow": "false"}
    if case.operation.method.upper() == "POST" and case.operation.path in pending:
        case.query, case.body = pending.pop(case.operation.path)
        case.media_type = "application/json"
    return case


@schemathesis.hook
def after_call(context, case, response):
    """Remembers what confirms an act: without it no fuzzing would ever come to the second step."""
    if response.status_code != 200 or case.operation.method.upper() != "POST":
        return
    try:
        token = json.loads(response.content).get("confirm")
    except (ValueError, AttributeError):
        return
    if isinstance(token, str):
        body = case.body if isinstance(case.body, dict) else {}
        pending[case.operation.path] = (case.query, {**body, "confirm": token})


@schemathesis.serializer("application/x-ndjson")
def ndjson(context, value):
    """Lines are texts in the description; whatever else is made goes as a line of JSON."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace")
