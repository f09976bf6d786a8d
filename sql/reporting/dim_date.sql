/*---
view: dim_date
title: One row a day with its month, years, and whether it is a working day of the authority
columns:
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
    is_closure
from core.dim_date
