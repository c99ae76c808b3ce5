from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

T = TypeVar("T", bound="Tenant")


@_attrs_define
class Tenant:
    """A tenant.

    Attributes:
        id (str): Its id.
        name (str): Its name for people.
        region (str): Where its data lives.
        sensitive_fields (list[str]): Names of members of objects whose values auditors do not see.
        created_at (datetime.datetime): Since when it is.
    """

    id: str
    name: str
    region: str
    sensitive_fields: list[str]
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        region = self.region

        sensitive_fields = self.sensitive_fields

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "region": region,
                "sensitive_fields": sensitive_fields,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        region = d.pop("region")

        sensitive_fields = cast(list[str], d.pop("sensitive_fields"))

        created_at = isoparse(d.pop("created_at"))

        tenant = cls(
            id=id,
            name=name,
            region=region,
            sensitive_fields=sensitive_fields,
            created_at=created_at,
        )

        tenant.additional_properties = d
        return tenant

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
