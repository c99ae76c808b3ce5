-- Token buckets, and gates that many jobs stand at.

local function whole(number) return math.floor(number + 1e-6) end

-- How many tokens a bucket has. A new one is full.
local function tokens(bucket, rate)
  if not bucket.tokens then return rate.burst end
  local come = math.max(0, NOW - bucket.filled_at) * rate.per_second / 1000
  return math.min(rate.burst, bucket.tokens + come)
end

local function spend(bucket, rate, count)
  bucket.tokens = tokens(bucket, rate) - count
  bucket.filled_at = math.max(bucket.filled_at or 0, NOW)
end

-- When there will be a whole token.
local function next_token(bucket, rate)
  local lacking = 1 - tokens(bucket, rate)
  return math.max(bucket.filled_at or 0, NOW) + math.max(1, math.ceil((lacking - 1e-6) * 1000 / rate.per_second))
end

-- Under another rate, a bucket keeps what it has.
local function change_rate(bucket, before, rate)
  if before and bucket.tokens then
    bucket.tokens, bucket.filled_at = tokens(bucket, before), math.max(bucket.filled_at, NOW)
  end
  if not rate then bucket.tokens, bucket.filled_at = nil, nil end
end

local function bucket_key(job) return 'bucket:' .. job.tenant .. '/' .. job.rate.key end

local function bucket_of(job)
  if not job.rate.key then return job end
  return read(bucket_key(job)) or {}
end

local function spend_of_job(job, count)
  local bucket = job
  if job.rate.key then
    bucket = change(bucket_key(job), { bucket_of_many = true })
    bucket.linger_s = math.ceil(job.rate.burst / job.rate.per_second) + LINGER_S
  end
  spend(bucket, job.rate, count)
end

-- At a gate, as many jobs of each lane have passed as there is room for, the best ones; the others wait. Both are
-- sorted sets by order, so that what opens a gate finds who is next. Lanes do not wait for each other, because one of
-- them may have no workers: who takes what two of them could have is decided when it is handed out.

local function passed_at(gate, lane) return P .. gate .. ':passed:' .. lane end
local function waiting_at(gate, lane) return P .. gate .. ':waiting:' .. lane end

-- Has the first of a lane that waits look whether it passes now.
local function call_next(gate, lane)
  local first = call('ZRANGE', waiting_at(gate, lane), 0, 0)[1]
  if first then again(first) else call('SREM', P .. gate .. ':lanes', lane) end
end

local function open(gate)
  for _, lane in ipairs(call('SMEMBERS', P .. gate .. ':lanes')) do call_next(gate, lane) end
end

local function wait_at(gate, lane, id, order)
  call('ZREM', passed_at(gate, lane), id)
  call('ZADD', waiting_at(gate, lane), order, id)
  call('SADD', P .. gate .. ':lanes', lane)
  return false
end

local function pass(gate, lane, id, order)
  call('ZREM', waiting_at(gate, lane), id)
  call('ZADD', passed_at(gate, lane), order, id)
  call_next(gate, lane)
  return true
end

local function leave(gate, lane, id)
  local passed, waiting = call('ZREM', passed_at(gate, lane), id), call('ZREM', waiting_at(gate, lane), id)
  if passed + waiting > 0 then call_next(gate, lane) end
end

local function is_before(id, order, other)
  local others_order = tonumber(other[2])
  return order < others_order or (order == others_order and id < other[1])
end

-- Whether a job passes a gate that has room for `room` of those who have nothing of it yet.
local function passes(gate, lane, id, order, room)
  local passed = passed_at(gate, lane)
  if room < 1 then return wait_at(gate, lane, id, order) end
  local rank = call('ZRANK', passed, id)
  if rank then return rank < room or wait_at(gate, lane, id, order) end
  if call('ZCARD', passed) < room then
    local first = call('ZRANGE', waiting_at(gate, lane), 0, 0, 'WITHSCORES')
    if not first[1] or first[1] == id or is_before(id, order, first) then return pass(gate, lane, id, order) end
    again(first[1])
    return wait_at(gate, lane, id, order)
  end
  local last = call('ZRANGE', passed, -1, -1, 'WITHSCORES')
  if not is_before(id, order, last) then return wait_at(gate, lane, id, order) end
  wait_at(gate, lane, last[1], tonumber(last[2]))
  again(last[1])
  return pass(gate, lane, id, order)
end
