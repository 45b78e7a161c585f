-- A node says that it lives, and learns who does not.
--
-- KEYS: the nodes that live (when each was last heard, and the number of its link), those whose people
-- must go, and the epoch and pulse of the store. ARGV: the node, its time-out in microseconds, a word for
-- a new epoch, 1 if the node begins, and the number of its link: what comes late by an earlier one of its
-- links has no effect, because the node has given it up.
local LIVING, LOST, META = unpack(KEYS)
local node, timeout, word, begins = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4] == '1'
local link = tonumber(ARGV[5])
local DAY, LONG = 86400, 2592000 -- seconds until a key that nobody refreshes expires

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function digits(number)
  return string.format('%.0f', number)
end

local meta = redis.call('HMGET', META, 'epoch', 'pulse', 'from')
local epoch = meta[1]
if not epoch then
  epoch = digits(now) .. '-' .. word
  redis.call('HSET', META, 'epoch', epoch)
end
-- When nobody was heard for long, the store was away: everybody gets the whole time-out again.
local from = tonumber(meta[3] or now)
if not meta[2] or now - tonumber(meta[2]) > timeout / 2 then
  from = now
end
redis.call('HSET', META, 'pulse', digits(now), 'from', digits(from))

local lease = redis.call('HGET', LIVING, node)
if not begins and not lease then
  return { 'unknown', epoch }
elseif lease and tonumber(string.match(lease, '%d+$')) > link then
  return { 'late', epoch }
end
redis.call('HSET', LIVING, node, digits(now) .. ' ' .. digits(link))
local living = redis.call('HGETALL', LIVING)
for position = 1, #living, 2 do
  local heard = tonumber(string.match(living[position + 1], '^%d+'))
  if math.max(heard, from) < now - timeout then
    redis.call('HDEL', LIVING, living[position])
    redis.call('HSET', LOST, living[position], digits(now))
  end
end
redis.call('EXPIRE', LIVING, DAY)
redis.call('EXPIRE', LOST, DAY)
redis.call('EXPIRE', META, LONG)
return { 'ok', epoch, redis.call('HKEYS', LOST) }
