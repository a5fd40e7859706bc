# Needs Python 3.11 or newer, pip and make; everything else is installed into .venv.
PYTHON ?= python3
export ONLY
.PHONY: run backup restore test test-fast faults bench lint runtime development

# $(call install,name,files): bring .venv up to what the files ask for, if they changed since. What was broken off is
# begun anew. `venv --without-pip` and `pip --python` need no package beside Python's own pip.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one, for example: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12"; exit 1; }
	@if [ -e .venv/.installing ] || ! .venv/bin/python -c '' 2>/dev/null; then rm -rf .venv; fi
	@wanted="$$($(PYTHON) -V) $$(cat $(2) | cksum)"; \
	if [ "$$wanted" != "$$(cat .venv/.$(1) 2>/dev/null)" ]; then \
	  echo "Installing what $(2) ask for into .venv (once; a minute or two) …"; \
	  [ -d .venv ] || $(PYTHON) -m venv --without-pip .venv || exit 1; \
	  touch .venv/.installing; \
	  $(PYTHON) -m pip --python .venv/bin/python install --disable-pip-version-check $(addprefix -r ,$(2)) || \
	    { echo "Installing failed; the reason stands above."; exit 1; }; \
	  echo "$$wanted" > .venv/.$(1); rm .venv/.installing; \
	fi
endef

run: runtime
	@.venv/bin/python manage.py run --end-with-parent

backup: runtime
	@.venv/bin/python manage.py backup $(if $(TO),--to "$(TO)")

restore: runtime
	@test -n "$(FROM)" || { echo "Say which backup: make restore FROM=var/backups/… (and REPLACE=1 to throw away what is there)"; exit 1; }
	@.venv/bin/python manage.py restore "$(FROM)" $(if $(REPLACE),--replace)

test: development
	@.venv/bin/python -m tests.suite

test-fast: development
	@.venv/bin/python -m tests.suite --fast

faults: development
	@.venv/bin/python -m tests.suite --faults

bench: development
	@.venv/bin/python -m benchmarks

lint: development
	@.venv/bin/python -m tests.lint

runtime:
	$(call install,runtime,requirements.txt)

development:
	$(call install,development,requirements.txt requirements-dev.txt)
