-- How a date is written in the format, and what becomes of one that is written otherwise.

create macro hmis.day(written) as
    case when regexp_full_match(written, '\d{4}-\d{2}-\d{2}([ T].*)?') then try_cast(left(written, 10) as date) end;

-- A date that cannot be read goes on as it was written, so that the row is reported and not quietly emptied.

create macro hmis.as_written(written) as coalesce(cast(hmis.day(written) as varchar), written);
