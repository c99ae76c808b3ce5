from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RatePatch")


@_attrs_define
class RatePatch:
    """A change of how many attempts may begin. Where there is no rate yet, it must say how many.

    Attributes:
        per_second (float | None | Unset): How many in a second.
        burst (int | None | Unset): How many at once after a pause; `null` makes it those of a second, and at least 1.
        key (None | str | Unset): Jobs that give the same key share the rate.
    """

    per_second: float | Unset | None = UNSET
    burst: int | Unset | None = UNSET
    key: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        per_second: float | Unset | None
        if isinstance(self.per_second, Unset):
            per_second = UNSET
        else:
            per_second = self.per_second

        burst: int | Unset | None
        if isinstance(self.burst, Unset):
            burst = UNSET
        else:
            burst = self.burst

        key: str | Unset | None
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if per_second is not UNSET:
            field_dict["per_second"] = per_second
        if burst is not UNSET:
            field_dict["burst"] = burst
        if key is not UNSET:
            field_dict["key"] = key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_per_second(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        per_second = _parse_per_second(d.pop("per_second", UNSET))

        def _parse_burst(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        burst = _parse_burst(d.pop("burst", UNSET))

        def _parse_key(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        rate_patch = cls(
            per_second=per_second,
            burst=burst,
            key=key,
        )

        return rate_patch
