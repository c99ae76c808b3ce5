from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

if TYPE_CHECKING:
    from ..models.event_metadata import EventMetadata


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """Something that happened. It never changes.

    Attributes:
        shard (int): The shard whose log holds it.
        position (int): Its place in that log: 1, 2, 3 …
        sequence (int): Its place in its stream, which is the job's or the batch's: 1, 2, 3 …
        type_ (str): What happened, such as `JobSubmitted`.
        version (str): The version of the shape of `data`.
        recorded_at (datetime.datetime): When it was recorded.
        data (Any): What is known of it, byte for byte as it was recorded.
        metadata (EventMetadata): What led to an event.
    """

    shard: int
    position: int
    sequence: int
    type_: str
    version: str
    recorded_at: datetime.datetime
    data: Any
    metadata: EventMetadata
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        shard = self.shard

        position = self.position

        sequence = self.sequence

        type_ = self.type_

        version = self.version

        recorded_at = self.recorded_at.isoformat()

        data = self.data

        metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shard": shard,
                "position": position,
                "sequence": sequence,
                "type": type_,
                "version": version,
                "recorded_at": recorded_at,
                "data": data,
                "metadata": metadata,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_metadata import EventMetadata

        d = dict(src_dict)
        shard = d.pop("shard")

        position = d.pop("position")

        sequence = d.pop("sequence")

        type_ = d.pop("type")

        version = d.pop("version")

        recorded_at = isoparse(d.pop("recorded_at"))

        data = d.pop("data")

        metadata = EventMetadata.from_dict(d.pop("metadata"))

        event = cls(
            shard=shard,
            position=position,
            sequence=sequence,
            type_=type_,
            version=version,
            recorded_at=recorded_at,
            data=data,
            metadata=metadata,
        )

        event.additional_properties = d
        return event

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
