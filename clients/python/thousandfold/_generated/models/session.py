from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """A session that goes on.

    Attributes:
        id (str): Its id.
        current (bool): Whether it is the one that this request is of.
        address (str): The address that it began from.
        agent (str): What the program called itself that began it.
        started_at (datetime.datetime): When it began.
        used_at (datetime.datetime): When it gave tokens last.
        expires_at (datetime.datetime): When it is over.
    """

    id: str
    current: bool
    address: str
    agent: str
    started_at: datetime.datetime
    used_at: datetime.datetime
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        current = self.current

        address = self.address

        agent = self.agent

        started_at = self.started_at.isoformat()

        used_at = self.used_at.isoformat()

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "current": current,
                "address": address,
                "agent": agent,
                "started_at": started_at,
                "used_at": used_at,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        current = d.pop("current")

        address = d.pop("address")

        agent = d.pop("agent")

        started_at = isoparse(d.pop("started_at"))

        used_at = isoparse(d.pop("used_at"))

        expires_at = isoparse(d.pop("expires_at"))

        session = cls(
            id=id,
            current=current,
            address=address,
            agent=agent,
            started_at=started_at,
            used_at=used_at,
            expires_at=expires_at,
        )

        session.additional_properties = d
        return session

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
