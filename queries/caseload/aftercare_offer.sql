-- Of the people whose case came to an ending with aftercare, how many were offered it and agreed?
-- Grain: one row. Closings of the month looked at and the twelve before it; a person counts once, with the latest.
with ended as (
    select
        c.case_id, c.person_id, c.programme_id, c.closed_on,
        row_number() over (partition by c.person_id order by c.closed_on desc, c.case_id) as place
    from cases c
    where
        not c.is_open and c.close_reason in ('goals_met', 'planned_ending', 'ended_early')
        and extract(year from $as_of) * 12 + extract(month from $as_of)
        - (extract(year from c.closed_on) * 12 + extract(month from c.closed_on)) <= 12
),

said as (
    select
        e.case_id, s.given, row_number() over (partition by e.case_id order by s.on_date desc, s.given) as place
    from ended e
    inner join consent s on s.person_id = e.person_id and s.on_date <= e.closed_on
    where s.kind = 'contact_after_closing'
),

told as (
    select
        case
            when e.case_id in (select f.case_id from follow_up f where f.kind = 'aftercare') then 'agreed'
            when p.aftercare_offered_from is null or p.aftercare_offered_from > e.closed_on then 'not_offered'
            when s.given = 'no' then 'said_no'
            else 'not_recorded'
        end as answer
    from ended e
    left join programme p on p.programme_id = e.programme_id
    left join said s on s.case_id = e.case_id and s.place = 1
    where e.place = 1
)

select
    count(*) as people, count(*) filter (where t.answer = 'agreed') as agreed,
    count(*) filter (where t.answer = 'not_offered') as not_offered,
    count(*) filter (where t.answer = 'said_no') as said_no,
    count(*) filter (where t.answer = 'not_recorded') as not_recorded
from told t
order by 1
