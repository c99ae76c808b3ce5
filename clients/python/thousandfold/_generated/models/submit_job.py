from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
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
        name (None | str | Unset): A name for people: up to 200 characters.
        items (list[Any] | None | Unset): The items: any JSON values, of up to 1 MiB each. They are kept byte for byte.
        dataset (None | str | Unset): The dataset whose items are processed.
        objects (list[JobObject] | None | Unset): The objects whose items are processed, one object after the other.
            They must not change until the job has ended;
            one that is missing or cannot be read fails the job, with the reason.
        redrive (Redrive | Unset): The tasks of an earlier job that are to run again. That job must be over.
        columns (list[str] | None | Unset): The columns that make an item, where all items are rows of Parquet; without
            it, all columns. They are columns
            at the top: with each comes all that is within it.
        attempt_timeout_ms (int | None | Unset): How long one attempt at one task may run, in milliseconds: 1 to 600000.
            The default is 5000.
        task_timeout_ms (int | None | Unset): How long one task may take from its first attempt on, in milliseconds: no
            attempt begins later.
        memory_mib (int | None | Unset): How much memory a jq filter may take, in MiB. The default is the service's own
            limit.
        batch_size (int | None | Unset): How many tasks a batch has at most: 1 to 1000, which is the default. A batch is
            what one worker takes at once.
        priority (Priority | Unset): Which of the tenant's jobs go first.
        start_at (datetime.datetime | None | Unset): No task starts before this time.
        delay_ms (int | None | Unset): No task starts before so many milliseconds from now. Give it or `start_at`.
        deadline (datetime.datetime | None | Unset): What has not ended at this time is cancelled, and the job fails.
        deadline_ms (int | None | Unset): What has not ended in so many milliseconds from now is cancelled, and the job
            fails. Give it or `deadline`.
        retry (Retry | Unset): Which failed tasks are tried again, and when: each pause is twice as long as the one
            before.
        tolerated_failures (Tolerance | Unset): How many tasks may fail before the job does: give either `count` or
            `percent`.
        tags (list[str] | None | Unset): Up to 32 words to find the job by, of up to 128 bytes each.
        key (Key | Unset): Jobs of the same key wait for each other.
        max_concurrency (int | None | Unset): How many of the job's tasks run at a time, at most.
        rate (Rate | Unset): How many attempts may begin.
    """

    processor: Processor
    name: str | Unset | None = UNSET
    items: list[Any] | Unset | None = UNSET
    dataset: str | Unset | None = UNSET
    objects: list[JobObject] | Unset | None = UNSET
    redrive: Redrive | Unset = UNSET
    columns: list[str] | Unset | None = UNSET
    attempt_timeout_ms: int | Unset | None = UNSET
    task_timeout_ms: int | Unset | None = UNSET
    memory_mib: int | Unset | None = UNSET
    batch_size: int | Unset | None = UNSET
    priority: Priority | Unset = UNSET
    start_at: datetime.datetime | Unset | None = UNSET
    delay_ms: int | Unset | None = UNSET
    deadline: datetime.datetime | Unset | None = UNSET
    deadline_ms: int | Unset | None = UNSET
    retry: Retry | Unset = UNSET
    tolerated_failures: Tolerance | Unset = UNSET
    tags: list[str] | Unset | None = UNSET
    key: Key | Unset = UNSET
    max_concurrency: int | Unset | None = UNSET
    rate: Rate | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        processor = self.processor.to_dict()

        name: str | Unset | None
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        items: list[Any] | Unset | None
        if isinstance(self.items, Unset):
            items = UNSET
        elif isinstance(self.items, list):
            items = self.items

        else:
            items = self.items

        dataset: str | Unset | None
        if isinstance(self.dataset, Unset):
            dataset = UNSET
        else:
            dataset = self.dataset

        objects: list[dict[str, Any]] | Unset | None
        if isinstance(self.objects, Unset):
            objects = UNSET
        elif isinstance(self.objects, list):
            objects = []
            for objects_type_0_item_data in self.objects:
                objects_type_0_item = objects_type_0_item_data.to_dict()
                objects.append(objects_type_0_item)

        else:
            objects = self.objects

        redrive: dict[str, Any] | Unset = UNSET
        if not isinstance(self.redrive, Unset):
            redrive = self.redrive.to_dict()

        columns: list[str] | Unset | None
        if isinstance(self.columns, Unset):
            columns = UNSET
        elif isinstance(self.columns, list):
            columns = self.columns

        else:
            columns = self.columns

        attempt_timeout_ms: int | Unset | None
        if isinstance(self.attempt_timeout_ms, Unset):
            attempt_timeout_ms = UNSET
        else:
            attempt_timeout_ms = self.attempt_timeout_ms

        task_timeout_ms: int | Unset | None
        if isinstance(self.task_timeout_ms, Unset):
            task_timeout_ms = UNSET
        else:
            task_timeout_ms = self.task_timeout_ms

        memory_mib: int | Unset | None
        if isinstance(self.memory_mib, Unset):
            memory_mib = UNSET
        else:
            memory_mib = self.memory_mib

        batch_size: int | Unset | None
        if isinstance(self.batch_size, Unset):
            batch_size = UNSET
        else:
            batch_size = self.batch_size

        priority: str | Unset = UNSET
        if not isinstance(self.priority, Unset):
            priority = self.priority.value

        start_at: str | Unset | None
        if isinstance(self.start_at, Unset):
            start_at = UNSET
        elif isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        delay_ms: int | Unset | None
        if isinstance(self.delay_ms, Unset):
            delay_ms = UNSET
        else:
            delay_ms = self.delay_ms

        deadline: str | Unset | None
        if isinstance(self.deadline, Unset):
            deadline = UNSET
        elif isinstance(self.deadline, datetime.datetime):
            deadline = self.deadline.isoformat()
        else:
            deadline = self.deadline

        deadline_ms: int | Unset | None
        if isinstance(self.deadline_ms, Unset):
            deadline_ms = UNSET
        else:
            deadline_ms = self.deadline_ms

        retry: dict[str, Any] | Unset = UNSET
        if not isinstance(self.retry, Unset):
            retry = self.retry.to_dict()

        tolerated_failures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.tolerated_failures, Unset):
            tolerated_failures = self.tolerated_failures.to_dict()

        tags: list[str] | Unset | None
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        key: dict[str, Any] | Unset = UNSET
        if not isinstance(self.key, Unset):
            key = self.key.to_dict()

        max_concurrency: int | Unset | None
        if isinstance(self.max_concurrency, Unset):
            max_concurrency = UNSET
        else:
            max_concurrency = self.max_concurrency

        rate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rate, Unset):
            rate = self.rate.to_dict()

        field_dict: dict[str, Any] = {}

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_object import JobObject
        from ..models.key import Key
        from ..models.processor import Processor
        from ..models.rate import Rate
        from ..models.redrive import Redrive
        from ..models.retry import Retry
        from ..models.tolerance import Tolerance

        d = dict(src_dict)
        processor = Processor.from_dict(d.pop("processor"))

        def _parse_name(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_items(data: object) -> list[Any] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                items_type_0 = cast(list[Any], data)

                return items_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Any] | None | Unset, data)

        items = _parse_items(d.pop("items", UNSET))

        def _parse_dataset(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dataset = _parse_dataset(d.pop("dataset", UNSET))

        def _parse_objects(data: object) -> list[JobObject] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                objects_type_0 = []
                _objects_type_0 = data
                for objects_type_0_item_data in _objects_type_0:
                    objects_type_0_item = JobObject.from_dict(objects_type_0_item_data)

                    objects_type_0.append(objects_type_0_item)

                return objects_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[JobObject] | None | Unset, data)

        objects = _parse_objects(d.pop("objects", UNSET))

        _redrive = d.pop("redrive", UNSET)
        redrive: Redrive | Unset
        if isinstance(_redrive, Unset):
            redrive = UNSET
        else:
            redrive = Redrive.from_dict(_redrive)

        def _parse_columns(data: object) -> list[str] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                columns_type_0 = cast(list[str], data)

                return columns_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        columns = _parse_columns(d.pop("columns", UNSET))

        def _parse_attempt_timeout_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        attempt_timeout_ms = _parse_attempt_timeout_ms(d.pop("attempt_timeout_ms", UNSET))

        def _parse_task_timeout_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        task_timeout_ms = _parse_task_timeout_ms(d.pop("task_timeout_ms", UNSET))

        def _parse_memory_mib(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        memory_mib = _parse_memory_mib(d.pop("memory_mib", UNSET))

        def _parse_batch_size(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        batch_size = _parse_batch_size(d.pop("batch_size", UNSET))

        _priority = d.pop("priority", UNSET)
        priority: Priority | Unset
        if isinstance(_priority, Unset):
            priority = UNSET
        else:
            priority = Priority(_priority)

        def _parse_start_at(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = isoparse(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        start_at = _parse_start_at(d.pop("start_at", UNSET))

        def _parse_delay_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        delay_ms = _parse_delay_ms(d.pop("delay_ms", UNSET))

        def _parse_deadline(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deadline_type_0 = isoparse(data)

                return deadline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        deadline = _parse_deadline(d.pop("deadline", UNSET))

        def _parse_deadline_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        deadline_ms = _parse_deadline_ms(d.pop("deadline_ms", UNSET))

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

        def _parse_tags(data: object) -> list[str] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        _key = d.pop("key", UNSET)
        key: Key | Unset
        if isinstance(_key, Unset):
            key = UNSET
        else:
            key = Key.from_dict(_key)

        def _parse_max_concurrency(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_concurrency = _parse_max_concurrency(d.pop("max_concurrency", UNSET))

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

        return submit_job
