-- Takes facts, in order. ARGV[3]: the facts, as JSON.

-- What was let go of in this time and the time before tells how soon there is room again.
local DRAIN_MS = 10000

local function drained(tenant, job)
  local drain = tenant.drain or { from = NOW, before = {}, now = {} }
  if NOW - drain.from >= DRAIN_MS then
    local is_next = NOW - drain.from < 2 * DRAIN_MS
    drain = { from = NOW, before = is_next and drain.now or {}, now = {} }
  end
  for cap, amount in pairs({ jobs = 1, tasks = job.tasks, bytes = job.bytes }) do
    drain.now[cap] = (drain.now[cap] or 0) + amount
  end
  tenant.drain = drain
end

local function set_limits(tenant, fact)
  tenant.weight, tenant.max_in_flight = fact.weight, fact.max_in_flight
  let_in_again(fact.tenant)
end

local function end_job(id, job)
  call('ZREM', P .. 'due', 'deadline:' .. job.tenant .. ':' .. id)
  place(id)
  release_key(id, job)
  index_oldest(id, job)
  local tenant = change_tenant(job.tenant)
  tenant.jobs, tenant.tasks, tenant.bytes = tenant.jobs - 1, tenant.tasks - job.tasks, tenant.bytes - job.bytes
  drained(tenant, job)
  purge(id)
end

-- A job that is learnt brings what its batches have been counted for into its lane.
local function join_lane(id, job, name)
  local lane = change_lane(name)
  job.lane = name
  lane.waiting, lane.flight = lane.waiting + job.waiting, lane.flight + job.flight
  index_oldest(id, job)
end

local function set_rate(id, job, rate)
  local before = job.rate
  if before and not before.key then change_rate(job, before, rate and not rate.key and rate) end
  if job.at_bucket and not (rate and rate.key == job.at_bucket) then leave_bucket(id, job) end
  job.rate = rate
end

local function signal_job(id, before, job)
  local stops = job.stopping and not before.stopping or job.over and job.flight > 0
  if stops then
    call('PUBLISH', CHANNEL, 'stop ' .. id)
  elseif job.paused and not before.paused then
    call('PUBLISH', CHANNEL, 'pause ' .. id)
  end
  -- Of one that began where it was submitted, that process knows.
  if job.over and not job.claimed then call('PUBLISH', CHANNEL, 'ended ' .. id) end
end

local function is_gone(id) return call('EXISTS', P .. 'gone:' .. id) == 1 end

local function copy_job(id, job, fact)
  local tenant, is_new = change_tenant(fact.tenant), job.version == 0
  set_limits(tenant, fact)
  tenant.jobs = tenant.jobs + (is_new and 1 or 0)
  tenant.tasks = tenant.tasks + fact.tasks - (job.tasks or 0)
  tenant.bytes = tenant.bytes + fact.bytes - (job.bytes or 0)
  for _, field in ipairs({ 'version', 'order', 'tasks', 'bytes', 'start_at', 'max_concurrency' }) do
    job[field] = fact[field]
  end
  for _, flag in ipairs({ 'planned', 'paused', 'stopping', 'over' }) do job[flag] = fact[flag] or nil end
  set_rate(id, job, fact.rate)
  job.key = job.key or fact.key
end

local function learn_job(fact)
  local id = fact.id
  unreserve(fact.tenant, id)
  local job = job_of(id)
  if not job and is_gone(id) or job and fact.version <= job.version then return end
  job = change_job(id, fact.tenant)
  local before = { stopping = job.stopping, paused = job.paused }
  copy_job(id, job, fact)
  if not job.lane then join_lane(id, job, fact.lane) end
  signal_job(id, before, job)
  if job.over then return end_job(id, job) end
  if fact.deadline then call('ZADD', P .. 'due', 'NX', fact.deadline, 'deadline:' .. job.tenant .. ':' .. id) end
  if fact.begun or job.begun then begin(id, job) end
  again(id)
end

-- A lease that is seen in whichever fact, also an old one, is granted no more: what it holds, or held, is in the
-- newest fact.
local function clear_grants(batch, leases, began)
  local seen = {}
  for lease in pairs(leases) do seen[lease] = true end
  for _, lease in ipairs(began) do seen[lease] = true end
  local before = #(batch.grants or {})
  keep_grants(batch, function(grant) return not seen[grant[1]] end)
  return #(batch.grants or {}) < before
end

-- Takes a batch's state over; answers what its tasks took since the last time.
local function copy_batch(id, job, batch, fact)
  local is_known, tasks_before, spent_before = (batch.version or 0) > 0, tasks_of(batch), batch.spent or 0
  time_leases(job, id, fact.number, batch.leases or {}, fact.leases)
  batch.version, batch.trace, batch.spent = fact.version, fact.trace, fact.spent
  batch.groups = #fact.groups > 0 and fact.groups or nil
  batch.leases = next(fact.leases) and fact.leases or nil
  if not is_known and not batch.estimate then return 0 end
  local spent = math.max(0, fact.spent - spent_before)
  job.spent = job.spent + spent
  job.ended = job.ended + math.max(0, tasks_before - tasks_of(batch))
  return spent
end

local function learn_batch(fact)
  local id, number = fact.id, fact.number
  set_limits(change_tenant(fact.tenant), fact)
  local batch = batch_of(id, number) or nil
  if not batch and not job_of(id) and is_gone(id) then return end
  batch = batch or {}
  local cleared = clear_grants(batch, fact.leases, fact.began)
  if batch.over or fact.version <= (batch.version or 0) then
    if cleared then settle(id, number, batch, 0) end
    return
  end
  local job = change_job(id, fact.tenant)
  if job.over then return end
  local spent = copy_batch(id, job, batch, fact)
  if batch.leases or fact.spent > 0 or fact.over then begin(id, job) end
  if fact.over then end_batch(id, number, batch) end
  settle(id, number, batch, spent)
end

local function learn_queue(fact)
  local name = 'external/' .. fact.tenant .. '/' .. fact.id
  local lane = change_lane(name)
  local before = lane.queue or { version = 0 }
  if fact.version <= before.version then return end
  change_rate(lane, before.rate, fact.rate)
  local queue = { version = fact.version, paused = fact.paused, rate = fact.rate }
  queue.max_concurrency = fact.max_concurrency
  lane.queue = queue
  watch_queue(name, lane)
  wake(name)
end

local LEARN = { job = learn_job, batch = learn_batch, queue = learn_queue }

tick(32)
for _, fact in ipairs(cjson.decode(ARGV[3])) do
  LEARN[fact.kind](fact)
  work()
end
flush()
return 1
