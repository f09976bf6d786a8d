-- Of a finding of a return: the place of the referral among the child's, from 1; null when it is about none.
alter table quality.finding add column episode integer;
