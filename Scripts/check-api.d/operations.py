"""Prints how many operations the OpenAPI document at a URL describes."""

import json
import sys
import urllib.request

paths = json.load(urllib.request.urlopen(sys.argv[1], timeout=30))["paths"]
print(sum(not name.startswith("x-") for item in paths.values() for name in item))
