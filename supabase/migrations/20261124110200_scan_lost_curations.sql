-- The search for amounts reads what waits for its chunk too.
set local lock_timeout = '3s';
grant select on console.lost_curations, console.covered_documents to perazzi_read, perazzi_curate, perazzi_console;
