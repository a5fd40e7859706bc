"""A worker whose children outlive it: Celery has the kernel end them with it, here each ends its task first."""

import ctypes

from celery.signals import worker_process_init

from portal.run.child import PR_SET_PDEATHSIG


@worker_process_init.connect
def outlive_the_parent(**_signal):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, 0)
