-- Workers: every user named on a case or a service, listed in User.csv or not. A user is in a team where all their
-- cases are. Grain: one row a user.
with named as (
    select e.userid, e.source_file, e.source_row, t.team_id, 1 as file_order
    from hmis.enrollment e
    left join hmis.team_of t on t.projectid = e.projectid
    union all
    select s.userid, s.source_file, s.source_row, null, 2 from hmis.services s
    union all
    select c.userid, c.source_file, c.source_row, null, 3 from hmis.currentlivingsituation c
)

select
    n.userid as worker_id, case when count(distinct n.team_id) = 1 then min(n.team_id) end as team_id,
    arg_min(n.source_file, (n.file_order, n.source_row)) as source_file,
    arg_min(n.source_row, (n.file_order, n.source_row)) as source_row
from named n
where n.userid is not null
group by n.userid
