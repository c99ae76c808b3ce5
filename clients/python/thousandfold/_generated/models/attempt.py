from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.outcome import Outcome
from ..models.wait_reason import WaitReason
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.task_error import TaskError


T = TypeVar("T", bound="Attempt")


@_attrs_define
class Attempt:
    """One attempt at one task.

    Attributes:
        task (int): The task's number in the job, from 0: that of its item.
        attempt (int): Which try it was, from 1.
        batch (int): The batch's number in the job, from 0.
        outcome (Outcome): How an attempt at a task ended.
        queue_wait_ms (int): How long the task had waited for a worker, in milliseconds.
        duration_us (int): How long it ran, in microseconds.
        worker (str): The worker that ran it.
        ended_at (datetime.datetime): When it ended: the time of the worker's report.
        wait_reason (WaitReason | Unset): Why tasks wait that nobody runs. The list is closed.
        error (TaskError | Unset): What went wrong with a task.
    """

    task: int
    attempt: int
    batch: int
    outcome: Outcome
    queue_wait_ms: int
    duration_us: int
    worker: str
    ended_at: datetime.datetime
    wait_reason: WaitReason | Unset = UNSET
    error: TaskError | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        task = self.task

        attempt = self.attempt

        batch = self.batch

        outcome = self.outcome.value

        queue_wait_ms = self.queue_wait_ms

        duration_us = self.duration_us

        worker = self.worker

        ended_at = self.ended_at.isoformat()

        wait_reason: str | Unset = UNSET
        if not isinstance(self.wait_reason, Unset):
            wait_reason = self.wait_reason.value

        error: dict[str, Any] | Unset = UNSET
        if not isinstance(self.error, Unset):
            error = self.error.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task": task,
                "attempt": attempt,
                "batch": batch,
                "outcome": outcome,
                "queue_wait_ms": queue_wait_ms,
                "duration_us": duration_us,
                "worker": worker,
                "ended_at": ended_at,
            }
        )
        if wait_reason is not UNSET:
            field_dict["wait_reason"] = wait_reason
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_error import TaskError

        d = dict(src_dict)
        task = d.pop("task")

        attempt = d.pop("attempt")

        batch = d.pop("batch")

        outcome = Outcome(d.pop("outcome"))

        queue_wait_ms = d.pop("queue_wait_ms")

        duration_us = d.pop("duration_us")

        worker = d.pop("worker")

        ended_at = isoparse(d.pop("ended_at"))

        _wait_reason = d.pop("wait_reason", UNSET)
        wait_reason: WaitReason | Unset
        if isinstance(_wait_reason, Unset):
            wait_reason = UNSET
        else:
            wait_reason = WaitReason(_wait_reason)

        _error = d.pop("error", UNSET)
        error: TaskError | Unset
        if isinstance(_error, Unset):
            error = UNSET
        else:
            error = TaskError.from_dict(_error)

        attempt = cls(
            task=task,
            attempt=attempt,
            batch=batch,
            outcome=outcome,
            queue_wait_ms=queue_wait_ms,
            duration_us=duration_us,
            worker=worker,
            ended_at=ended_at,
            wait_reason=wait_reason,
            error=error,
        )

        attempt.additional_properties = d
        return attempt

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
