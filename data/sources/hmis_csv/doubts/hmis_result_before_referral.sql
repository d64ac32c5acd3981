-- Events whose result is dated before the event.
select v.source_file, v.source_row
from hmis.event v
where hmis.day(v.resultdate) < hmis.day(v.eventdate)
