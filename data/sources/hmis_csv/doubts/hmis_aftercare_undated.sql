-- Exits that say something about aftercare, or about a plan for after the exit, from which no follow-up can be made.
select x.source_file, x.source_row
from hmis.exit x
where
    (x.aftercareprovided is not null or x.aftercaredate is not null or x.postexitcounselingplan = '1')
    and x.enrollmentid not in (select a.enrollmentid from hmis.aftercare a)
