"""Exits 0 where a URL is answered 200."""

import sys
import urllib.request

try:
    sys.exit(urllib.request.urlopen(sys.argv[1], timeout=10).status != 200)
except OSError:
    sys.exit(1)
