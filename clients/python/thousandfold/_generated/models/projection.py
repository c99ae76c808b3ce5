from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..types import UNSET, Unset

T = TypeVar("T", bound="Projection")


@_attrs_define
class Projection:
    """How far a read model has come with the log of a shard, as it was known at most a second ago.

    Attributes:
        projection (str): The read model: `redis` has summaries and lists of jobs, `clickhouse` the analyst's tables.
        shard (int): The shard.
        position (int): The last position that the read model has.
        head (int): The last position that there is.
        lag_events (int): How many events it lacks.
        lag_seconds (float): How long ago the first of these was recorded, in seconds; 0 if it lacks none.
        heard_of_at (datetime.datetime | Unset): When the process that keeps it up to date was last heard of, if any
            ever was.
    """

    projection: str
    shard: int
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    heard_of_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        projection = self.projection

        shard = self.shard

        position = self.position

        head = self.head

        lag_events = self.lag_events

        lag_seconds = self.lag_seconds

        heard_of_at: str | Unset = UNSET
        if not isinstance(self.heard_of_at, Unset):
            heard_of_at = self.heard_of_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "projection": projection,
                "shard": shard,
                "position": position,
                "head": head,
                "lag_events": lag_events,
                "lag_seconds": lag_seconds,
            }
        )
        if heard_of_at is not UNSET:
            field_dict["heard_of_at"] = heard_of_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        projection = d.pop("projection")

        shard = d.pop("shard")

        position = d.pop("position")

        head = d.pop("head")

        lag_events = d.pop("lag_events")

        lag_seconds = d.pop("lag_seconds")

        _heard_of_at = d.pop("heard_of_at", UNSET)
        heard_of_at: datetime.datetime | Unset
        if isinstance(_heard_of_at, Unset):
            heard_of_at = UNSET
        else:
            heard_of_at = isoparse(_heard_of_at)

        projection = cls(
            projection=projection,
            shard=shard,
            position=position,
            head=head,
            lag_events=lag_events,
            lag_seconds=lag_seconds,
            heard_of_at=heard_of_at,
        )

        projection.additional_properties = d
        return projection

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
