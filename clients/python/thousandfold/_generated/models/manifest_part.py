from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ManifestPart")


@_attrs_define
class ManifestPart:
    """The result lines of one report: one line a task, in ascending order of tasks.

    Attributes:
        tasks (list[list[int]]): The tasks, as ascending ranges `[first, end]`; `end` is the number after the last task.
        bytes_ (int): The length of the lines, in bytes.
        sha256 (str): The SHA-256 of the lines, in hexadecimal.
        key (str | Unset): The object that holds them. Without one they stand in the batch's `TasksReported` event.
    """

    tasks: list[list[int]]
    bytes_: int
    sha256: str
    key: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tasks = []
        for tasks_item_data in self.tasks:
            tasks_item = tasks_item_data

            tasks.append(tasks_item)

        bytes_ = self.bytes_

        sha256 = self.sha256

        key = self.key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tasks": tasks,
                "bytes": bytes_,
                "sha256": sha256,
            }
        )
        if key is not UNSET:
            field_dict["key"] = key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tasks = []
        _tasks = d.pop("tasks")
        for tasks_item_data in _tasks:
            tasks_item = cast(list[int], tasks_item_data)

            tasks.append(tasks_item)

        bytes_ = d.pop("bytes")

        sha256 = d.pop("sha256")

        key = d.pop("key", UNSET)

        manifest_part = cls(
            tasks=tasks,
            bytes_=bytes_,
            sha256=sha256,
            key=key,
        )

        manifest_part.additional_properties = d
        return manifest_part

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
