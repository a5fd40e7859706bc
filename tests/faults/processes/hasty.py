"""Which settings do processes run with whose beat sends every job each few seconds, however long its slot is?"""

from tests.faults.processes.settings import *  # noqa: F403
from tests.faults.processes.settings import CELERY_BEAT_SCHEDULE as AS_IT_IS

CELERY_BEAT_SCHEDULE = {name: plan | {"schedule": 5.0} for name, plan in AS_IT_IS.items()}
