-- What comes with time, and what is left when a job is over.

-- How many batches of a job that is over one step looks at.
local PURGED = 100

local function unreserve(tenant_name, id)
  local key = 'reserved:' .. tenant_name .. ':' .. id
  local kept = read(key)
  if not kept then return end
  write(key, false)
  no_timer(key)
  local tenant = change_tenant(tenant_name)
  tenant.jobs, tenant.tasks, tenant.bytes = tenant.jobs - 1, tenant.tasks - kept.tasks, tenant.bytes - kept.bytes
end

local function bury(id, job)
  for _, kind in ipairs({ 'batches:', 'ready:', 'oldest:' }) do call('UNLINK', P .. kind .. id) end
  call('SET', P .. 'gone:' .. id, string.format('%.17g', job.version), 'EX', LINGER_S)
  no_timer('job:' .. id)
  write('job:' .. id, false)
  buried[id] = true
end

-- Ends what is left of a job that is over, some batches at a time.
local function purge(id)
  local job = job_of(id)
  if not job or not job.over then return end
  if job.live > 0 then
    local answer = call('HSCAN', P .. 'batches:' .. id, job.purged or '0', 'COUNT', PURGED)
    job.purged = answer[1]
    for field = 1, #answer[2], 2 do
      local number = answer[2][field]
      local batch = batch_of(id, number)
      if batch and batch.live then
        end_batch(id, number, batch)
        settle(id, number, batch, 0)
      end
    end
  end
  if job.live == 0 then
    bury(id, job)
  else
    timer(NOW, 'purge:' .. id)
  end
end

local ON_TIME = {}

function ON_TIME.batch(rest)
  local id, number = rest:match('^([^:]+):(%d+)$')
  local batch = job_of(id) and batch_of(id, number)
  if not batch then return end
  batch.timer = nil
  settle(id, number, batch, 0)
end

function ON_TIME.job(id)
  local job = job_of(id)
  if job then job.timed = nil end
  again(id)
end

function ON_TIME.rate(rest) open('rate:' .. rest) end
function ON_TIME.queue(lane) wake(lane) end
function ON_TIME.purge(id) purge(id) end
function ON_TIME.reserved(rest) unreserve(rest:match('^([^:]+):(.+)$')) end

-- Does what is due, no more than so many things.
local function tick(most)
  for _, member in ipairs(call('ZRANGE', P .. 'timers', '-inf', NOW, 'BYSCORE', 'LIMIT', 0, most)) do
    no_timer(member)
    local kind, rest = member:match('^(%a+):(.*)$')
    if ON_TIME[kind] then ON_TIME[kind](rest) end
  end
  work()
end
