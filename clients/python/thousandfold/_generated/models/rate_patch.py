from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RatePatch")


@_attrs_define
class RatePatch:
    """A change of how many attempts may begin. Where there is no rate yet, it must say how many.

    Attributes:
        per_second (float | Unset): How many in a second.
        burst (int | Unset): How many at once after a pause; `null` makes it those of a second, and at least 1.
        key (str | Unset): Jobs that give the same key share the rate.
    """

    per_second: float | Unset = UNSET
    burst: int | Unset = UNSET
    key: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        per_second = self.per_second

        burst = self.burst

        key = self.key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if per_second is not UNSET:
            field_dict["per_second"] = per_second
        if burst is not UNSET:
            field_dict["burst"] = burst
        if key is not UNSET:
            field_dict["key"] = key

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        per_second = d.pop("per_second", UNSET)

        burst = d.pop("burst", UNSET)

        key = d.pop("key", UNSET)

        rate_patch = cls(
            per_second=per_second,
            burst=burst,
            key=key,
        )

        rate_patch.additional_properties = d
        return rate_patch

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
