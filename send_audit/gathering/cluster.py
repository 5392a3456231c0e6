"""The same tasks on other machines, through a dask scheduler: each in a parcel with the files it needs."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from send_audit.gathering.hands import Hands
from send_audit.gathering.parcel import (
    OtherProgramError,
    can_be_sent,
    pack,
    program,
    unpack_and_run,
)
from send_audit.gathering.tasks import (
    Bench,
    Done,
    GatherReturns,
    RenderSchool,
    Task,
    failed,
    run_task,
)
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from distributed import Client, Future

_PATIENCE = 8
"""Seconds to wait for a scheduler, and for the first of its workers."""
_AHEAD = 2
"""Parcels under way for each thread of a worker: none waits, and memory holds only these."""
_PIP = 'python -m pip install "send-audit[cluster]"'


@contextmanager
def on_cluster(address: str, bench: Bench) -> Iterator[Hands]:
    """Hands that do tasks on the workers of the scheduler at `address`.

    Raises `SendAuditError` where dask is not installed, no scheduler or worker answers, or a worker runs
    another version of send-audit.
    """
    client = _connected(address)
    try:
        _check_workers(client, address)
        yield lambda tasks: _work(client, address, tasks, bench)
    finally:
        client.close(timeout=_PATIENCE)  # type: ignore[no-untyped-call]


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise SendAuditError(f"--cluster needs dask. Install it: {_PIP}") from None
    # What it logs of workers that come and go is no news to whoever waits for a report.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SendAuditError(
            f"There is no dask scheduler at {address} ({reason}). Start one with `dask scheduler`, "
            "and give the address that it names, as tcp://host:8786."
        ) from None


def _check_workers(client: "Client", address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise SendAuditError(
            f"The scheduler at {address} has no worker. Start some: dask worker {address}"
        ) from None
    for worker, runs in client.run(program, on_error="return").items():
        if runs != program():
            raise _other_program(worker, runs)


def _other_program(worker: str, runs: object) -> SendAuditError:
    said = runs if isinstance(runs, str) else f"no send-audit that can be used ({runs})"
    return SendAuditError(
        f"The worker {worker} runs {said}, and here it is {program()}. The results would differ: "
        "install the same send-audit, with the same Python and packages, on every machine."
    )


def _work(
    client: "Client", address: str, tasks: Sequence[Task], bench: Bench
) -> Iterator[tuple[int, Done]]:
    """What each task came to, as it comes. What must be seen where it lies is done here."""
    from distributed import as_completed

    waiting = deque(enumerate(tasks))
    under_way: dict[Future[Done], int] = {}
    coming = as_completed()  # type: ignore[no-untyped-call]
    room = max(_AHEAD * sum(client.nthreads().values()), _AHEAD)  # type: ignore[no-untyped-call]
    while waiting or under_way:
        while waiting and len(under_way) < room:
            number, task = waiting.popleft()
            parcelled = _to_send(task)
            if parcelled is None:
                yield number, run_task(task, bench)
                continue
            future = client.submit(unpack_and_run, pack(parcelled, bench), pure=False)
            under_way[future] = number
            coming.add(future)  # type: ignore[no-untyped-call]
        if under_way:
            future = next(coming)
            number = under_way.pop(future)
            yield number, _with_local(tasks[number], _result(future, tasks[number], address), bench)


def _to_send(task: Task) -> Task | None:
    """As much of a task as can be done elsewhere."""
    match task:
        case GatherReturns():
            files = tuple(file for file in task.files if can_be_sent(file))
            return GatherReturns(files=files) if files else None
        case RenderSchool():
            return task if can_be_sent(task.file) else None
        case _:
            return task


def _with_local(task: Task, done: Done, bench: Bench) -> Done:
    """What a task came to, with those returns that were not sent read here, all in the task's order."""
    if not isinstance(task, GatherReturns) or len(done.returns) == len(task.files):
        return done
    came = {one.gathered.file: (one,) for one in done.returns}
    return Done(
        returns=tuple(
            settled
            for file in task.files
            for settled in came.get(str(file))
            or run_task(GatherReturns(files=(file,)), bench).returns
        )
    )


def _result(future: "Future[Done]", task: Task, address: str) -> Done:
    """What came of a parcel. Raises `SendAuditError` where the cluster itself is of no use any more."""
    from asyncio import CancelledError as AsyncCancelled
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        return future.result()
    except OtherProgramError as error:
        raise _other_program("that took the task", str(error)) from None
    except KilledWorker:
        reason = "each worker that took it was lost; perhaps it needs more memory than they have."
        return failed(task, reason)
    except (CancelledError, AsyncCancelled, CommClosedError):
        raise SendAuditError(
            f"The scheduler at {address} went away. What was written until then is whole; run it again."
        ) from None
    except Exception as error:  # noqa: BLE001 - whatever a machine is short of, it stops nobody else
        return failed(task, f"{type(error).__name__} on a worker: {error}")
