from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.wait_reason import WaitReason
from ..types import UNSET, Unset

T = TypeVar("T", bound="Waiting")


@_attrs_define
class Waiting:
    """Why tasks wait, and the numbers behind it.

    Attributes:
        reason (WaitReason): Why tasks wait that nobody runs. The list is closed.
        in_use (int | Unset): How much of the limit is in use, where there is a limit.
        limit (int | Unset): The limit.
        at (datetime.datetime | Unset): When they go on, where that is known.
        behind (str | Unset): A job that is in the way.
    """

    reason: WaitReason
    in_use: int | Unset = UNSET
    limit: int | Unset = UNSET
    at: datetime.datetime | Unset = UNSET
    behind: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason.value

        in_use = self.in_use

        limit = self.limit

        at: str | Unset = UNSET
        if not isinstance(self.at, Unset):
            at = self.at.isoformat()

        behind = self.behind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
            }
        )
        if in_use is not UNSET:
            field_dict["in_use"] = in_use
        if limit is not UNSET:
            field_dict["limit"] = limit
        if at is not UNSET:
            field_dict["at"] = at
        if behind is not UNSET:
            field_dict["behind"] = behind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = WaitReason(d.pop("reason"))

        in_use = d.pop("in_use", UNSET)

        limit = d.pop("limit", UNSET)

        _at = d.pop("at", UNSET)
        at: datetime.datetime | Unset
        if isinstance(_at, Unset):
            at = UNSET
        else:
            at = isoparse(_at)

        behind = d.pop("behind", UNSET)

        waiting = cls(
            reason=reason,
            in_use=in_use,
            limit=limit,
            at=at,
            behind=behind,
        )

        waiting.additional_properties = d
        return waiting

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
