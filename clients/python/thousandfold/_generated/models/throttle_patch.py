from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rate_patch import RatePatch


T = TypeVar("T", bound="ThrottlePatch")


@_attrs_define
class ThrottlePatch:
    """A change of how fast something may go: a member that is left out stays as it is, and `null` removes a limit
    (RFC 7396).

        Attributes:
            max_concurrency (int | Unset): How many tasks run at a time, at most.
            rate (RatePatch | Unset): A change of how many attempts may begin. Where there is no rate yet, it must say how
                many.
    """

    max_concurrency: int | Unset = UNSET
    rate: RatePatch | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_concurrency = self.max_concurrency

        rate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rate, Unset):
            rate = self.rate.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if max_concurrency is not UNSET:
            field_dict["max_concurrency"] = max_concurrency
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rate_patch import RatePatch

        d = dict(src_dict)
        max_concurrency = d.pop("max_concurrency", UNSET)

        _rate = d.pop("rate", UNSET)
        rate: RatePatch | Unset
        if isinstance(_rate, Unset):
            rate = UNSET
        else:
            rate = RatePatch.from_dict(_rate)

        throttle_patch = cls(
            max_concurrency=max_concurrency,
            rate=rate,
        )

        throttle_patch.additional_properties = d
        return throttle_patch

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
