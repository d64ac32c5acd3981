-- Exits that say nothing about aftercare.
select x.source_file, x.source_row
from hmis.exit x
where x.aftercareprovided is null and x.aftercaredate is null
