-- What did the person of a case agree to, and since when?
-- Grain: one row a case and a word given, the newest first; is_last: the one that counts now.
with said as (
    select
        c.case_id, s.kind, s.given, s.given_by, s.on_date,
        row_number() over (partition by c.case_id, s.kind order by s.on_date desc, s.given, s.given_by) = 1 as is_last
    from consent s
    inner join cases c on c.person_id = s.person_id
)

select s.case_id, l.label as kind_label, s.given, b.label as given_by_label, s.on_date, s.is_last
from said s
inner join code_list l on l.kind = 'consent_kind' and l.code = s.kind
left join code_list b on b.kind = 'given_by' and b.code = s.given_by
order by s.case_id, s.is_last desc, s.on_date desc, l.position, s.given, s.given_by
