-- Where a job stands: it can be handed out, or waits where what it waits for finds it.

-- No more jobs of a lane than these have passed the gate of a shared bucket at a time.
local MOST_AT_BUCKET = 16

local function key_gate(job) return 'key:' .. job.tenant .. '/' .. job.key.name end
local function bucket_gate(job) return 'rate:' .. job.tenant .. '/' .. job.rate.key end

-- Why a job waits that others do not hold up, and when it need be looked at again.
local function held_by_itself(id, job)
  if job.version == 0 or job.over or job.waiting == 0 then return 'nothing' end
  if job.paused or job.stopping then return 'paused' end
  if job.start_at and job.start_at > NOW then return 'scheduled', job.start_at end
  if call('EXISTS', P .. 'ready:' .. id) == 0 then return 'retry' end
  if job.max_concurrency and job.flight >= job.max_concurrency then return 'job_limit' end
  if job.rate and not job.rate.key and whole(tokens(job, job.rate)) < 1 then return 'rate', next_token(job, job.rate) end
end

local function held_by_bucket(id, job)
  local gate, bucket = bucket_gate(job), bucket_of(job)
  local room = math.min(MOST_AT_BUCKET, whole(tokens(bucket, job.rate)))
  job.at_bucket = job.rate.key
  if passes(gate, job.lane, id, job.order, room) then return end
  if room < 1 then call('ZADD', P .. 'timers', 'LT', next_token(bucket, job.rate), gate) end
  return 'rate'
end

local function key_room(job) return job.key.limit - call('ZCARD', P .. key_gate(job) .. ':holding') end

local function held_by_key(id, job)
  job.at_key = true
  if passes(key_gate(job), job.lane, id, job.order, key_room(job)) then return end
  return 'key'
end

local function leave_bucket(id, job)
  if not job.at_bucket then return end
  leave('rate:' .. job.tenant .. '/' .. job.at_bucket, job.lane, id)
  job.at_bucket = nil
end

local function leave_key(id, job)
  if not job.at_key then return end
  leave(key_gate(job), job.lane, id)
  job.at_key = nil
end

-- A job that waits at one gate leaves the other, so that it is in nobody's way.
local function held(id, job)
  local why, at = held_by_itself(id, job)
  if why then
    leave_bucket(id, job)
    leave_key(id, job)
    return why, at
  end
  if job.rate and job.rate.key then why = held_by_bucket(id, job) else leave_bucket(id, job) end
  if why then
    leave_key(id, job)
    return why
  end
  if job.key and not job.holds then why = held_by_key(id, job) end
  if why then leave_bucket(id, job) end
  return why
end

local function set_timer(id, job, at)
  if at then
    timer(at, 'job:' .. id)
  elseif job.timed then
    no_timer('job:' .. id)
  end
  job.timed = at and true or nil
end

-- What others' clocks showed when the job's began, to know later how much of its time was theirs.
local function others_times(job)
  local lane, tenant, times = lane_of(job.lane), tenant_of(job.tenant), {}
  for _, reason in ipairs({ 'queue_paused', 'queue_limit', 'rate', 'no_worker' }) do
    local ms = clocked(lane, reason)
    if ms > 0 then times[reason] = ms end
  end
  times.tenant_limit = clocked(tenant, 'tenant_limit')
  return times
end

local function place(id)
  local job = job_of(id)
  if not job then return end
  job = change_job(id)
  if job.version == 0 then return end
  local why, at = held(id, job)
  set_timer(id, job, at)
  if not why ~= (job.eligible or false) then
    job.eligible = not why or nil
    if job.eligible then enter_jobs(id, job) else leave_jobs(id, job) end
  end
  if why ~= 'nothing' and not job.others then job.others = others_times(job) end
  clock(job, why ~= 'nothing' and (why or 'turn') or nil)
end

-- Looks at the jobs again that something has happened to.
local function work()
  local done = 0
  while done < #todo and done < WORK do
    done = done + 1
    local id = todo[done]
    queued[id] = nil
    place(id)
  end
  for rest = done + 1, #todo do timer(NOW, 'job:' .. todo[rest]) end
  todo, queued = {}, {}
end

-- A job holds its key from its first grant until it is over.
local function hold_key(id, job)
  if not job.key or job.holds then return end
  job.holds, job.at_key = true, nil
  local gate = key_gate(job)
  call('ZADD', P .. gate .. ':holding', job.order, id)
  leave(gate, job.lane, id)
end

local function release_key(id, job)
  if not job.holds then return end
  job.holds = nil
  local gate = key_gate(job)
  call('ZREM', P .. gate .. ':holding', id)
  open(gate)
end

local function begin(id, job)
  job.begun = true
  hold_key(id, job)
end

-- How many tasks of a job may start now, as far as it is up to the job.
local function room_of(job)
  local room = math.huge
  if job.key and not job.holds and key_room(job) < 1 then return 0 end
  if job.max_concurrency then room = job.max_concurrency - job.flight end
  if job.rate then room = math.min(room, whole(tokens(bucket_of(job), job.rate))) end
  return room
end
