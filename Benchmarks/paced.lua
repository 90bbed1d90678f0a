-- Sends requests at a set rate: TRAIL_CONNECTIONS clients that each pause so long that all together
-- send TRAIL_RATE requests a second. Pauses are drawn from an exponential distribution, so that the
-- clients do not march in step.
local mean = 1000 * tonumber(os.getenv("TRAIL_CONNECTIONS")) / tonumber(os.getenv("TRAIL_RATE"))

function init(args)
    math.randomseed(os.time())
end

function delay()
    local pause = -mean * math.log(1 - math.random())
    -- Whole milliseconds, right on average.
    return math.floor(pause + math.random())
end
