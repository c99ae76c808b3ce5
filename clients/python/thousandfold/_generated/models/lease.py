from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

if TYPE_CHECKING:
    from ..models.leased_task import LeasedTask


T = TypeVar("T", bound="Lease")


@_attrs_define
class Lease:
    """Some tasks of one batch.

    Attributes:
        token (str): What names the lease in heartbeats and reports.
        job (str): The job that the tasks are of.
        batch (int): The batch's number in the job, from 0.
        until (datetime.datetime): Until when the tasks are the worker's.
        attempt (int): Which try this is, from 1.
        attempt_timeout_ms (int): How long one attempt at one task may take, in milliseconds. It is the worker that
            keeps to it.
        tasks (list[LeasedTask]): The tasks.
    """

    token: str
    job: str
    batch: int
    until: datetime.datetime
    attempt: int
    attempt_timeout_ms: int
    tasks: list[LeasedTask]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        job = self.job

        batch = self.batch

        until = self.until.isoformat()

        attempt = self.attempt

        attempt_timeout_ms = self.attempt_timeout_ms

        tasks = []
        for tasks_item_data in self.tasks:
            tasks_item = tasks_item_data.to_dict()
            tasks.append(tasks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "token": token,
                "job": job,
                "batch": batch,
                "until": until,
                "attempt": attempt,
                "attempt_timeout_ms": attempt_timeout_ms,
                "tasks": tasks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.leased_task import LeasedTask

        d = dict(src_dict)
        token = d.pop("token")

        job = d.pop("job")

        batch = d.pop("batch")

        until = isoparse(d.pop("until"))

        attempt = d.pop("attempt")

        attempt_timeout_ms = d.pop("attempt_timeout_ms")

        tasks = []
        _tasks = d.pop("tasks")
        for tasks_item_data in _tasks:
            tasks_item = LeasedTask.from_dict(tasks_item_data)

            tasks.append(tasks_item)

        lease = cls(
            token=token,
            job=job,
            batch=batch,
            until=until,
            attempt=attempt,
            attempt_timeout_ms=attempt_timeout_ms,
            tasks=tasks,
        )

        lease.additional_properties = d
        return lease

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
