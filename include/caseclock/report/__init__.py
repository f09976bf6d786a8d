"""Pages and lines for people, made from the night's work file: scorecard, summary, data dictionary."""
