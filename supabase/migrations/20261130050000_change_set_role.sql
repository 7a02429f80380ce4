-- A change set is made with the rights of who presses apply, as they are then: the role kept with it is written anew.
set local lock_timeout = '3s';

grant update (scope) on console.change_sets to perazzi_curate;
