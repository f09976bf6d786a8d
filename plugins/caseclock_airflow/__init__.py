"""What the DAGs need besides `caseclock` itself, and only Airflow understands."""
