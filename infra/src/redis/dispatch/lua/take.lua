-- Hands out work. ARGV[3]: the lane; ARGV[4]: the worker; ARGV[5]: how many tasks at most; ARGV[6]: tenants that get
-- nothing, as JSON; then the ids of leases.
-- Answers with a list of { tenant, job, batch, lease, tasks, reason, trace }.

-- Who has waited for less has not waited.
local NO_WAIT_MS = 10
-- Tenants and jobs that turn out to have no room are set aside, no more of them than these in one go.
local MOST_SET_ASIDE = 50

local LANE, WORKER = ARGV[3], ARGV[4]
local FIRST_LEASE, EXCEPT, EXCEPTED = 7, {}, 0
for _, name in ipairs(cjson.decode(ARGV[6])) do
  EXCEPT[name], EXCEPTED = true, EXCEPTED + 1
end
local LEASES = #ARGV - FIRST_LEASE + 1

local function note_worker(lane)
  local workers, alone = P .. 'workers:' .. LANE, NOW - lane.asked_at - WORKER_MS
  if alone > 0 then
    lane.times = lane.times or {}
    lane.times.no_worker = (lane.times.no_worker or 0) + alone
  end
  lane.asked_at = math.max(lane.asked_at, NOW)
  call('ZADD', workers, NOW, WORKER)
  call('ZREMRANGEBYSCORE', workers, '-inf', NOW - WORKER_MS)
  call('EXPIRE', workers, LINGER_S)
end

-- The longest of the times that others took of a job's, where that is more than half of them.
local function others_reason(job, turn_ms)
  local longest, most = 'turn', turn_ms / 2
  for reason, total in pairs(others_times(job)) do
    local ms = total - (job.others and job.others[reason] or 0)
    if ms > most then longest, most = reason, ms end
  end
  return longest
end

-- Why tasks have waited, for the most part: what their job stands for now, where it did so for half of the time, else
-- what it has stood for longest in all.
local function reason_of(job, batch)
  local waited = NOW - (batch.since or NOW)
  if waited < NO_WAIT_MS then return '' end
  local standing = job.reason and NOW - job.since or 0
  local reason, most = job.reason or 'turn', standing
  if standing < waited / 2 then
    for other in pairs(job.times or {}) do
      local ms = clocked(job, other)
      if ms > most then reason, most = other, ms end
    end
  end
  return reason == 'turn' and others_reason(job, most) or reason
end

local function record(id, number, batch, lease, tasks)
  local job, cost = change_job(id), tasks * cost_of_task(job_of(id))
  batch.grants = batch.grants or {}
  batch.grants[#batch.grants + 1] = { lease, tasks, NOW + GRANT_MS }
  batch.estimate = (batch.estimate or 0) + cost
  if job.rate then spend_of_job(job, tasks) end
  begin(id, job)
  charge(LANE, job.tenant, cost)
  settle(id, number, batch, 0)
end

local function grant(id, number, lease, most)
  local job, batch = job_of(id), batch_of(id, number)
  local _, ready = waits(batch)
  if ready < 1 then return settle(id, number, batch, 0) or false end
  local tasks = math.min(most, ready)
  local answer = { job.tenant, id, tonumber(number), lease, tasks, reason_of(job, batch), batch.trace or '' }
  record(id, number, batch, lease, tasks)
  local lane = change_lane(LANE)
  if lane.queue and lane.queue.rate then spend(lane, lane.queue.rate, tasks) end
  work()
  return answer
end

-- Whose turn it is, and which. Where some are excepted, whoever is behind them waits for them, unless the lane's round has
-- come for both.
local function next_tenant(lane)
  local first = call('ZRANGE', P .. 'ring:' .. LANE, 0, EXCEPTED, 'WITHSCORES')
  for place = 1, #first, 2 do
    local name, turn = first[place], tonumber(first[place + 1])
    if place > 1 and turn > (lane.round or 0) then return nil end
    if not EXCEPT[name] then return name, turn end
  end
end

-- The next grant; `false` where something had to be set aside first, nothing where there is nothing to hand out.
local function next_grant(lease, left)
  local lane = change_lane(LANE)
  local room, name, turn = queue_room(lane), next_tenant(lane)
  if room < 1 or not name then return nil end
  local tenant = tenant_of(name)
  if is_full(tenant) then return shut_out(LANE, name) or false end
  lane.round = math.max(lane.round or 0, turn)
  local jobs = P .. 'jobs:' .. LANE .. ':' .. name
  local id = call('ZRANGE', jobs, 0, 0)[1]
  local job = id and job_of(id)
  local number = job and call('ZRANGE', P .. 'ready:' .. id, 0, 0)[1]
  local most = job and math.min(left, room, room_of(job), (tenant.max_in_flight or math.huge) - tenant.flight)
  if number and batch_of(id, number) and most >= 1 then return grant(id, number, lease, most) end
  if job then again(id) else call('ZREM', jobs, id or '') end
  if not id then call('ZREM', P .. 'ring:' .. LANE, name) end
  work()
  return false
end

if call('EXISTS', P .. 'known') == 0 then return {} end
tick(64)
note_worker(change_lane(LANE))
local grants, left, set_aside, done = {}, tonumber(ARGV[5]), 0, false
while #grants < LEASES and left > 0 and set_aside < MOST_SET_ASIDE and not done do
  local found = next_grant(ARGV[FIRST_LEASE + #grants], left)
  if found then
    grants[#grants + 1] = found
    left = left - found[5]
  elseif found == false then
    set_aside = set_aside + 1
  else
    done = true
  end
end
watch_queue(LANE, change_lane(LANE))
-- There may be more behind what was set aside: whoever runs the next script tells the workers to ask again.
if set_aside == MOST_SET_ASIDE then timer(NOW, 'queue:' .. LANE) end
if #grants < LEASES and left > 0 then call('SET', P .. 'wanting:' .. LANE, 1, 'EX', LINGER_S) end
flush()
return grants
