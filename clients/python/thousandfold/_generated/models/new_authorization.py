from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewAuthorization")


@_attrs_define
class NewAuthorization:
    """A sign-in by a provider.

    Attributes:
        tenant (None | str | Unset): The tenant that you want to act for. Without it, it is the only one that you belong
            to, or none.
    """

    tenant: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        tenant: str | Unset | None
        if isinstance(self.tenant, Unset):
            tenant = UNSET
        else:
            tenant = self.tenant

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if tenant is not UNSET:
            field_dict["tenant"] = tenant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_tenant(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        tenant = _parse_tenant(d.pop("tenant", UNSET))

        new_authorization = cls(
            tenant=tenant,
        )

        return new_authorization
