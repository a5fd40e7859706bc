"""How much of the machine one stranger's file may take."""

import resource

MEGABYTE = 1024 * 1024


def confine(*, memory_mb: int, cpu_seconds: int, output_mb: int = 64) -> None:
    """Binds this process for good; beyond the bounds it meets MemoryError, OSError or a signal.

    `memory_mb` is what it may write to, its own start included; the code of its libraries is not counted.
    """
    bounds = {
        resource.RLIMIT_DATA: memory_mb * MEGABYTE,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: output_mb * MEGABYTE,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))
