from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Redrive")


@_attrs_define
class Redrive:
    """The tasks of an earlier job that are to run again. That job must be over.

    Attributes:
        of (str): The earlier job.
        failed (bool | Unset): Whether those that failed run again; the default is `true`.
        cancelled (bool | Unset): Whether those that were cancelled run again; the default is `false`.
    """

    of: str
    failed: bool | Unset = UNSET
    cancelled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        of = self.of

        failed = self.failed

        cancelled = self.cancelled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "of": of,
            }
        )
        if failed is not UNSET:
            field_dict["failed"] = failed
        if cancelled is not UNSET:
            field_dict["cancelled"] = cancelled

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        of = d.pop("of")

        failed = d.pop("failed", UNSET)

        cancelled = d.pop("cancelled", UNSET)

        redrive = cls(
            of=of,
            failed=failed,
            cancelled=cancelled,
        )

        redrive.additional_properties = d
        return redrive

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
