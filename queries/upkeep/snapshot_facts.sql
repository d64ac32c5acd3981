-- What is this snapshot: how old, from where, and how easily could somebody in it be recognised?
-- Grain: one row.
with held as (
    select
        coalesce(sum(r.row_count) filter (where r.table_name = 'person'), 0) as people,
        coalesce(sum(r.row_count) filter (where r.table_name = 'cases'), 0) as cases,
        coalesce(sum(r.row_count), 0) as row_count
    from snapshot_rows r
),

doubted as (
    select count(distinct i.check_id) as checks_with_findings from import_finding i
)

select
    s.data_date, s.built_at, s.source_kind, s.spec_version, s.pseudonym_scheme, s.synthetic, s.smallest_group,
    s.share_in_groups_under_5, s.share_in_groups_under_11, cast(h.people as bigint) as people, cast(h.cases as bigint) as cases,
    cast(h.row_count as bigint) as row_count, d.checks_with_findings
from snapshot s
cross join held h
cross join doubted d
where $upkeep
order by s.data_date
