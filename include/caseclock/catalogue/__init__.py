"""The catalogue: what is declared about tables, rules, measures, case systems and authorities."""
