from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TakeTasks")


@_attrs_define
class TakeTasks:
    """What a worker asks for.

    Attributes:
        worker (str): Who asks: a name of up to 200 characters that tells your workers apart.
        tasks (int | None | Unset): How many tasks it takes at most: 1, which is the default, to 1000.
        lease_ms (int | None | Unset): For how long they are the worker's, in milliseconds: 1000 to 3600000. The default
            is 60000.
        wait_ms (int | None | Unset): How long the answer may wait for tasks, in milliseconds: up to 30000. The default
            is 0.
    """

    worker: str
    tasks: int | Unset | None = UNSET
    lease_ms: int | Unset | None = UNSET
    wait_ms: int | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        worker = self.worker

        tasks: int | Unset | None
        if isinstance(self.tasks, Unset):
            tasks = UNSET
        else:
            tasks = self.tasks

        lease_ms: int | Unset | None
        if isinstance(self.lease_ms, Unset):
            lease_ms = UNSET
        else:
            lease_ms = self.lease_ms

        wait_ms: int | Unset | None
        if isinstance(self.wait_ms, Unset):
            wait_ms = UNSET
        else:
            wait_ms = self.wait_ms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "worker": worker,
            }
        )
        if tasks is not UNSET:
            field_dict["tasks"] = tasks
        if lease_ms is not UNSET:
            field_dict["lease_ms"] = lease_ms
        if wait_ms is not UNSET:
            field_dict["wait_ms"] = wait_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        worker = d.pop("worker")

        def _parse_tasks(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        tasks = _parse_tasks(d.pop("tasks", UNSET))

        def _parse_lease_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        lease_ms = _parse_lease_ms(d.pop("lease_ms", UNSET))

        def _parse_wait_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        wait_ms = _parse_wait_ms(d.pop("wait_ms", UNSET))

        take_tasks = cls(
            worker=worker,
            tasks=tasks,
            lease_ms=lease_ms,
            wait_ms=wait_ms,
        )

        return take_tasks
