# The two commands: `make run` shows the monitor on example data, `make test` runs everything that proves it works.
# uv is used when it is there, else fetched once into .tools/. Settings of uv (UV_...) pass through.

AMBITIEMONITOR_HOME ?= .ambitiemonitor
UV_PYTHON_DOWNLOADS ?= never
UV_COMPILE_BYTECODE ?= 1
export AMBITIEMONITOR_HOME UV_PYTHON_DOWNLOADS UV_COMPILE_BYTECODE

UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/uv/bin/uv)
UV_READY := $(filter .tools/%,$(UV))
IN_VENV := $(UV) run --no-sync
# The example moves into place when it is whole, so that one that was broken off is built anew.
UNFINISHED := $(AMBITIEMONITOR_HOME)/unfinished-example

.PHONY: run test fuzz check bench model pictures requirements ready

run: $(UV_READY)  ## Open the monitor in the browser at the address it prints; the first time it builds the example.
	$(UV) sync --frozen --no-dev --inexact
	@test -e "$(AMBITIEMONITOR_HOME)/store.duckdb" || { rm -rf "$(UNFINISHED)" && \
		$(IN_VENV) python -m kpi example --home "$(UNFINISHED)" && \
		mv "$(UNFINISHED)"/* "$(AMBITIEMONITOR_HOME)/" && rmdir "$(UNFINISHED)"; }
	$(IN_VENV) streamlit run dashboard.py

test: ready  ## All tests. Each test that is skipped is listed with its reason.
	$(IN_VENV) pytest -n auto --dist loadfile

fuzz: export FUZZ_EXAMPLES ?= 20000
fuzz: ready  ## Many mutated files (half an hour), and more of what is slow to try; a file that goes wrong belongs in tests/intake/corpus.
	ulimit -v 6000000; $(IN_VENV) pytest tests/intake/test_fuzz.py
	$(IN_VENV) pytest tests/measure/test_sums.py tests/measure/test_counting.py tests/service/test_reckoning.py

check: ready  ## Layout, lint and types.
	$(IN_VENV) ruff format --check .
	$(IN_VENV) ruff check .
	$(IN_VENV) mypy

bench: ready  ## Reading and sums against plain ways to do the same, as ratios.
	$(UV) sync --frozen --group bench
	$(IN_VENV) python -m bench.reading
	$(IN_VENV) python -m bench.sums
	$(IN_VENV) python -m bench.country
	$(IN_VENV) python -m bench.suggestions
	$(IN_VENV) python -m bench.screens
	$(IN_VENV) python -m bench.clicks
	$(IN_VENV) python -m bench.mapping

model: ready  ## Fit the model of category texts anew, after a change of data/vocabulary/category_examples.toml.
	$(IN_VENV) python -m kpi.evidence.fit_text_model

pictures: ready  ## Pictures of all screens at 1280 and 360 pixels, light and dark, in pictures/.
	$(IN_VENV) python -m tests.browser.pictures pictures

requirements: $(UV_READY)  ## Write requirements.txt anew from uv.lock.
	$(UV) export --frozen --no-dev --no-header --output-file requirements.txt --quiet

ready: $(UV_READY)
	$(UV) sync --frozen

.tools/uv/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; python3 here is: $$(python3 --version 2>&1)"; exit 1; }
	@python3 -m venv .tools/uv || { rm -rf .tools/uv; \
		echo "Python's venv is needed: on Debian or Ubuntu run 'sudo apt install python3-venv', then try again."; exit 1; }
	.tools/uv/bin/pip install --quiet uv
