-- Fleeing violence: contact only in the agreed safe way, in every case of the person, from the first day it was said.
-- Nothing in the export says that ordinary contact has become safe again, so it has no end; where the day cannot be, it
-- holds all the same. Nothing else of the file is kept. Grain: one row a case.
with said as (
    select
        coalesce(e.personalid, h.personalid) as personalid,
        least(coalesce(min(hmis.day(h.informationdate)), getvariable('data_date')), getvariable('data_date')) as from_on,
        min(h.source_file) as source_file, min(h.source_row) as source_row
    from hmis.healthanddv h
    left join hmis.enrollment e on e.enrollmentid = h.enrollmentid
    where h.currentlyfleeing = '1'
    group by coalesce(e.personalid, h.personalid)
)

select
    e.enrollmentid as case_id, 'safe_contact_only' as kind, cast(s.from_on as varchar) as from_on, s.source_file,
    s.source_row
from said s
inner join hmis.enrollment e on e.personalid = s.personalid
