/*---
view: dim_date
title: One row a day with its month, years, and whether it is a working day of the authority
columns:
  date_key: the day as a number, 20260331; -1 is unknown and -2 not applicable
  date: the day; the unknown and the not applicable member stand on the two days before the calendar, so none is empty
  date_label: the day as text, or Unknown, or Not applicable
  month_number: year and month as a number, 202603; sorts month_label
  month_label: the month in words
  financial_year: April to March, written 2025/26
  collection_year: the year in which the financial year ends
  working_day_number: working days since the calendar began; subtract two of them for the working days between
---*/
select
    authority,
    date_key,
    date,
    year,
    month_start,
    month_end,
    financial_year,
    collection_year,
    quarter,
    weekday,
    is_working_day,
    working_day_number,
    is_bank_holiday,
    is_closure,
    to_char(date, 'YYYY-MM-DD') as date_label,
    date_key / 100 as month_number,
    to_char(date, 'FMMonth YYYY') as month_label
from core.dim_date
union all
select
    known.authority,
    member.key,
    date '2000-01-01' + member.key,
    1999,
    date '1999-12-01',
    date '1999-12-31',
    member.name,
    2000,
    4,
    cast(extract(isodow from date '2000-01-01' + member.key) as integer),
    false,
    0,
    false,
    false,
    member.name,
    199912,
    member.name
from audit.authority as known
cross join (values (-1, 'Unknown'), (-2, 'Not applicable')) as member (key, name)
