-- Aftercare that the export says was given, on a day: done, and due on that very day, because no other day is named.
-- Grain: one row an exit with aftercare.
select
    'aftercare ' || x.exitid as follow_up_id, x.enrollmentid as case_id, 'aftercare' as kind, 'policy' as basis,
    hmis.as_written(x.aftercaredate) as due_by, hmis.as_written(x.aftercaredate) as done_on, 'reached' as outcome,
    'true' as survives_closure, x.source_file, x.source_row
from hmis.closing x
inner join hmis.aftercare a on a.enrollmentid = x.enrollmentid
