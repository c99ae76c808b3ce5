-- What every script begins with: the objects, which are read once and written once.
-- KEYS[1]: what each key begins with. ARGV[1]: the channel of signals. ARGV[2]: the time, in milliseconds.
local P, CHANNEL, NOW = KEYS[1], ARGV[1], tonumber(ARGV[2])
local call = redis.call

-- How long what is over, or idle, is remembered.
local LINGER_S = 3600
-- How long a grant is a worker's where no lease is seen.
local GRANT_MS = 15000
-- How long the place of a job is kept that is let in and not known yet.
local RESERVED_MS = 60000
-- A worker counts that has asked for work in this time.
local WORKER_MS = 30000
-- What a tenant owes is forgotten when it has had nothing to do for so long.
local DEBT_MS = 5000
-- What is due comes again after this time.
local AGAIN_MS = 2000
-- How many jobs one script looks at again; others follow with the next script.
local WORK = 200

local objects, dirty = {}, {}
-- The jobs whose batches are gone with them.
local buried = {}

local function read(key)
  if objects[key] == nil then
    local text = call('GET', P .. key)
    objects[key] = text and cmsgpack.unpack(text) or false
  end
  return objects[key]
end

local function write(key, object)
  objects[key] = object
  dirty[key] = true
end

local function change(key, default)
  local object = read(key) or default
  write(key, object)
  return object
end

local function job_of(id) return read('job:' .. id) end
local function tenant_of(name) return read('tenant:' .. name) or { jobs = 0, tasks = 0, bytes = 0, flight = 0 } end
local function lane_of(name)
  return read('lane:' .. name) or { flight = 0, waiting = 0, asked_at = NOW - WORKER_MS }
end
local function change_tenant(name) return change('tenant:' .. name, tenant_of(name)) end
local function change_lane(name) return change('lane:' .. name, lane_of(name)) end

-- A job is there as soon as anything of it is: a batch, or a claim. Its version is 0 until it is learnt itself.
local function change_job(id, tenant)
  return change('job:' .. id, { version = 0, tenant = tenant, flight = 0, waiting = 0, live = 0, spent = 0, ended = 0 })
end

-- A job's batches are the fields of one hash.
local function batch_of(id, number)
  local key = 'batch:' .. id .. ':' .. number
  if objects[key] == nil then
    local text = call('HGET', P .. 'batches:' .. id, number)
    objects[key] = text and cmsgpack.unpack(text) or false
  end
  return objects[key]
end

local function write_batch(id, number, batch)
  objects['batch:' .. id .. ':' .. number] = batch
  dirty['batch:' .. id .. ':' .. number] = { id, number }
end

-- Whether nothing is lost with an object that could not be had again.
local function is_idle(object)
  if object.bucket_of_many then return true end
  if object.version then return object.version == 0 and object.live == 0 end
  return object.flight == 0 and (object.waiting or 0) == 0 and (object.jobs or 0) == 0 and not object.queue
end

local function flush_batch(place, batch)
  if buried[place[1]] then return end
  local key = P .. 'batches:' .. place[1]
  if batch then
    call('HSET', key, place[2], cmsgpack.pack(batch))
    local job = job_of(place[1])
    if not job or is_idle(job) then call('EXPIRE', key, LINGER_S) end
  else
    call('HDEL', key, place[2])
  end
end

-- Writes what has changed: each script ends with it.
local function flush()
  for key, place in pairs(dirty) do
    local object = objects[key]
    if type(place) == 'table' then
      flush_batch(place, object)
    elseif not object then
      call('DEL', P .. key)
    elseif is_idle(object) then
      call('SET', P .. key, cmsgpack.pack(object), 'EX', object.linger_s or LINGER_S)
    else
      call('SET', P .. key, cmsgpack.pack(object))
    end
  end
  dirty = {}
end

local function timer(at, member) call('ZADD', P .. 'timers', at, member) end
local function no_timer(member) call('ZREM', P .. 'timers', member) end

-- The jobs whose place is looked at again before the script ends.
local todo, queued = {}, {}

local function again(id)
  if id and not queued[id] then
    queued[id] = true
    todo[#todo + 1] = id
  end
end

-- A clock adds up how long a thing stood for each reason.
local function clock(thing, reason)
  if thing.reason == reason then return end
  if thing.reason then
    local times = thing.times or {}
    times[thing.reason] = (times[thing.reason] or 0) + math.max(0, NOW - thing.since)
    thing.times = times
  end
  thing.reason, thing.since = reason, reason and NOW
end

local function clocked(thing, reason)
  local running = thing.reason == reason and math.max(0, NOW - thing.since) or 0
  return (thing.times and thing.times[reason] or 0) + running
end
