-- One batch of one room, in one step: every entry gets its place, is kept, and is published.
--
-- KEYS: see RoomKeys in keys.py. ARGV: the head (see room_call.py), then the operations of the batch,
-- each a letter and its arguments. Places are numbers that grow by one; times are microseconds.
local STATE, HISTORY, NOTICES, PEOPLE, NAMES, REPEATS, REPEAT_ORDER, CLOCK, LIVING = unpack(KEYS)
local channel, header, epoch = ARGV[1], ARGV[2], ARGV[3]
local limit, known, wants_people = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == '1'
local most_bytes, link = tonumber(ARGV[8]), ARGV[9]

local LEAST_KEPT = 1000 -- messages and notices that a node which missed them can still read
local LARGE = 4096 -- bytes from which a message counts towards the size of a room
local MOST_READ, MOST_BYTES = 16384, 6200000 -- of one history
local WINDOW = 300000000 -- for which a client_id is remembered
local MOST_OF_SENDER, MOST_OF_ROOM, LEFT = 5000, 20000, 17500 -- remembered client_ids
local LONG, DAY, SOON = 2592000, 86400, 60 -- seconds until a key of a silent room expires

local function digits(number)
  return string.format('%.0f', number)
end

local function born(of)
  return tonumber(string.match(of, '^%d+'))
end

local now = tonumber(ARGV[7])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end

-- A node that was taken for lost, or has another link by now, has no say: it has given this batch up.
if link ~= '' then
  local lease = redis.call('HGET', LIVING, header)
  if not lease then
    return { 'lost' }
  elseif string.match(lease, '%d+$') ~= link then
    return { 'late' }
  end
end

-- The state of the room; one that another epoch left behind is void.
local state = redis.call('HMGET', STATE, 'epoch', 'offset', 'last', 'born', 'lost', 'large')
if state[1] and state[1] ~= epoch then
  if born(state[1]) > born(epoch) then
    return { 'epoch' }
  end
  redis.call('DEL', STATE, HISTORY, NOTICES, PEOPLE, NAMES, REPEATS, REPEAT_ORDER)
  state = { false, false, false, false, false, false }
end
local offset, place = tonumber(state[2] or 0), tonumber(state[3] or 0)
local dropped, large = tonumber(state[5] or 0), tonumber(state[6] or 0)
local begin = tonumber(state[4]) or math.max(born(epoch), now - LONG * 1000000)
if known > offset then
  return { 'behind' }
end
local offset_before, place_before = offset, place
local clock = math.max(tonumber(redis.call('GET', CLOCK) or 0), place, born(epoch))
local next_place = math.max(now, clock + 1)
local at = now < clock - 1000000 and now or 0
local first_place = next_place

-- A write that a full or read-only store refuses comes first, so that it refuses the whole batch.
redis.call('HSET', STATE, 'epoch', epoch, 'born', digits(begin))

local published, said, noticed = {}, false, false

