from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rate_patch import RatePatch


T = TypeVar("T", bound="ThrottlePatch")


@_attrs_define
class ThrottlePatch:
    """A change of how fast something may go: a member that is left out stays as it is, and `null` removes a limit
    (RFC 7396).

        Attributes:
            max_concurrency (int | None | Unset): How many tasks run at a time, at most.
            rate (RatePatch | Unset): A change of how many attempts may begin. Where there is no rate yet, it must say how
                many.
    """

    max_concurrency: int | Unset | None = UNSET
    rate: RatePatch | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        max_concurrency: int | Unset | None
        if isinstance(self.max_concurrency, Unset):
            max_concurrency = UNSET
        else:
            max_concurrency = self.max_concurrency

        rate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rate, Unset):
            rate = self.rate.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if max_concurrency is not UNSET:
            field_dict["max_concurrency"] = max_concurrency
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rate_patch import RatePatch

        d = dict(src_dict)

        def _parse_max_concurrency(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_concurrency = _parse_max_concurrency(d.pop("max_concurrency", UNSET))

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

        return throttle_patch
