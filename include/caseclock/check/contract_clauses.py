"""The clauses of a contract: a stock expectation where there is one, and the SELECT beside it."""

from __future__ import annotations

import hashlib

from caseclock.catalogue.contracts import Column, Contract
from caseclock.check.declared import Check, Native


class ContractClauses:
    """Writes the checks of one contract; each method is one kind of check.

    contract: the contract; return_name: the return whose schema holds the table.
    """

    def __init__(self, contract: Contract, return_name: str) -> None:
        self.contract, self.return_name = contract, return_name

    def check(
        self,
        kind: str,
        severity: str,
        wrong: str,
        fix: str,
        select: str,
        columns: tuple[str, ...] = (),
        native: Native | None = None,
    ) -> Check:
        """A check called `<table>.<kind>`, or `<table>.<column>.<kind>` where it is about one column."""
        return Check(
            rule=f"{self.contract.table}.{kind}",
            return_name=self.return_name,
            severity=severity,
            title=f"{self.contract.title}: {wrong}",
            table=self.contract.table,
            columns=columns,
            fix=fix,
            select=select,
            kind="contract",
            version=hashlib.sha256(select.encode()).hexdigest(),
            native=native,
            source=f"Contract of {self.contract.table}",
        )

    def rows(self, condition: str, start: str = "", alias: str = "r") -> str:
        """The SELECT of this table's rows for which `condition` holds, with the child of each."""
        contract, through = self.contract, self.contract.child_through
        child = f"{alias}.{contract.child}" if contract.child else "null"
        joined = start or f"from {contract.table} as {alias}"
        if through:
            child = f"coalesce({alias}.{contract.child}, t.child)" if contract.child else "t.child"
            joined += (
                f"\nleft join (\n"
                f"    select {through.key} as id, case when count(distinct {through.child}) = 1"
                f" then min({through.child}) end as child\n"
                f"    from {through.table} where {through.key} is not null group by {through.key}\n"
                f") as t on t.id = {alias}.{through.column}"
            )
        return f"select {child} as child_id, {alias}.record\n{joined}\nwhere {condition}"

    def table_supplied(self) -> Check:
        """The check that a required table came."""
        return self.check(
            "supplied",
            "error",
            "the table was not supplied",
            "Ask for the table to be extracted; what needs it is not measured.",
            f"select null as child_id, null as record from delivered\n"
            f"where table_name = '{self.contract.table}' and required and not supplied",
        )

    def quarantined(self) -> Check:
        """The check that every row of the file could be taken."""
        return self.check(
            "quarantined",
            "error",
            "a row could not be read and was set aside",
            "Look at the row in the file: it has more or fewer fields than the header, or a broken quote.",
            f"select null as child_id, record from quarantined where table_name = '{self.contract.table}'",
        )

    def types(self) -> Check:
        """The check that load left every column in its type."""
        declared = ", ".join(f"('{c.name}', '{c.sql_type}')" for c in self.contract.columns)
        return self.check(
            "types",
            "error",
            "a column is missing from the work file or has the wrong type",
            "Tell whoever looks after Caseclock; the load does not fit the contract.",
            f"select null as child_id, null as record, c.column_name\n"
            f"from (values {declared}) as c (column_name, data_type)\n"
            f"where not exists (\n"
            f"    select 1 from information_schema.columns as i\n"
            f"    where i.table_schema = '{self.schema}' and i.table_name = '{self.contract.table}'\n"
            f"        and i.column_name = c.column_name and i.data_type = c.data_type\n"
            f")",
        )

    @property
    def schema(self) -> str:
        """The schema of the work file that holds the table."""
        return "main" if self.return_name == "local" else self.return_name

    def not_empty(self) -> Check:
        """The check that there are rows."""
        return self.check(
            "not_empty",
            "error",
            "the table holds no rows",
            "Check the extract: this table is never empty in a working authority.",
            f"select null as child_id, null as record where not exists (select 1 from {self.contract.table})",
            native=Native("ExpectTableRowCountToBeBetween", {"min_value": 1}),
        )

    def key_unique(self) -> Check:
        """The check that no key occurs twice."""
        key = self.contract.key
        nullable = [name for name in key if not self.contract.column(name).not_null]
        if nullable:
            native = None
        elif len(key) == 1:
            native = Native("ExpectColumnValuesToBeUnique", {"column": key[0]})
        else:
            native = Native(
                "ExpectCompoundColumnsToBeUnique",
                {"column_list": list(key), "ignore_row_if": "any_value_is_missing"},
            )
        present = " and ".join(f"r.{name} is not null" for name in key if name not in nullable) or "true"
        again = " and ".join(f"k.{name} is not distinct from r.{name}" for name in key)
        return self.check(
            "key_unique",
            "error",
            f"another row has the same {' and '.join(key)}",
            "Remove the double in the case system, or mend the extract where a join makes doubles.",
            self.rows(
                f"{present} and exists (\n"
                f"    select 1 from (select {', '.join(key)} from {self.contract.table}\n"
                f"        group by {', '.join(key)} having count(*) > 1) as k\n"
                f"    where {again}\n)"
            ),
            key,
            native,
        )

    def date_order(self, earlier: str, later: str) -> Check:
        """The check that two dates are in order, equal days allowed."""
        return self.check(
            f"{later}.not_before.{earlier}",
            "error",
            f"{later} is before {earlier}",
            "Correct whichever of the two dates is wrong.",
            self.rows(f"r.{later} < r.{earlier}"),
            (earlier, later),
            Native(
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {
                    "column_A": later,
                    "column_B": earlier,
                    "or_equal": True,
                    "ignore_row_if": "either_value_is_missing",
                },
            ),
        )

    def supplied(self, column: Column) -> Check:
        """The check that a required column came."""
        table = self.contract.table
        return self.check(
            f"{column.name}.supplied",
            "error",
            f"the required column {column.name} was not supplied",
            "Add the column to the extract; without it the table is not taken.",
            f"select null as child_id, null as record from delivered_column\n"
            f"where table_name = '{table}' and column_name = '{column.name}' and not supplied",
            (column.name,),
        )

    def not_null(self, column: Column, unread: int) -> Check:
        """The check that a column is filled; a value that could not be read is told by `readable`."""
        table = self.contract.table
        told = (
            f" and not exists (select 1 from unread as u\n    where u.table_name = '{table}'"
            f" and u.column_name = '{column.name}' and u.record = r.record)"
        )
        return self.check(
            f"{column.name}.not_null",
            "error",
            f"{column.name} is empty",
            "Fill it in the case system.",
            self.rows(f"r.{column.name} is null" + (told if unread else "")),
            (column.name,),
            Native("ExpectColumnValuesToNotBeNull", {"column": column.name}, told_elsewhere=unread),
        )

    def readable(self, column: Column) -> Check:
        """The check that every value could be read as its type."""
        table = self.contract.table
        return self.check(
            f"{column.name}.readable",
            "error",
            f"{column.name} could not be read as a {column.type}",
            "Correct the value in the case system, or declare the source's format for this column.",
            self.rows(
                f"u.table_name = '{table}' and u.column_name = '{column.name}'",
                f"from unread as u\ninner join {table} as r on r.record = u.record",
            ),
            (column.name,),
        )

    def well_formed(self, column: Column) -> Check:
        """The check that no outcome had to be pieced together from broken JSON."""
        table = self.contract.table
        return self.check(
            f"{column.name}.well_formed",
            "warning",
            f"{column.name} is broken and only its flags could be picked out",
            "Let the extract escape quotes and line breaks in the comments.",
            self.rows(
                f"w.table_name = '{table}' and w.column_name = '{column.name}'",
                f"from read_leniently as w\ninner join {table} as r on r.record = w.record",
            ),
            (column.name,),
        )

    def codes(self, column: Column) -> Check:
        """The check that every code is on the list."""
        allowed = ", ".join(f"'{code}'" for code in column.codes)
        return self.check(
            f"{column.name}.codes",
            "error",
            f"{column.name} holds a code that is not on the list",
            f"Choose one of: {', '.join(column.codes)}.",
            self.rows(f"r.{column.name} not in ({allowed})"),
            (column.name,),
            Native("ExpectColumnValuesToBeInSet", {"column": column.name, "value_set": list(column.codes)}),
        )

    def max_length(self, column: Column) -> Check:
        """The check that no text is too long."""
        return self.check(
            f"{column.name}.max_length",
            "warning",
            f"{column.name} is longer than {column.max_length} characters",
            "Look whether the columns of the row have moved, or whether a note was typed into the field.",
            self.rows(f"length(r.{column.name}) > {column.max_length}"),
            (column.name,),
            Native(
                "ExpectColumnValueLengthsToBeBetween",
                {"column": column.name, "max_value": column.max_length},
            ),
        )

    def references(self, column: Column) -> Check:
        """The check that what a column points at is there; an error where it leads to the child."""
        table, key = str(column.references).split(".")
        through = self.contract.child_through
        leads_to_child = column.name == self.contract.child or (
            self.contract.child is None and through is not None and through.column == column.name
        )
        return self.check(
            f"{column.name}.references",
            "error" if leads_to_child else "warning",
            f"{column.name} is not in {table}",
            f"Find out why {table} lacks the record: a filter of the extract, or a wrong number here.",
            self.rows(
                f"r.{column.name} is not null\n"
                f"    and not exists (select 1 from {table} as o where o.{key} = r.{column.name})"
            ),
            (column.name,),
        )
