-- Lets a job in. ARGV: 3 the tenant, 4 the job, 5 its tasks, 6 its bytes, 7 the tenant's limits as JSON, 8 the lane
-- and 9 the lease of a claim, empty where there is none.
-- Answers { 1 where it is claimed, else 0 }, or { cap, in use, limit, milliseconds until it is worthwhile to ask again }.

local NAME, ID, TASKS, BYTES = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local LIMITS, LANE, LEASE = cjson.decode(ARGV[7]), ARGV[8], ARGV[9]
local SOONEST_MS, LATEST_MS = 1000, 60000

-- How long it takes to let go of so much, as fast as it went lately.
local function retry_after(tenant, cap, excess)
  local drain = tenant.drain
  if not drain or NOW - drain.from > 20000 then return SOONEST_MS end
  local gone = (drain.before[cap] or 0) + (drain.now[cap] or 0)
  local ms = NOW - drain.from + (next(drain.before) and 10000 or 0)
  if gone <= 0 then return SOONEST_MS end
  return math.max(SOONEST_MS, math.min(LATEST_MS, math.ceil(excess * ms / gone)))
end

local function full(tenant)
  for _, cap in ipairs({ { 'jobs', 1 }, { 'tasks', TASKS }, { 'bytes', BYTES } }) do
    local name, more = cap[1], cap[2]
    local in_use, limit = tenant[name], LIMITS['max_' .. name]
    if in_use + more > limit then return { name, in_use, limit, retry_after(tenant, name, in_use + more - limit) } end
  end
end

local function has_claim(batch)
  for _, grant in ipairs(batch and batch.grants or {}) do
    if grant[1] == LEASE then return true end
  end
  return batch and batch.leases and batch.leases[LEASE] ~= nil or false
end

-- A claim is a grant where nothing that waits could go first.
local function claim()
  if LEASE == '' or call('EXISTS', P .. 'known') == 0 then return 0 end
  if has_claim(batch_of(ID, 0)) then return 1 end
  local tenant, lane = change_tenant(NAME), change_lane(LANE)
  local room = math.min(queue_room(lane), LIMITS.max_in_flight - tenant.flight)
  if job_of(ID) or call('EXISTS', P .. 'ring:' .. LANE) == 1 or room < TASKS then return 0 end
  local job = change_job(ID, NAME)
  job.lane, job.claimed = LANE, true
  settle(ID, 0, { grants = { { LEASE, TASKS, NOW + GRANT_MS } } }, 0)
  if lane.queue and lane.queue.rate then spend(lane, lane.queue.rate, TASKS) end
  return 1
end

local function admit()
  local tenant, key = change_tenant(NAME), 'reserved:' .. NAME .. ':' .. ID
  tenant.weight, tenant.max_in_flight = LIMITS.weight, LIMITS.max_in_flight
  local job = job_of(ID)
  if not read(key) and not (job and job.version > 0) then
    local answer = full(tenant)
    if answer then return answer end
    write(key, { tasks = TASKS, bytes = BYTES })
    timer(NOW + RESERVED_MS, key)
    tenant.jobs, tenant.tasks, tenant.bytes = tenant.jobs + 1, tenant.tasks + TASKS, tenant.bytes + BYTES
  end
  return { claim() }
end

tick(16)
local answer = admit()
work()
flush()
return answer
