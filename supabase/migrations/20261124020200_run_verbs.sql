-- What people do to runs from the console: approve, cancel, try again what failed.
set local lock_timeout = '3s';
grant update (retry_of) on console.runs to perazzi_console;
grant update (state, worker, fence) on console.run_plan_items to perazzi_console;