local function put(stream, payload, ...)
  offset, place = offset + 1, next_place
  next_place = next_place + 1
  local id = digits(place) .. '-' .. digits(offset)
  redis.call('XADD', stream, id, 'p', payload, ...)
  published[#published + 1] = payload
  if stream == HISTORY and #payload >= LARGE then
    large = large + #payload
  end
end

local function notice(payload)
  noticed = true
  put(NOTICES, payload)
end

local function message(payload, from, to)
  said = true
  if to then
    if at > 0 then
      put(HISTORY, payload, 'from', from, 'to', to, 'at', digits(at))
    else
      put(HISTORY, payload, 'from', from, 'to', to)
    end
  elseif at > 0 then
    put(HISTORY, payload, 'at', digits(at))
  else
    put(HISTORY, payload)
  end
end

-- Who is here.

local present = {}

local function is_present(member)
  if present[member] == nil then
    present[member] = redis.call('HEXISTS', PEOPLE, member) == 1
  end
  return present[member]
end

local function enter(member, record)
  redis.call('HSET', PEOPLE, member, cjson.encode(record))
  present[member] = true
  if redis.call('HINCRBY', NAMES, 'c:' .. record.name, 1) == 1 then
    redis.call('HSET', NAMES, 'o:' .. record.name, digits(place))
  end
  if record.extended then
    redis.call('HINCRBY', NAMES, 'x:' .. record.name, 1)
  end
  if record.session ~= '' then
    redis.call('HSET', NAMES, 's:' .. record.session, member)
  end
  for _, look in ipairs(record.looks) do
    redis.call('HSET', NAMES, 'l:' .. look, member)
  end
end

local function delete_if(field, member)
  if redis.call('HGET', NAMES, field) == member then
    redis.call('HDEL', NAMES, field)
  end
end

local function remove(member, record)
  redis.call('HDEL', PEOPLE, member)
  present[member] = false
  if redis.call('HINCRBY', NAMES, 'c:' .. record.name, -1) <= 0 then
    redis.call('HDEL', NAMES, 'c:' .. record.name, 'o:' .. record.name)
  end
  if record.extended and redis.call('HINCRBY', NAMES, 'x:' .. record.name, -1) <= 0 then
    redis.call('HDEL', NAMES, 'x:' .. record.name)
  end
  if record.session ~= '' then
    delete_if('s:' .. record.session, member)
  end
  for _, look in ipairs(record.looks) do
    delete_if('l:' .. look, member)
  end
end

local function leave(member, payload, why)
  local found = redis.call('HGET', PEOPLE, member)
  if not found then
    return nil
  end
  local record = cjson.decode(found)
  payload = payload or string.format('["l","",%s,%s,%s,"%s"]',
    cjson.encode(member), cjson.encode(record.name), digits(now), why)
  notice(payload)
  remove(member, record)
  return payload
end

local function is_taken(looks, earlier)
  for _, look in ipairs(looks) do
    local holder = redis.call('HGET', NAMES, 'l:' .. look)
    if holder and holder ~= earlier then
      return true
    end
  end
  return false
end

-- Which messages were sent before: by name and client_id, with the place, time and digest.

local function repeated(name, client_id)
  local found = redis.call('HGET', REPEATS, name .. '\0' .. client_id)
  if not found then
    return nil
  end
  local sequence, time, appended, digest = string.match(found, '^(%d+) (%d+) (%d+) (.*)$')
  if tonumber(appended) > now - WINDOW then
    return { tonumber(sequence), tonumber(time), digest }
  end
  redis.call('ZREM', REPEAT_ORDER, name .. '\0' .. appended .. '\0' .. client_id)
  return nil
end

local function forget(name, member)
  redis.call('ZREM', REPEAT_ORDER, member)
  redis.call('HDEL', REPEATS, name .. '\0' .. string.sub(member, #name + 19))
end

local function shrink_repeats()
  local by_name, counts = {}, {}
  for _, member in ipairs(redis.call('ZRANGE', REPEAT_ORDER, 0, -1)) do
    local name = string.match(member, '^[^%z]*')
    by_name[name] = by_name[name] or {}
    table.insert(by_name[name], member)
  end
  for _, members in pairs(by_name) do
    counts[#counts + 1] = #members
  end
  table.sort(counts)
  local left, level = LEFT, 0
  for position, count in ipairs(counts) do
    level = math.floor(left / (#counts - position + 1))
    if count > level then
      break
    end
    left = left - count
  end
  for name, members in pairs(by_name) do
    for position = 1, #members - level do
      forget(name, members[position])
    end
  end
end

local function remember(name, client_id, digest)
  local appended = string.format('%016.0f', now)
  local value = digits(place) .. ' ' .. digits(at) .. ' ' .. appended .. ' ' .. digest
  redis.call('HSET', REPEATS, name .. '\0' .. client_id, value)
  redis.call('ZADD', REPEAT_ORDER, 0, name .. '\0' .. appended .. '\0' .. client_id)
  local low, high = '[' .. name .. '\0', '(' .. name .. '\1'
  for _, member in ipairs(redis.call('ZRANGEBYLEX', REPEAT_ORDER, low, high, 'LIMIT', 0, 2)) do
    if tonumber(string.sub(member, #name + 2, #name + 17)) <= now - WINDOW then
      forget(name, member)
    end
  end
  if redis.call('ZLEXCOUNT', REPEAT_ORDER, low, high) > MOST_OF_SENDER then
    forget(name, redis.call('ZRANGEBYLEX', REPEAT_ORDER, low, high, 'LIMIT', 0, 1)[1])
  end
  if redis.call('ZCARD', REPEAT_ORDER) > MOST_OF_ROOM then
    shrink_repeats()
  end
  redis.call('PEXPIRE', REPEATS, WINDOW / 1000)
  redis.call('PEXPIRE', REPEAT_ORDER, WINDOW / 1000)
end

-- What was said before.

local function field(values, name)
  for position = 1, #values, 2 do
    if values[position] == name then
      return values[position + 1]
    end
  end
  return nil
end

local function entry(found)
  return { tonumber(string.match(found[1], '^%d+')), field(found[2], 'p'),
    tonumber(field(found[2], 'at') or 0) }
end

-- Return the place up to which messages are no longer shown.
local function lost()
  local length = redis.call('XLEN', HISTORY)
  if length <= limit then
    return math.max(begin, dropped)
  end
  local found = length == limit + 1 and redis.call('XRANGE', HISTORY, '-', '+', 'COUNT', 1)
    or redis.call('XREVRANGE', HISTORY, '+', '-', 'COUNT', limit + 1)
  return math.max(dropped, tonumber(string.match(found[#found][1], '^%d+')))
end

-- Drop the oldest messages beyond ``most``, and those that make the room too large.
local function drop_oldest(most)
  local surplus = redis.call('XLEN', HISTORY) - most
  while surplus > 0 or large > most_bytes do
    local oldest = redis.call('XRANGE', HISTORY, '-', '+', 'COUNT', 1)[1]
    local size = #field(oldest[2], 'p')
    large = large - (size >= LARGE and size or 0)
    redis.call('XDEL', HISTORY, oldest[1])
    dropped, surplus = tonumber(string.match(oldest[1], '^%d+')), surplus - 1
  end
  redis.call('HSET', STATE, 'lost', digits(dropped), 'large', digits(large))
end

local function is_for(values, reader)
  local to = field(values, 'to')
  return not to or (reader and (to == reader or field(values, 'from') == reader))
end

-- Return the newest messages between two places, newest first: a few more than the reader is sent.
local function read(after, before, most, reader)
  local gone, found, bytes = lost(), {}, 0
  if before and before < 1 then
    return found, gone
  end
  local low = '(' .. digits(math.max(gone, after or 0)) .. '-18446744073709551615'
  local high = before and ('(' .. digits(before) .. '-0') or '+'
  while #found < most and bytes < MOST_BYTES do
    local count = math.min(math.max(most - #found, 50), 1000)
    local some = redis.call('XREVRANGE', HISTORY, high, low, 'COUNT', count)
    for _, each in ipairs(some) do
      if #found < most and bytes < MOST_BYTES and is_for(each[2], reader) then
        found[#found + 1] = entry(each)
        bytes = bytes + #found[#found][2]
      end
    end
    if #some < count then
      break
    end
    high = '(' .. some[#some][1]
  end
  return found, gone
end

local function history(after, before, most, reader, is_first)
  local found, gone = read(after, before, math.min(most or MOST_READ + 1, MOST_READ + 1), reader)
  local newest = 0
  if is_first then
    local last = #found > 0 and found or read(nil, nil, 1, reader)
    newest = #last > 0 and last[1][1] or 0
  end
  return { found, gone, begin, newest }
end

-- The operations.

local answers, position, number, ending = {}, 10, 0, nil

local function take(count)
  position = position + count
  return unpack(ARGV, position - count, position - 1)
end

local function answer(...)
  answers[#answers + 1] = { number, ... }
end

-- Return what the end of typing comes to: it is told if a message follows it.
local function end_typing(is_said)
  if ending and is_said then
    notice(ending.payload)
  elseif ending then
    answers[#answers + 1] = { ending.number, 'absent' }
  end
  ending = nil
end

local function say(member, payload, from, to, client_id, digest)
  if member ~= '' and not is_present(member) then
    return answer('absent')
  end
  local first = client_id ~= '' and repeated(from, client_id)
  if first then
    local id = digits(first[1])
    local kept = redis.call('XRANGE', HISTORY, id, id)[1]
    return answer('repeated', first[1], first[2], first[3], kept and entry(kept)[2] or '')
  end
  if to and redis.call('HEXISTS', NAMES, 'x:' .. to) == 0 then
    return answer('nobody')
  end
  end_typing(true)
  message(payload, from, to)
  if client_id ~= '' then
    remember(from, client_id, digest)
  end
end

local operations = {
  m = function()
    local member, payload = take(2)
    say(member, payload, nil, nil, '', '')
  end,
  M = function()
    local member, payload, from, client_id, digest = take(5)
    say(member, payload, from, nil, client_id, digest)
  end,
  p = function()
    say(take(6))
    end_typing(false)
  end,
  T = function()
    local _, payload = take(2)
    ending = { payload = payload, number = number }
  end,
  j = function()
    local member, payload, name, extended, session, count = take(6)
    local looks = { take(tonumber(count)) }
    local earlier = session ~= '' and redis.call('HGET', NAMES, 's:' .. session)
    if is_taken(looks, earlier) then
      return answer('taken')
    end
    if earlier then
      local left = leave(earlier, nil, 'taken over')
      if left then
        answer('took', left)
      end
    end
    notice(payload)
    enter(member, { name = name, extended = extended == '1', session = session, looks = looks })
  end,
  l = function()
    if not leave(take(2)) then
      answer('absent')
    end
  end,
  t = function()
    local member, payload = take(2)
    if not is_present(member) then
      return answer('absent')
    end
    notice(payload)
  end,
  a = function()
    notice((take(1)))
  end,
  h = function()
    local after, before, most, has_reader, reader, is_first = take(6)
    answer('history', history(tonumber(after), tonumber(before), tonumber(most),
      has_reader == '1' and reader, is_first == '1'))
  end,
  d = function() -- all people of a node that is gone
    local prefix = take(1) .. '.'
    for _, member in ipairs(redis.call('HKEYS', PEOPLE)) do
      if string.sub(member, 1, #prefix) == prefix then
        leave(member, nil, 'lost')
      end
    end
  end,
  n = function() -- is a name free?
    local session, count = take(2)
    local looks = { take(tonumber(count)) }
    if is_taken(looks, session ~= '' and redis.call('HGET', NAMES, 's:' .. session)) then
      answer('taken')
    end
  end,
}

local function people()
  local names = {}
  local found, all = redis.call('HGETALL', PEOPLE), {}
  for each = 1, #found, 2 do
    local record = cjson.decode(found[each + 1])
    if not names[record.name] then
      names[record.name] = tonumber(redis.call('HGET', NAMES, 'o:' .. record.name) or 0)
    end
    all[#all + 1] = { names[record.name], found[each], record.name, record.extended and 1 or 0 }
  end
  return all
end

local snapshot = wants_people and people() or {}
while position <= #ARGV do
  number = number + 1
  operations[take(1)]()
end

-- What follows from them.

if #published > 0 then
  redis.call('HSET', STATE, 'offset', digits(offset), 'last', digits(place))
  redis.call('SET', CLOCK, digits(place), 'EX', LONG)
  local head = { header, digits(offset_before + 1), digits(first_place), digits(at) }
  redis.call('PUBLISH', channel, table.concat(head, ' ') .. '\n[' .. table.concat(published, ',') .. ']')
end
if said then
  local most = math.max(limit, LEAST_KEPT) + 1
  if large > 0 then
    drop_oldest(most)
  else
    redis.call('XTRIM', HISTORY, 'MAXLEN', '=', most)
  end
end
if noticed then
  redis.call('XTRIM', NOTICES, 'MAXLEN', '=', LEAST_KEPT)
end
redis.call('EXPIRE', HISTORY, LONG)
redis.call('EXPIRE', NOTICES, DAY)
redis.call('EXPIRE', PEOPLE, DAY)
redis.call('EXPIRE', NAMES, DAY)
if redis.call('EXISTS', PEOPLE, HISTORY) == 0 then
  redis.call('EXPIRE', STATE, SOON)
  redis.call('EXPIRE', NOTICES, SOON)
else
  redis.call('EXPIRE', STATE, LONG)
end
return { 'ok', offset_before, place_before, first_place, at, answers, snapshot }
