-- What the export says about itself. Grain: one row a row of Export.csv, and there should be one.
select
    hmis.day(e.exportdate) as exported_on, e.csvversion,
    coalesce(e.exportdirective = '1', false) or coalesce(e.exportperiodtype = '1', false) as is_partial
from hmis.export e
