-- Takes from all buckets or from none, and tells who was revoked.
-- KEYS[1]: what each key begins with. ARGV[1]: how many buckets follow, each with its key, its quota, its window in
-- microseconds and the cost, which is below zero where tokens are given back. The subjects follow.
-- Answers: whether it is allowed, whether a subject was revoked, and after how many microseconds there will be enough;
-- then, for each bucket, how many whole tokens it has and in how many microseconds it is full.
local P, call = KEYS[1], redis.call
-- Redis' own clock: the clocks of those who ask differ.
local time = call('TIME')
local NOW = tonumber(time[1]) * 1e6 + tonumber(time[2])
-- What is no more than an error of the arithmetic.
local TINY = 1e-6

-- A bucket is kept as how many tokens of it are spent and when that was so. A full one is not kept: its key expires.
local function read(first)
  local bucket = {
    key = P .. 'bucket:' .. ARGV[first],
    quota = tonumber(ARGV[first + 1]),
    window = tonumber(ARGV[first + 2]),
    cost = tonumber(ARGV[first + 3]),
    spent = 0,
    at = NOW,
  }
  local kept = call('GET', bucket.key)
  if kept then
    local spent, at = struct.unpack('dd', kept)
    -- A clock may be set back: then nothing has come back since.
    bucket.at = math.max(NOW, at)
    bucket.spent = math.max(0, spent - (bucket.at - at) * bucket.quota / bucket.window)
  end
  return bucket
end

-- How long it takes until so many tokens have come back.
local function time_of(bucket, tokens)
  if tokens <= TINY then return 0 end
  return math.ceil(tokens * bucket.window / math.max(1, bucket.quota))
end

-- How long it takes until there is enough. A cost above the quota never is, and is refused for a whole window.
local function wait(bucket)
  if bucket.cost <= 0 then return 0 end
  if bucket.cost > bucket.quota then return bucket.window end
  return time_of(bucket, bucket.spent + bucket.cost - bucket.quota)
end

local function spend(bucket)
  if bucket.cost == 0 then return end
  bucket.spent = math.max(0, bucket.spent + bucket.cost)
  local full_in = time_of(bucket, bucket.spent)
  if full_in == 0 then
    call('DEL', bucket.key)
  else
    call('SET', bucket.key, struct.pack('dd', bucket.spent, bucket.at), 'PX', math.ceil(full_in / 1000))
  end
end

local buckets, retry_after, last = {}, 0, 1 + 4 * tonumber(ARGV[1])
for first = 2, last, 4 do
  local bucket = read(first)
  retry_after = math.max(retry_after, wait(bucket))
  buckets[#buckets + 1] = bucket
end
local revoked = false
for subject = last + 1, #ARGV do
  revoked = revoked or call('EXISTS', P .. 'revoked:' .. ARGV[subject]) == 1
end

local allowed = retry_after == 0 and not revoked
local answer = { allowed and 1 or 0, revoked and 1 or 0, retry_after }
for _, bucket in ipairs(buckets) do
  if allowed then spend(bucket) end
  answer[#answer + 1] = math.max(0, math.floor(bucket.quota - bucket.spent + TINY))
  answer[#answer + 1] = time_of(bucket, bucket.spent)
end
return answer
