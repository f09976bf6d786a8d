# Caseclock with Airflow: the lock's packages and nothing else, compiled, run by an ordinary user.
# No Docker engine was at hand when this was written: it is checked by tests of its text only.
FROM python:3.12-slim-bookworm AS build

RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /opt/caseclock
ENV UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
RUN uv venv .venv

COPY requirements.lock ./
RUN uv pip install --python .venv/bin/python --require-hashes --compile-bytecode -r requirements.lock

# EXTRAS: celery, sqlserver or oracle, with commas between. They are held to the lock's versions.
ARG EXTRAS=""
COPY pyproject.toml README.md LICENSE ./
COPY include include
RUN uv pip install --python .venv/bin/python --no-deps --no-build-isolation --editable . \
    && if [ -n "$EXTRAS" ]; then \
        uv pip install --python .venv/bin/python --compile-bytecode --constraint requirements.lock --editable ".[$EXTRAS]"; \
    fi

COPY expectations expectations
COPY sql sql
COPY plugins plugins
COPY dags dags
RUN .venv/bin/python -m compileall -q include plugins dags


FROM python:3.12-slim-bookworm

RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin caseclock \
    && install --directory --owner caseclock --group caseclock --mode 0700 \
        /var/lib/caseclock /var/lib/caseclock/airflow /var/lib/caseclock/state /var/lib/caseclock/data /var/lib/caseclock/logs /var/lib/caseclock/login
COPY --from=build /opt/caseclock /opt/caseclock

ENV PATH="/opt/caseclock/.venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    CASECLOCK_HOME=/var/lib/caseclock/state \
    CASECLOCK_DATA=/var/lib/caseclock/data \
    AIRFLOW_HOME=/var/lib/caseclock/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/caseclock/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/caseclock/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__CORE__DEFAULT_TIMEZONE=Europe/London \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/var/lib/caseclock/logs \
    GX_ANALYTICS_ENABLED=false
WORKDIR /var/lib/caseclock
USER 10001:10001
CMD ["airflow", "version"]
