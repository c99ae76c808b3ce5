from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.waiting import Waiting


T = TypeVar("T", bound="Standing")


@_attrs_define
class Standing:
    """How a job, a batch or a queue stands.

    Attributes:
        waiting (int): How many tasks wait.
        in_flight (int): How many tasks workers hold.
        workers (int): How many workers have asked for such work lately.
        oldest (datetime.datetime | Unset): Since when the oldest of those that wait has waited.
        why (Waiting | Unset): Why tasks wait, and the numbers behind it.
    """

    waiting: int
    in_flight: int
    workers: int
    oldest: datetime.datetime | Unset = UNSET
    why: Waiting | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        in_flight = self.in_flight

        workers = self.workers

        oldest: str | Unset = UNSET
        if not isinstance(self.oldest, Unset):
            oldest = self.oldest.isoformat()

        why: dict[str, Any] | Unset = UNSET
        if not isinstance(self.why, Unset):
            why = self.why.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waiting": waiting,
                "in_flight": in_flight,
                "workers": workers,
            }
        )
        if oldest is not UNSET:
            field_dict["oldest"] = oldest
        if why is not UNSET:
            field_dict["why"] = why

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.waiting import Waiting

        d = dict(src_dict)
        waiting = d.pop("waiting")

        in_flight = d.pop("in_flight")

        workers = d.pop("workers")

        _oldest = d.pop("oldest", UNSET)
        oldest: datetime.datetime | Unset
        if isinstance(_oldest, Unset):
            oldest = UNSET
        else:
            oldest = isoparse(_oldest)

        _why = d.pop("why", UNSET)
        why: Waiting | Unset
        if isinstance(_why, Unset):
            why = UNSET
        else:
            why = Waiting.from_dict(_why)

        standing = cls(
            waiting=waiting,
            in_flight=in_flight,
            workers=workers,
            oldest=oldest,
            why=why,
        )

        standing.additional_properties = d
        return standing

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
