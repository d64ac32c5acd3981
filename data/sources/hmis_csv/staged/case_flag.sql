-- Fleeing violence: contact only in the agreed safe way, from the first day it was said. Nothing in the export says
-- that ordinary contact has become safe again, so it has no end. Nothing else of the file is kept. Grain: one row a case.
select
    h.enrollmentid as case_id, 'safe_contact_only' as kind,
    arg_min(hmis.as_written(h.informationdate), h.source_row) as from_on, 'HealthAndDV.csv' as source_file,
    min(h.source_row) as source_row
from hmis.healthanddv h
where h.currentlyfleeing = '1'
group by h.enrollmentid
