-- What does the person of a case need, and what are their strengths?
-- Grain: one row a need or a strength, the newest first.
with noted as (
    select n.case_id, 'need' as what, n.domain, n.identified_on as noted_on, n.resolved_on, cast(null as varchar) as noted_by
    from need n
    inner join cases c on c.case_id = n.case_id
    union all
    select g.case_id, 'strength', g.domain, g.noted_on, cast(null as date), g.noted_by
    from strength g
    inner join cases c on c.case_id = g.case_id
)

select n.case_id, n.what, d.label as domain_label, n.noted_on, n.resolved_on, b.label as noted_by_label
from noted n
left join code_list d on d.kind = 'domain' and d.code = n.domain
left join code_list b on b.kind = 'noted_by' and b.code = n.noted_by
order by n.case_id, n.what, n.noted_on desc, d.label
