"""What schemathesis is told about this API beyond its description."""

import json

import schemathesis


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """The token that makes the requests must last as long as they do."""
    return (path_parameters or {}).get("name") != "check"


@schemathesis.hook
def map_query(context, query):
    """A stream goes on until its client leaves; here it has to end by itself."""
    query = query or {}
    if context.operation.path.endswith("/stream/"):
        if str(query.get("follow", "true")).lower() in ("true", "1"):
            return {**query, "follow": "false"}
    return query


@schemathesis.serializer("application/x-ndjson")
def ndjson(context, value):
    """Lines are texts in the description; whatever else is made goes as a line of JSON."""
    if isinstance(value, bytes):
        return value
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace")
