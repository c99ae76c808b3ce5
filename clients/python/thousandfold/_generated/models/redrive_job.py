from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RedriveJob")


@_attrs_define
class RedriveJob:
    """Which tasks of a job are to run again.

    Attributes:
        failed (bool | Unset): Whether those that failed run again; the default is `true`.
        cancelled (bool | Unset): Whether those that were cancelled run again; the default is `false`.
        name (str | Unset): The new job's name. The default is the earlier job's.
    """

    failed: bool | Unset = UNSET
    cancelled: bool | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        failed = self.failed

        cancelled = self.cancelled

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if failed is not UNSET:
            field_dict["failed"] = failed
        if cancelled is not UNSET:
            field_dict["cancelled"] = cancelled
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        failed = d.pop("failed", UNSET)

        cancelled = d.pop("cancelled", UNSET)

        name = d.pop("name", UNSET)

        redrive_job = cls(
            failed=failed,
            cancelled=cancelled,
            name=name,
        )

        redrive_job.additional_properties = d
        return redrive_job

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
