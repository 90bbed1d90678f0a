-- Unique request events, one a post, for wrk; the token is in TOKEN.
local token = os.getenv("TOKEN")
local number = 0

local form = '{"kind":"request","who":{"type":"user","id":"u-%04d","name":"mara.k"},'
  .. '"where":{"ip":"203.0.113.%d","user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) '
  .. 'Gecko/20100101 Firefox/145.0","request_id":"r%d","trace_id":"%016x"},'
  .. '"what":{"detail":{"method":"GET","url":"/api/orders/%d","route":"/api/orders/{id}",'
  .. '"query":"page=2&sort=-created","status":200,"duration_us":%d,"request_size":0,'
  .. '"response_size":4211}}}'

function request()
  number = number + 1
  local body = string.format(form, math.random(400), math.random(250), number, number * 7919,
    math.random(50000), math.random(90000))
  return wrk.format("POST", "/api/activity/events/", {
    ["Authorization"] = "Bearer " .. token,
    ["Content-Type"] = "application/json",
  }, body)
end
