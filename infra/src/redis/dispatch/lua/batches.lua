-- Batches: what of them waits, what is in flight, and the counters that follow.
-- A batch has `groups` of { tasks, since, not before (or 0) }, `leases` of { tasks, until } by their id, and `grants` of
-- { lease, tasks, until }; `waiting` and `flight` are what is counted of it now.

-- What of a batch waits, what of that may start, since when, and when more may.
local function waits(batch)
  local all, ready, since, next_at = 0, 0, nil, nil
  for _, group in ipairs(batch.groups or {}) do
    all = all + group[1]
    since = math.min(since or group[2], group[2])
    if group[3] <= NOW then
      ready = ready + group[1]
    else
      next_at = math.min(next_at or group[3], group[3])
    end
  end
  local granted = 0
  for _, grant in ipairs(batch.grants or {}) do
    granted = granted + grant[2]
    next_at = math.min(next_at or grant[3], grant[3])
  end
  return math.max(0, all - granted), math.max(0, ready - granted), since, next_at, granted
end

local function leased(batch)
  local all = 0
  for _, lease in pairs(batch.leases or {}) do all = all + lease[1] end
  return all
end

-- Keeps the grants of which `stays` says so.
local function keep_grants(batch, stays)
  local kept = {}
  for _, grant in ipairs(batch.grants or {}) do
    if stays(grant) then kept[#kept + 1] = grant end
  end
  batch.grants = #kept > 0 and kept or nil
end

local function count(job, batch, waiting, flight)
  local waits_more, flies_more = waiting - (batch.waiting or 0), flight - (batch.flight or 0)
  batch.waiting, batch.flight = waiting, flight
  if waits_more == 0 and flies_more == 0 then return end
  job.waiting, job.flight = job.waiting + waits_more, job.flight + flies_more
  local tenant = change_tenant(job.tenant)
  tenant.flight = tenant.flight + flies_more
  if job.lane then
    local lane = change_lane(job.lane)
    lane.waiting, lane.flight = lane.waiting + waits_more, lane.flight + flies_more
  end
  if flies_more < 0 then
    let_in_again(job.tenant)
    if job.lane then wake(job.lane) end
  end
end

-- Replaces the estimate of what has left flight by what it took.
local function settle_cost(job, batch, flight_before, spent)
  local estimate, gone = batch.estimate or 0, flight_before - batch.flight
  local released = 0
  if gone > 0 then released = batch.flight == 0 and estimate or estimate * gone / flight_before end
  batch.estimate = estimate > released and estimate - released or nil
  if job.lane then correct(job.lane, job.tenant, spent - released) end
end

local function oldest_of(id)
  return tonumber(call('ZRANGE', P .. 'oldest:' .. id, 0, 0, 'WITHSCORES')[2] or nil)
end

local function is_queue(name) return name and name:sub(1, 9) == 'external/' end

local function index_oldest(id, job)
  if not is_queue(job.lane) then return end
  local oldest = not job.over and oldest_of(id)
  if oldest then
    call('ZADD', P .. 'oldest:' .. job.lane, oldest, id)
  else
    call('ZREM', P .. 'oldest:' .. job.lane, id)
  end
end

local function index(id, job, number, batch, ready, since)
  if ready > 0 ~= (batch.ready or false) then
    batch.ready = ready > 0 or nil
    if batch.ready then
      call('ZADD', P .. 'ready:' .. id, number, number)
    else
      call('ZREM', P .. 'ready:' .. id, number)
    end
  end
  since = batch.waiting > 0 and since or nil
  if since == batch.since then return end
  batch.since = since
  if since then
    call('ZADD', P .. 'oldest:' .. id, since, number)
  else
    call('ZREM', P .. 'oldest:' .. id, number)
  end
  index_oldest(id, job)
end

-- That a job has begun is remembered for a while: it holds its key as soon as it is known.
local function forget_stub(id, job)
  if job.version == 0 and job.live == 0 and not job.begun then write('job:' .. id, false) end
end

local function set_live(id, job, batch, live)
  if live == (batch.live or false) then return end
  batch.live = live or nil
  job.live = job.live + (live and 1 or -1)
  if live then call('PERSIST', P .. 'batches:' .. id) end
end

-- Brings everything that follows from a batch up to date. `spent` is what its tasks took since the last time.
local function settle(id, number, batch, spent)
  local job, before = change_job(id), batch.flight or 0
  keep_grants(batch, function(grant) return grant[3] > NOW end)
  local waiting, ready, since, next_at, granted = waits(batch)
  count(job, batch, waiting, leased(batch) + granted)
  settle_cost(job, batch, before, spent)
  index(id, job, number, batch, ready, since)
  if next_at ~= batch.timer then
    batch.timer = next_at
    local member = 'batch:' .. id .. ':' .. number
    if next_at then timer(next_at, member) else no_timer(member) end
  end
  local known = (batch.version or 0) > 0
  set_live(id, job, batch, known and not batch.over or batch.grants ~= nil)
  write_batch(id, number, (known or batch.live) and batch)
  if not batch.live then forget_stub(id, job) end
  again(id)
end

local function lease_member(job, id, number, lease)
  return 'lease:' .. job.tenant .. ':' .. id .. ':' .. number .. ':' .. lease
end

-- The ends of leases that are new or moved come into `due`, those of leases that are over go.
local function time_leases(job, id, number, before, leases)
  for lease, held in pairs(leases) do
    if not before[lease] or before[lease][2] ~= held[2] then
      call('ZADD', P .. 'due', held[2], lease_member(job, id, number, lease))
    end
  end
  for lease in pairs(before) do
    if not leases[lease] then call('ZREM', P .. 'due', lease_member(job, id, number, lease)) end
  end
end

local function tasks_of(batch)
  local all = leased(batch)
  for _, group in ipairs(batch.groups or {}) do all = all + group[1] end
  return all
end

local function end_batch(id, number, batch)
  time_leases(job_of(id), id, number, batch.leases or {}, {})
  batch.groups, batch.leases, batch.grants, batch.trace, batch.spent = nil, nil, nil, nil, nil
  batch.over = true
end
