-- What came after a version that a logged retrieval returned is its history: it stays with it.
set local lock_timeout = '3s';

create or replace function console.prune_versions(most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare pruned int; more int;
begin
  delete from console.chunk_versions where ctid = any(array(
    select v.ctid from console.chunk_versions v where v.ended_at < now() - interval '1 hour' and not exists (
      select 1 from console.retrieval_results r where r.chunk_id = v.chunk_id and r.chunk_version <= v.row_version)
    limit most));
  get diagnostics pruned = row_count;
  delete from console.document_versions where ctid = any(array(
    select v.ctid from console.document_versions v where v.ended_at < now() - interval '1 hour' and not exists (
      select 1 from console.retrieval_results r where r.document_id = v.document_id and r.document_version <= v.row_version)
    limit most));
  get diagnostics more = row_count;
  return pruned + more;
end $$;
