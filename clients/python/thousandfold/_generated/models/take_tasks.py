from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TakeTasks")


@_attrs_define
class TakeTasks:
    """What a worker asks for.

    Attributes:
        worker (str): Who asks: a name of up to 200 characters that tells your workers apart.
        tasks (int | Unset): How many tasks it takes at most: 1, which is the default, to 1000.
        lease_ms (int | Unset): For how long they are the worker's, in milliseconds: 1000 to 3600000. The default is
            60000.
        wait_ms (int | Unset): How long the answer may wait for tasks, in milliseconds: up to 30000. The default is 0.
    """

    worker: str
    tasks: int | Unset = UNSET
    lease_ms: int | Unset = UNSET
    wait_ms: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        worker = self.worker

        tasks = self.tasks

        lease_ms = self.lease_ms

        wait_ms = self.wait_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
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
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        worker = d.pop("worker")

        tasks = d.pop("tasks", UNSET)

        lease_ms = d.pop("lease_ms", UNSET)

        wait_ms = d.pop("wait_ms", UNSET)

        take_tasks = cls(
            worker=worker,
            tasks=tasks,
            lease_ms=lease_ms,
            wait_ms=wait_ms,
        )

        take_tasks.additional_properties = d
        return take_tasks

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
