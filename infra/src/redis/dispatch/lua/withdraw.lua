-- Gives back the place of a job that was not recorded, and its claim. ARGV[3]: the tenant; ARGV[4]: the job.

unreserve(ARGV[3], ARGV[4])
local job, batch = job_of(ARGV[4]), batch_of(ARGV[4], 0)
if job and job.version == 0 and batch and not batch.version then
  batch.grants = nil
  settle(ARGV[4], 0, batch, 0)
end
work()
flush()
return 1
