from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..models.tokens_role import TokensRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="Tokens")


@_attrs_define
class Tokens:
    """What a session gives.

    Attributes:
        access_token (str): Goes with each request, as `Authorization: Bearer …`.
        expires_at (datetime.datetime): When it is over.
        refresh_token (str): Is changed for the next tokens with `POST /v1/sessions/refresh`, once.
        session (str): The session.
        user (str): Who you are.
        tenants (list[str]): The tenants that you belong to.
        tenant (str | Unset): For which tenant the access token is. Refresh with `tenant` to choose another.
        role (TokensRole | Unset): As what you act there.
    """

    access_token: str
    expires_at: datetime.datetime
    refresh_token: str
    session: str
    user: str
    tenants: list[str]
    tenant: str | Unset = UNSET
    role: TokensRole | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        access_token = self.access_token

        expires_at = self.expires_at.isoformat()

        refresh_token = self.refresh_token

        session = self.session

        user = self.user

        tenants = self.tenants

        tenant = self.tenant

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "access_token": access_token,
                "expires_at": expires_at,
                "refresh_token": refresh_token,
                "session": session,
                "user": user,
                "tenants": tenants,
            }
        )
        if tenant is not UNSET:
            field_dict["tenant"] = tenant
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        access_token = d.pop("access_token")

        expires_at = isoparse(d.pop("expires_at"))

        refresh_token = d.pop("refresh_token")

        session = d.pop("session")

        user = d.pop("user")

        tenants = cast(list[str], d.pop("tenants"))

        tenant = d.pop("tenant", UNSET)

        _role = d.pop("role", UNSET)
        role: TokensRole | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = TokensRole(_role)

        tokens = cls(
            access_token=access_token,
            expires_at=expires_at,
            refresh_token=refresh_token,
            session=session,
            user=user,
            tenants=tenants,
            tenant=tenant,
            role=role,
        )

        tokens.additional_properties = d
        return tokens

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
