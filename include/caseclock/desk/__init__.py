"""What a data steward works with: the findings of a night as a workbook and as a plain file."""
