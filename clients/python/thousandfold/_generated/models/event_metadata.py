from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EventMetadata")


@_attrs_define
class EventMetadata:
    """What led to an event.

    Attributes:
        event_id (UUID): The event's own id, a UUIDv7.
        correlation (str): What it belongs to: the job's id, for all that happens to a job.
        actor (str): Who asked: a user, or a role of the service such as `worker`.
        command (str): The command that it came from.
        build (str): The version of the program that decided.
        causation (UUID | Unset): The id of the event that led to it, where one did.
        traceparent (str | Unset): The W3C trace context, where the command was traced.
    """

    event_id: UUID
    correlation: str
    actor: str
    command: str
    build: str
    causation: UUID | Unset = UNSET
    traceparent: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_id = str(self.event_id)

        correlation = self.correlation

        actor = self.actor

        command = self.command

        build = self.build

        causation: str | Unset = UNSET
        if not isinstance(self.causation, Unset):
            causation = str(self.causation)

        traceparent = self.traceparent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "correlation": correlation,
                "actor": actor,
                "command": command,
                "build": build,
            }
        )
        if causation is not UNSET:
            field_dict["causation"] = causation
        if traceparent is not UNSET:
            field_dict["traceparent"] = traceparent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_id = UUID(d.pop("event_id"))

        correlation = d.pop("correlation")

        actor = d.pop("actor")

        command = d.pop("command")

        build = d.pop("build")

        _causation = d.pop("causation", UNSET)
        causation: UUID | Unset
        if isinstance(_causation, Unset):
            causation = UNSET
        else:
            causation = UUID(_causation)

        traceparent = d.pop("traceparent", UNSET)

        event_metadata = cls(
            event_id=event_id,
            correlation=correlation,
            actor=actor,
            command=command,
            build=build,
            causation=causation,
            traceparent=traceparent,
        )

        event_metadata.additional_properties = d
        return event_metadata

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
