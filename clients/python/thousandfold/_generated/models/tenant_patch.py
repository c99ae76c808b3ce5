from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TenantPatch")


@_attrs_define
class TenantPatch:
    """What is to be changed of a tenant.

    Attributes:
        name (None | str | Unset): Another name for people.
        sensitive_fields (list[str] | None | Unset): Names of members of objects, wherever they stand in payloads, whose
            values auditors do not see; all of them.
    """

    name: str | Unset | None = UNSET
    sensitive_fields: list[str] | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        name: str | Unset | None
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        sensitive_fields: list[str] | Unset | None
        if isinstance(self.sensitive_fields, Unset):
            sensitive_fields = UNSET
        elif isinstance(self.sensitive_fields, list):
            sensitive_fields = self.sensitive_fields

        else:
            sensitive_fields = self.sensitive_fields

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if sensitive_fields is not UNSET:
            field_dict["sensitive_fields"] = sensitive_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_sensitive_fields(data: object) -> list[str] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sensitive_fields_type_0 = cast(list[str], data)

                return sensitive_fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        sensitive_fields = _parse_sensitive_fields(d.pop("sensitive_fields", UNSET))

        tenant_patch = cls(
            name=name,
            sensitive_fields=sensitive_fields,
        )

        return tenant_patch
