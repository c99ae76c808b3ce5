-- How something stands. ARGV[3]: job, batch or queue; ARGV[4]: the tenant; ARGV[5]: the job or the queue; ARGV[6]: the
-- batch's number. Answers nothing where it is not known, else a list in the order of `stands`.

local KIND, NAME, ID, NUMBER = ARGV[3], ARGV[4], ARGV[5], ARGV[6]

local function workers_of(name) return call('ZCOUNT', P .. 'workers:' .. name, '(' .. NOW - WORKER_MS, '+inf') end

local function queue_reason(name)
  local lane = lane_of(name)
  local queue, _, reason = lane.queue, queue_room(lane)
  if reason == 'queue_limit' then return { reason, lane.flight, queue.max_concurrency } end
  if reason == 'rate' then return { reason, nil, nil, next_token(lane, queue.rate) } end
  return reason and { reason }
end

-- Why what could be handed out is not.
local function lane_reason(name, tenant_name, id)
  local reason, tenant = queue_reason(name), tenant_of(tenant_name)
  if reason then return reason end
  if is_full(tenant) then return { 'tenant_limit', tenant.flight, tenant.max_in_flight } end
  if workers_of(name) == 0 then return { 'no_worker' } end
  local first = call('ZRANGE', P .. 'jobs:' .. name .. ':' .. tenant_name, 0, 0)[1]
  return { 'turn', nil, nil, nil, first ~= id and first or nil }
end

local function key_reason(job)
  local gate = P .. key_gate(job)
  local holding = call('ZCARD', gate .. ':holding')
  local first = call('ZRANGE', gate .. ':holding', 0, 0)[1] or call('ZRANGE', gate .. ':passed:' .. job.lane, 0, 0)[1]
  return { 'key', holding, job.key.limit, nil, first }
end

local function next_retry(batch)
  local at
  for _, group in ipairs(batch.groups or {}) do
    if group[3] > NOW then at = math.min(at or group[3], group[3]) end
  end
  return at
end

-- All that waits of a job waits to be tried again: the first of its batches is the one that comes first.
local function retry_reason(id)
  local number = call('ZRANGE', P .. 'oldest:' .. id, 0, 0)[1]
  local batch = number and batch_of(id, number)
  return { 'retry', nil, nil, batch and next_retry(batch) }
end

local function job_reason(id, job)
  if job.version == 0 then return { 'planning' } end
  if job.waiting == 0 then return not job.planned and not job.over and { 'planning' } or nil end
  local why = job.reason
  if job.eligible then return lane_reason(job.lane, job.tenant, id) end
  if why == 'scheduled' then return { why, nil, nil, job.start_at } end
  if why == 'job_limit' then return { why, job.flight, job.max_concurrency } end
  if why == 'rate' then return { why, nil, nil, next_token(bucket_of(job), job.rate) } end
  if why == 'key' then return key_reason(job) end
  if why == 'retry' then return retry_reason(id) end
  return { why }
end

local function stands(waiting, flight, oldest, why, workers)
  why = why or {}
  local answer = { waiting, flight, oldest or '', workers }
  for field = 1, 5 do answer[4 + field] = why[field] or '' end
  return answer
end

local function standing_of_job()
  local job = job_of(ID)
  if not job or job.version == 0 or job.tenant ~= NAME then return nil end
  local oldest = job.waiting > 0 and oldest_of(ID)
  return stands(job.waiting, job.flight, oldest, job_reason(ID, job), workers_of(job.lane))
end

local function standing_of_batch()
  local job, batch = job_of(ID), batch_of(ID, NUMBER)
  if not job or job.tenant ~= NAME or not batch or not batch.version then return nil end
  local why = batch.waiting > 0 and job_reason(ID, job) or nil
  if why and job.eligible and not batch.ready then why = { 'retry', nil, nil, next_retry(batch) } end
  return stands(batch.waiting, batch.flight, batch.since, why, job.lane and workers_of(job.lane) or 0)
end

local function standing_of_queue()
  local name = 'external/' .. NAME .. '/' .. ID
  local lane = lane_of(name)
  if not read('lane:' .. name) then return nil end
  local oldest, why = call('ZRANGE', P .. 'oldest:' .. name, 0, 0, 'WITHSCORES'), nil
  if lane.waiting > 0 then
    local first = oldest[1] and job_of(oldest[1])
    local is_open = call('EXISTS', P .. 'jobs:' .. name .. ':' .. NAME) == 1
    why = queue_reason(name) or not is_open and first and job_reason(oldest[1], first) or lane_reason(name, NAME)
  end
  return stands(lane.waiting, lane.flight, tonumber(oldest[2] or nil), why, workers_of(name))
end

local STANDING = { job = standing_of_job, batch = standing_of_batch, queue = standing_of_queue }

tick(64)
if KIND ~= 'queue' then
  again(ID)
  work()
end
local answer = STANDING[KIND]()
flush()
return answer
