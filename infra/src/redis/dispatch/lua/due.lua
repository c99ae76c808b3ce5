-- What is due, the oldest first. ARGV[3]: how many at most. It is due again after a while.

tick(256)
flush()
local due = call('ZRANGE', P .. 'due', '-inf', NOW, 'BYSCORE', 'LIMIT', 0, ARGV[3])
for _, member in ipairs(due) do call('ZADD', P .. 'due', NOW + AGAIN_MS, member) end
return due
