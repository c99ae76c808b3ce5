from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.priority import Priority
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.job_object import JobObject
    from ..models.key import Key
    from ..models.processor import Processor
    from ..models.rate import Rate
    from ..models.redrive import Redrive
    from ..models.retry import Retry
    from ..models.tolerance import Tolerance


T = TypeVar("T", bound="SubmitJob")


@_attrs_define
class SubmitJob:
    """A job to do: give one of `items`, `dataset`, `objects` and `redrive`.

    Attributes:
        processor (Processor): What is done to each item: give exactly one of `jq`, `http` and `external`.
        name (str | Unset): A name for people: up to 200 characters.
        items (list[Any] | Unset): The items: any JSON values, of up to 1 MiB each. They are kept byte for byte.
        dataset (str | Unset): The dataset whose items are processed.
        objects (list[JobObject] | Unset): The objects whose items are processed, one object after the other. They must
            not change until the job has ended;
            one that is missing or cannot be read fails the job, with the reason.
        redrive (Redrive | Unset): The tasks of an earlier job that are to run again. That job must be over.
        columns (list[str] | Unset): The columns that make an item, where all items are rows of Parquet; without it, all
            columns. They are columns
            at the top: with each comes all that is within it.
        attempt_timeout_ms (int | Unset): How long one attempt at one task may run, in milliseconds: 1 to 600000. The
            default is 5000.
        task_timeout_ms (int | Unset): How long one task may take from its first attempt on, in milliseconds: no attempt
            begins later.
        memory_mib (int | Unset): How much memory a jq filter may take, in MiB. The default is the service's own limit.
        batch_size (int | Unset): How many tasks a batch has at most: 1 to 1000, which is the default. A batch is what
            one worker takes at once.
        priority (Priority | Unset): Which of the tenant's jobs go first.
        start_at (datetime.datetime | Unset): No task starts before this time.
        delay_ms (int | Unset): No task starts before so many milliseconds from now. Give it or `start_at`.
        deadline (datetime.datetime | Unset): What has not ended at this time is cancelled, and the job fails.
        deadline_ms (int | Unset): What has not ended in so many milliseconds from now is cancelled, and the job fails.
            Give it or `deadline`.
        retry (Retry | Unset): Which failed tasks are tried again, and when: each pause is twice as long as the one
            before.
        tolerated_failures (Tolerance | Unset): How many tasks may fail before the job does: give either `count` or
            `percent`.
        tags (list[str] | Unset): Up to 32 words to find the job by, of up to 128 bytes each.
        key (Key | Unset): Jobs of the same key wait for each other.
        max_concurrency (int | Unset): How many of the job's tasks run at a time, at most.
        rate (Rate | Unset): How many attempts may begin.
    """

    processor: Processor
    name: str | Unset = UNSET
    items: list[Any] | Unset = UNSET
    dataset: str | Unset = UNSET
    objects: list[JobObject] | Unset = UNSET
    redrive: Redrive | Unset = UNSET
    columns: list[str] | Unset = UNSET
    attempt_timeout_ms: int | Unset = UNSET
    task_timeout_ms: int | Unset = UNSET
    memory_mib: int | Unset = UNSET
    batch_size: int | Unset = UNSET
    priority: Priority | Unset = UNSET
    start_at: datetime.datetime | Unset = UNSET
    delay_ms: int | Unset = UNSET
    deadline: datetime.datetime | Unset = UNSET
    deadline_ms: int | Unset = UNSET
    retry: Retry | Unset = UNSET
    tolerated_failures: Tolerance | Unset = UNSET
    tags: list[str] | Unset = UNSET
    key: Key | Unset = UNSET
    max_concurrency: int | Unset = UNSET
    rate: Rate | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        processor = self.processor.to_dict()

        name = self.name

        items: list[Any] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = self.items

        dataset = self.dataset

        objects: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.objects, Unset):
            objects = []
            for objects_item_data in self.objects:
                objects_item = objects_item_data.to_dict()
                objects.append(objects_item)

        redrive: dict[str, Any] | Unset = UNSET
        if not isinstance(self.redrive, Unset):
            redrive = self.redrive.to_dict()

        columns: list[str] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns

        attempt_timeout_ms = self.attempt_timeout_ms

        task_timeout_ms = self.task_timeout_ms

        memory_mib = self.memory_mib

        batch_size = self.batch_size

        priority: str | Unset = UNSET
        if not isinstance(self.priority, Unset):
            priority = self.priority.value

        start_at: str | Unset = UNSET
        if not isinstance(self.start_at, Unset):
            start_at = self.start_at.isoformat()

        delay_ms = self.delay_ms

        deadline: str | Unset = UNSET
        if not isinstance(self.deadline, Unset):
            deadline = self.deadline.isoformat()

        deadline_ms = self.deadline_ms

        retry: dict[str, Any] | Unset = UNSET
        if not isinstance(self.retry, Unset):
            retry = self.retry.to_dict()

        tolerated_failures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.tolerated_failures, Unset):
            tolerated_failures = self.tolerated_failures.to_dict()

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        key: dict[str, Any] | Unset = UNSET
        if not isinstance(self.key, Unset):
            key = self.key.to_dict()

        max_concurrency = self.max_concurrency

        rate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rate, Unset):
            rate = self.rate.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "processor": processor,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if items is not UNSET:
            field_dict["items"] = items
        if dataset is not UNSET:
            field_dict["dataset"] = dataset
        if objects is not UNSET:
            field_dict["objects"] = objects
        if redrive is not UNSET:
            field_dict["redrive"] = redrive
        if columns is not UNSET:
            field_dict["columns"] = columns
        if attempt_timeout_ms is not UNSET:
            field_dict["attempt_timeout_ms"] = attempt_timeout_ms
        if task_timeout_ms is not UNSET:
            field_dict["task_timeout_ms"] = task_timeout_ms
        if memory_mib is not UNSET:
            field_dict["memory_mib"] = memory_mib
        if batch_size is not UNSET:
            field_dict["batch_size"] = batch_size
        if priority is not UNSET:
            field_dict["priority"] = priority
        if start_at is not UNSET:
            field_dict["start_at"] = start_at
        if delay_ms is not UNSET:
            field_dict["delay_ms"] = delay_ms
        if deadline is not UNSET:
            field_dict["deadline"] = deadline
        if deadline_ms is not UNSET:
            field_dict["deadline_ms"] = deadline_ms
        if retry is not UNSET:
            field_dict["retry"] = retry
        if tolerated_failures is not UNSET:
            field_dict["tolerated_failures"] = tolerated_failures
        if tags is not UNSET:
            field_dict["tags"] = tags
        if key is not UNSET:
            field_dict["key"] = key
        if max_concurrency is not UNSET:
            field_dict["max_concurrency"] = max_concurrency
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.job_object import JobObject
        from ..models.key import Key
        from ..models.processor import Processor
        from ..models.rate import Rate
        from ..models.redrive import Redrive
        from ..models.retry import Retry
        from ..models.tolerance import Tolerance

        d = dict(src_dict)
        processor = Processor.from_dict(d.pop("processor"))

        name = d.pop("name", UNSET)

        items = cast(list[Any], d.pop("items", UNSET))

        dataset = d.pop("dataset", UNSET)

        _objects = d.pop("objects", UNSET)
        objects: list[JobObject] | Unset = UNSET
        if _objects is not UNSET:
            objects = []
            for objects_item_data in _objects:
                objects_item = JobObject.from_dict(objects_item_data)

                objects.append(objects_item)

        _redrive = d.pop("redrive", UNSET)
        redrive: Redrive | Unset
        if isinstance(_redrive, Unset):
            redrive = UNSET
        else:
            redrive = Redrive.from_dict(_redrive)

        columns = cast(list[str], d.pop("columns", UNSET))

        attempt_timeout_ms = d.pop("attempt_timeout_ms", UNSET)

        task_timeout_ms = d.pop("task_timeout_ms", UNSET)

        memory_mib = d.pop("memory_mib", UNSET)

        batch_size = d.pop("batch_size", UNSET)

        _priority = d.pop("priority", UNSET)
        priority: Priority | Unset
        if isinstance(_priority, Unset):
            priority = UNSET
        else:
            priority = Priority(_priority)

        _start_at = d.pop("start_at", UNSET)
        start_at: datetime.datetime | Unset
        if isinstance(_start_at, Unset):
            start_at = UNSET
        else:
            start_at = isoparse(_start_at)

        delay_ms = d.pop("delay_ms", UNSET)

        _deadline = d.pop("deadline", UNSET)
        deadline: datetime.datetime | Unset
        if isinstance(_deadline, Unset):
            deadline = UNSET
        else:
            deadline = isoparse(_deadline)

        deadline_ms = d.pop("deadline_ms", UNSET)

        _retry = d.pop("retry", UNSET)
        retry: Retry | Unset
        if isinstance(_retry, Unset):
            retry = UNSET
        else:
            retry = Retry.from_dict(_retry)

        _tolerated_failures = d.pop("tolerated_failures", UNSET)
        tolerated_failures: Tolerance | Unset
        if isinstance(_tolerated_failures, Unset):
            tolerated_failures = UNSET
        else:
            tolerated_failures = Tolerance.from_dict(_tolerated_failures)

        tags = cast(list[str], d.pop("tags", UNSET))

        _key = d.pop("key", UNSET)
        key: Key | Unset
        if isinstance(_key, Unset):
            key = UNSET
        else:
            key = Key.from_dict(_key)

        max_concurrency = d.pop("max_concurrency", UNSET)

        _rate = d.pop("rate", UNSET)
        rate: Rate | Unset
        if isinstance(_rate, Unset):
            rate = UNSET
        else:
            rate = Rate.from_dict(_rate)

        submit_job = cls(
            processor=processor,
            name=name,
            items=items,
            dataset=dataset,
            objects=objects,
            redrive=redrive,
            columns=columns,
            attempt_timeout_ms=attempt_timeout_ms,
            task_timeout_ms=task_timeout_ms,
            memory_mib=memory_mib,
            batch_size=batch_size,
            priority=priority,
            start_at=start_at,
            delay_ms=delay_ms,
            deadline=deadline,
            deadline_ms=deadline_ms,
            retry=retry,
            tolerated_failures=tolerated_failures,
            tags=tags,
            key=key,
            max_concurrency=max_concurrency,
            rate=rate,
        )

        submit_job.additional_properties = d
        return submit_job

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
