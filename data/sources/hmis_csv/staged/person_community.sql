-- The community of a person: from the entry that names it until a later entry names another, so that somebody whose
-- case has closed still belongs somewhere. Grain: one row a person, community and time.
with until as (
    select
        p.personalid, p.coccode, p.entered_on, p.source_row,
        (
            select min(q.entered_on)
            from hmis.place q
            where q.personalid = p.personalid and q.entered_on > p.entered_on and q.coccode <> p.coccode
        ) as left_on
    from hmis.place p
    where p.coccode is not null and p.entered_on is not null
)

select
    u.personalid as person_id, u.coccode as community_id, cast(min(u.entered_on) as varchar) as from_on,
    cast(u.left_on as varchar) as to_on, 'Enrollment.csv' as source_file, min(u.source_row) as source_row
from until u
group by u.personalid, u.coccode, u.left_on
