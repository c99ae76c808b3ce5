from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.invitation_role import InvitationRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="Invitation")


@_attrs_define
class Invitation:
    """An invitation that can be accepted.

    Attributes:
        id (str): Its id.
        email (str): To whom it was sent.
        role (InvitationRole): As what they would belong to the tenant.
        sent_by (str): Who sent it: a user or an API key.
        sent_at (datetime.datetime): When.
        expires_at (datetime.datetime): Until when it can be accepted.
        until (datetime.datetime | Unset): Until when they would, where it is for a time.
    """

    id: str
    email: str
    role: InvitationRole
    sent_by: str
    sent_at: datetime.datetime
    expires_at: datetime.datetime
    until: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        email = self.email

        role = self.role.value

        sent_by = self.sent_by

        sent_at = self.sent_at.isoformat()

        expires_at = self.expires_at.isoformat()

        until: str | Unset = UNSET
        if not isinstance(self.until, Unset):
            until = self.until.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "role": role,
                "sent_by": sent_by,
                "sent_at": sent_at,
                "expires_at": expires_at,
            }
        )
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        email = d.pop("email")

        role = InvitationRole(d.pop("role"))

        sent_by = d.pop("sent_by")

        sent_at = isoparse(d.pop("sent_at"))

        expires_at = isoparse(d.pop("expires_at"))

        _until = d.pop("until", UNSET)
        until: datetime.datetime | Unset
        if isinstance(_until, Unset):
            until = UNSET
        else:
            until = isoparse(_until)

        invitation = cls(
            id=id,
            email=email,
            role=role,
            sent_by=sent_by,
            sent_at=sent_at,
            expires_at=expires_at,
            until=until,
        )

        invitation.additional_properties = d
        return invitation

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
