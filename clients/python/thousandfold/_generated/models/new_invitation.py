from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from dateutil.parser import isoparse

from ..models.new_invitation_role import NewInvitationRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewInvitation")


@_attrs_define
class NewInvitation:
    """Whom to invite.

    Attributes:
        email (str): Where they get mail.
        role (NewInvitationRole): As what they would belong to the tenant.
        until (datetime.datetime | None | Unset): Until when they would; an auditor is one for 90 days at most.
    """

    email: str
    role: NewInvitationRole
    until: datetime.datetime | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        role = self.role.value

        until: str | Unset | None
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "role": role,
            }
        )
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        role = NewInvitationRole(d.pop("role"))

        def _parse_until(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = isoparse(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        new_invitation = cls(
            email=email,
            role=role,
            until=until,
        )

        return new_invitation
