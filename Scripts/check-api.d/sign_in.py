"""Signs in and prints the cookie. Usage: sign_in.py URL NAME PASSWORD"""

import json
import sys
import urllib.request

url, name, password = sys.argv[1:]
request = urllib.request.Request(
    url + "/api/activity/session/",
    json.dumps({"username": name, "password": password}).encode(),
    {"Content-Type": "application/json"},
)
print(urllib.request.urlopen(request, timeout=30).headers["Set-Cookie"].split(";")[0])
