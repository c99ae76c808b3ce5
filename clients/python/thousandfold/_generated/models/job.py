from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.job_state import JobState
from ..models.priority import Priority
from ..models.processor_kind import ProcessorKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """A job, at most moments behind what has happened.

    Attributes:
        id (str): Its id.
        state (JobState): Where a job is in its life.
        paused (bool): Whether it is paused: no more of its tasks start.
        stopping (bool): Whether it is being stopped: what has not ended of it is being cancelled.
        tasks (int): How many tasks it has, one an item, as far as that is known.
        succeeded (int): How many of them have succeeded.
        failed (int): How many of them have failed. A failed task has a result line too, which says why.
        cancelled (int): How many of them were cancelled. They have no result lines.
        submitted_at (datetime.datetime): When it was accepted.
        priority (Priority): Which of the tenant's jobs go first.
        tags (list[str]): Words to find it by.
        name (str | Unset): The name that it was given.
        batches (int | Unset): Into how many batches it was cut, once it was.
        ended_at (datetime.datetime | Unset): When it ended, once it has.
        reason (str | Unset): Why it was given up or cancelled, or is to be.
        processor (ProcessorKind | Unset): What is done to a job's items.
        queue (str | Unset): The queue that your own workers take them from.
        redrive_of (str | Unset): The job whose tasks it runs again, if it does.
    """

    id: str
    state: JobState
    paused: bool
    stopping: bool
    tasks: int
    succeeded: int
    failed: int
    cancelled: int
    submitted_at: datetime.datetime
    priority: Priority
    tags: list[str]
    name: str | Unset = UNSET
    batches: int | Unset = UNSET
    ended_at: datetime.datetime | Unset = UNSET
    reason: str | Unset = UNSET
    processor: ProcessorKind | Unset = UNSET
    queue: str | Unset = UNSET
    redrive_of: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.value

        paused = self.paused

        stopping = self.stopping

        tasks = self.tasks

        succeeded = self.succeeded

        failed = self.failed

        cancelled = self.cancelled

        submitted_at = self.submitted_at.isoformat()

        priority = self.priority.value

        tags = self.tags

        name = self.name

        batches = self.batches

        ended_at: str | Unset = UNSET
        if not isinstance(self.ended_at, Unset):
            ended_at = self.ended_at.isoformat()

        reason = self.reason

        processor: str | Unset = UNSET
        if not isinstance(self.processor, Unset):
            processor = self.processor.value

        queue = self.queue

        redrive_of = self.redrive_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "paused": paused,
                "stopping": stopping,
                "tasks": tasks,
                "succeeded": succeeded,
                "failed": failed,
                "cancelled": cancelled,
                "submitted_at": submitted_at,
                "priority": priority,
                "tags": tags,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if batches is not UNSET:
            field_dict["batches"] = batches
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at
        if reason is not UNSET:
            field_dict["reason"] = reason
        if processor is not UNSET:
            field_dict["processor"] = processor
        if queue is not UNSET:
            field_dict["queue"] = queue
        if redrive_of is not UNSET:
            field_dict["redrive_of"] = redrive_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        state = JobState(d.pop("state"))

        paused = d.pop("paused")

        stopping = d.pop("stopping")

        tasks = d.pop("tasks")

        succeeded = d.pop("succeeded")

        failed = d.pop("failed")

        cancelled = d.pop("cancelled")

        submitted_at = isoparse(d.pop("submitted_at"))

        priority = Priority(d.pop("priority"))

        tags = cast(list[str], d.pop("tags"))

        name = d.pop("name", UNSET)

        batches = d.pop("batches", UNSET)

        _ended_at = d.pop("ended_at", UNSET)
        ended_at: datetime.datetime | Unset
        if isinstance(_ended_at, Unset):
            ended_at = UNSET
        else:
            ended_at = isoparse(_ended_at)

        reason = d.pop("reason", UNSET)

        _processor = d.pop("processor", UNSET)
        processor: ProcessorKind | Unset
        if isinstance(_processor, Unset):
            processor = UNSET
        else:
            processor = ProcessorKind(_processor)

        queue = d.pop("queue", UNSET)

        redrive_of = d.pop("redrive_of", UNSET)

        job = cls(
            id=id,
            state=state,
            paused=paused,
            stopping=stopping,
            tasks=tasks,
            succeeded=succeeded,
            failed=failed,
            cancelled=cancelled,
            submitted_at=submitted_at,
            priority=priority,
            tags=tags,
            name=name,
            batches=batches,
            ended_at=ended_at,
            reason=reason,
            processor=processor,
            queue=queue,
            redrive_of=redrive_of,
        )

        job.additional_properties = d
        return job

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
