from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Used")


@_attrs_define
class Used:
    """What was used.

    Attributes:
        jobs_submitted (int): Jobs that were accepted.
        tasks_succeeded (int): Tasks that succeeded.
        tasks_failed (int): Tasks that failed for good.
        tasks_cancelled (int): Tasks that will not run, since their job was stopped when they had been planned.
        attempts (int): Attempts at tasks that ended. A task may take several: some are lost with their worker, and some
            are made again.
        run_time_us (int): How long all attempts ran, in microseconds.
        bytes_in (int): The lengths of the items of all attempts, in bytes, as far as they were recorded.
        bytes_out (int): The lengths of the result lines, in bytes.
    """

    jobs_submitted: int
    tasks_succeeded: int
    tasks_failed: int
    tasks_cancelled: int
    attempts: int
    run_time_us: int
    bytes_in: int
    bytes_out: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        jobs_submitted = self.jobs_submitted

        tasks_succeeded = self.tasks_succeeded

        tasks_failed = self.tasks_failed

        tasks_cancelled = self.tasks_cancelled

        attempts = self.attempts

        run_time_us = self.run_time_us

        bytes_in = self.bytes_in

        bytes_out = self.bytes_out

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobs_submitted": jobs_submitted,
                "tasks_succeeded": tasks_succeeded,
                "tasks_failed": tasks_failed,
                "tasks_cancelled": tasks_cancelled,
                "attempts": attempts,
                "run_time_us": run_time_us,
                "bytes_in": bytes_in,
                "bytes_out": bytes_out,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        jobs_submitted = d.pop("jobs_submitted")

        tasks_succeeded = d.pop("tasks_succeeded")

        tasks_failed = d.pop("tasks_failed")

        tasks_cancelled = d.pop("tasks_cancelled")

        attempts = d.pop("attempts")

        run_time_us = d.pop("run_time_us")

        bytes_in = d.pop("bytes_in")

        bytes_out = d.pop("bytes_out")

        used = cls(
            jobs_submitted=jobs_submitted,
            tasks_succeeded=tasks_succeeded,
            tasks_failed=tasks_failed,
            tasks_cancelled=tasks_cancelled,
            attempts=attempts,
            run_time_us=run_time_us,
            bytes_in=bytes_in,
            bytes_out=bytes_out,
        )

        used.additional_properties = d
        return used

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
