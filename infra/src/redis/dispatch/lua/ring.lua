-- Fairness between the tenants of a lane. This is deficit round robin where the rounds that would hand out nothing
-- are skipped: a tenant stands in the lane's ring at the round in which it has paid for what it was handed out. A
-- round is worth one microsecond of a task and unit of weight; the lane's round is where the last grant was made.

-- What a task costs of which nothing is known, in microseconds.
local FIRST_COST = { jq = 1000 }
local OTHER_COST = 1000000
-- The most that one correction takes, in microseconds; it gives back no more than was taken before.
local MOST_CORRECTED = 600000000

local function cost_of_task(job)
  if job.ended > 0 and job.spent > 0 then return math.max(1, job.spent / job.ended) end
  return FIRST_COST[job.lane] or OTHER_COST
end

-- How much a queue gives now, and why it gives nothing.
local function queue_room(lane)
  local queue = lane.queue
  if not queue then return math.huge end
  if queue.paused then return 0, 'queue_paused' end
  local room = math.huge
  if queue.max_concurrency then room = queue.max_concurrency - lane.flight end
  if room < 1 then return 0, 'queue_limit' end
  if queue.rate then room = math.min(room, whole(tokens(lane, queue.rate))) end
  if room < 1 then return 0, 'rate' end
  return room
end

-- Tells the workers that came away with less than they asked for, where there is something now.
local function wake(name)
  if call('EXISTS', P .. 'ring:' .. name) == 0 or queue_room(lane_of(name)) < 1 then return end
  if call('DEL', P .. 'wanting:' .. name) == 1 then
    call('PUBLISH', CHANNEL, 'ready ' .. name)
  end
end

-- Keeps account of why a queue gives nothing, and comes back when its bucket does.
local function watch_queue(name, lane)
  if not lane.queue then return end
  local _, reason = queue_room(lane)
  clock(lane, reason)
  if reason == 'rate' then timer(next_token(lane, lane.queue.rate), 'queue:' .. name) end
end

local function debt_key(name, tenant) return P .. 'debt:' .. name .. ':' .. tenant end

local function note_debt(name, tenant, turn, left_at)
  call('SET', debt_key(name, tenant), string.format('%.17g %.17g', turn, left_at), 'EX', LINGER_S)
end

local function debt_of(name, tenant)
  local debt = call('GET', debt_key(name, tenant))
  if not debt then return end
  local owed, left_at = debt:match('^(%S+) (%S+)$')
  return tonumber(owed), tonumber(left_at)
end

-- Whoever comes stands where the lane is: what it did not use before is not saved up.
local function enter_ring(name, tenant)
  local ring = P .. 'ring:' .. name
  if call('ZSCORE', ring, tenant) then return end
  local turn = lane_of(name).round or 0
  local owed, left_at = debt_of(name, tenant)
  if owed and NOW - left_at < DEBT_MS then turn = math.max(turn, owed) end
  if owed then call('DEL', debt_key(name, tenant)) end
  call('ZADD', ring, turn, tenant)
  wake(name)
end

local function leave_ring(name, tenant)
  local ring = P .. 'ring:' .. name
  local turn = tonumber(call('ZSCORE', ring, tenant) or nil)
  if not turn then return end
  call('ZREM', ring, tenant)
  if turn > (lane_of(name).round or 0) then note_debt(name, tenant, turn, NOW) end
end

-- Moves a tenant's turn by what was used, or given back where it is negative; where it has left, what it owes.
local function charge(name, tenant, micros)
  if micros == 0 then return end
  local ring, more = P .. 'ring:' .. name, micros / (tenant_of(tenant).weight or 1)
  local turn = tonumber(call('ZSCORE', ring, tenant) or nil)
  if turn then
    call('ZADD', ring, math.max(turn + more, lane_of(name).round or 0), tenant)
    return
  end
  local owed, left_at = debt_of(name, tenant)
  if owed then note_debt(name, tenant, owed + more, left_at) end
end

local function correct(name, tenant, micros)
  charge(name, tenant, math.min(MOST_CORRECTED, micros))
end

local function is_full(tenant) return tenant.max_in_flight and tenant.flight >= tenant.max_in_flight end

-- A tenant with as much in flight as it may have leaves the rings as a whole, however many jobs it has.
local function shut_out(name, tenant_name)
  leave_ring(name, tenant_name)
  call('SADD', P .. 'shut:' .. tenant_name, name)
  local tenant = change_tenant(tenant_name)
  tenant.shut = true
  clock(tenant, 'tenant_limit')
end

local function let_in_again(tenant_name)
  local tenant = tenant_of(tenant_name)
  if not tenant.shut or is_full(tenant) then return end
  tenant = change_tenant(tenant_name)
  tenant.shut = nil
  clock(tenant, nil)
  local names = call('SMEMBERS', P .. 'shut:' .. tenant_name)
  call('DEL', P .. 'shut:' .. tenant_name)
  for _, name in ipairs(names) do
    if call('EXISTS', P .. 'jobs:' .. name .. ':' .. tenant_name) == 1 then enter_ring(name, tenant_name) end
  end
end

-- The jobs of a tenant that could be handed out, by priority, age and id.
local function enter_jobs(id, job)
  call('ZADD', P .. 'jobs:' .. job.lane .. ':' .. job.tenant, job.order, id)
  if is_full(tenant_of(job.tenant)) then shut_out(job.lane, job.tenant) else enter_ring(job.lane, job.tenant) end
end

local function leave_jobs(id, job)
  local jobs = P .. 'jobs:' .. job.lane .. ':' .. job.tenant
  call('ZREM', jobs, id)
  if call('EXISTS', jobs) == 1 then return end
  leave_ring(job.lane, job.tenant)
  call('SREM', P .. 'shut:' .. job.tenant, job.lane)
end
