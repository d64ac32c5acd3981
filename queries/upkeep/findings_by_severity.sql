-- How much did the last import refuse or doubt, by severity?
-- Grain: one row a severity, the gravest first; one that nothing has stays, with zeros.
select
    s.code as severity, s.label as severity_label, count(distinct i.check_id) as checks,
    cast(coalesce(sum(i.finding_count), 0) as bigint) as row_count
from code_list s
left join import_finding i on i.severity = s.code
where s.kind = 'severity' and $upkeep
group by s.code, s.label, s.position
order by s.position
