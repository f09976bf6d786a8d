/*---
view: publication
title: What is shown now, by authority - the date it stands for, when it was published and from which delivery
columns:
  as_at: the last full London day that the figures cover
  as_at_key: the active date, as in dim_date
  published_at: when the figures were replaced
  rows_published: rows in all tables of the publication
  delivery: sha256 of each source's delivery
---*/
select distinct on (publication.authority)
    publication.authority,
    publication.as_at,
    publication.published_at,
    publication.run_id,
    publication.code_version,
    publication.catalogue_sha256,
    publication.delivery,
    (
        select sum(cast(counted.value as bigint))
        from jsonb_each_text(publication.counts -> 'published') as counted
    ) as rows_published,
    reporting.date_key(publication.as_at) as as_at_key
from audit.publication
where publication.status = 'published'
order by publication.authority asc, publication.publication_id desc
