-- A function that is not said to be safe for it keeps every query that names it in one process: lists by
-- embedding state and by chunks went through all documents in one, whatever the server has.
set local lock_timeout = '3s';

alter function console.visibility_rank(text) parallel safe;
alter function console.count_chunks(uuid) parallel safe;
