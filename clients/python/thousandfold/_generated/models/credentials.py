from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Credentials")


@_attrs_define
class Credentials:
    """Who wants to sign in.

    Attributes:
        email (str): Where you get mail.
        password (str): Your password.
        code (None | str | Unset): A one-time code, or a recovery code, if you set them up.
        tenant (None | str | Unset): The tenant that you want to act for. Without it, it is the only one that you belong
            to, or none.
    """

    email: str
    password: str
    code: str | Unset | None = UNSET
    tenant: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

        code: str | Unset | None
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        tenant: str | Unset | None
        if isinstance(self.tenant, Unset):
            tenant = UNSET
        else:
            tenant = self.tenant

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "password": password,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if tenant is not UNSET:
            field_dict["tenant"] = tenant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        password = d.pop("password")

        def _parse_code(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_tenant(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tenant = _parse_tenant(d.pop("tenant", UNSET))

        credentials = cls(
            email=email,
            password=password,
            code=code,
            tenant=tenant,
        )

        return credentials
