"""The same tasks on other machines."""

from contextlib import AbstractContextManager

from send_audit.gathering.hands import Hands
from send_audit.gathering.tasks import Bench
from send_audit.load.round_folder import RoundFolder


def on_cluster(address: str, round_: RoundFolder, bench: Bench) -> AbstractContextManager[Hands]:
    raise NotImplementedError
