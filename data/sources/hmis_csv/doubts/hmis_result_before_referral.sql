-- Events whose result is dated before the event.
select 'Event.csv' as source_file, v.source_row
from hmis.event v
where hmis.day(v.resultdate) < hmis.day(v.eventdate)
