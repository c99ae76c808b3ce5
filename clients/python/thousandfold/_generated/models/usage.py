from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

if TYPE_CHECKING:
    from ..models.usage_day import UsageDay
    from ..models.used import Used


T = TypeVar("T", bound="Usage")


@_attrs_define
class Usage:
    """What was used on some days.

    Attributes:
        from_ (datetime.date): The first day.
        until (datetime.date): The end: the first day that is not among them.
        days (list[UsageDay]): Each day, from the first on; also those on which nothing was used.
        total (Used): What was used.
    """

    from_: datetime.date
    until: datetime.date
    days: list[UsageDay]
    total: Used
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.isoformat()

        until = self.until.isoformat()

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        total = self.total.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "until": until,
                "days": days,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_day import UsageDay
        from ..models.used import Used

        d = dict(src_dict)
        from_ = isoparse(d.pop("from")).date()

        until = isoparse(d.pop("until")).date()

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = UsageDay.from_dict(days_item_data)

            days.append(days_item)

        total = Used.from_dict(d.pop("total"))

        usage = cls(
            from_=from_,
            until=until,
            days=days,
            total=total,
        )

        usage.additional_properties = d
        return usage

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
