from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

T = TypeVar("T", bound="Authorization")


@_attrs_define
class Authorization:
    """Where to go to sign in.

    Attributes:
        authorization_url (str): The provider's page: send the browser there. It comes back to the provider's
            `redirect_uri` with `code` and `state`.
        state (str): What the browser comes back with. It works once.
        binding (str): To be kept in the browser in which the sign-in began, and brought to the callback. It goes
            nowhere else: it shows that
            who comes back is who went.
        expires_at (datetime.datetime): Until when the sign-in can be finished.
    """

    authorization_url: str
    state: str
    binding: str
    expires_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        authorization_url = self.authorization_url

        state = self.state

        binding = self.binding

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "authorization_url": authorization_url,
                "state": state,
                "binding": binding,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        authorization_url = d.pop("authorization_url")

        state = d.pop("state")

        binding = d.pop("binding")

        expires_at = isoparse(d.pop("expires_at"))

        authorization = cls(
            authorization_url=authorization_url,
            state=state,
            binding=binding,
            expires_at=expires_at,
        )

        authorization.additional_properties = d
        return authorization

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
