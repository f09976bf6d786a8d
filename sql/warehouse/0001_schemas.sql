create schema if not exists identity;
create schema if not exists core;
create schema if not exists mart;
create schema if not exists quality;
create schema if not exists returns;
create schema if not exists reporting;
create schema if not exists audit;

comment on schema identity is 'Who a child is: nobody reads it but through identity.look, which records it';
comment on schema core is 'Dimensions and facts with pseudonymous keys; replaced each night';
comment on schema mart is 'Clocks, measures and their definitions; replaced each night';
comment on schema quality is 'Runs, what the rules found and what was decided';
comment on schema returns is 'The tables of the statutory returns as last published';
comment on schema reporting is 'Stable views for Power BI and Excel';
comment on schema audit is 'What was published, by which code and key, and who looked whom up; only ever appended';
