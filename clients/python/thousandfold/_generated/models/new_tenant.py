from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewTenant")


@_attrs_define
class NewTenant:
    """A tenant to be made.

    Attributes:
        id (str): Its id, for ever: 1 to 40 of a-z, 0-9 and -.
        name (str): Its name for people: 1 to 200 characters.
        region (None | str | Unset): Where its data lives; without it, the usual region.
    """

    id: str
    name: str
    region: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        region: str | Unset | None
        if isinstance(self.region, Unset):
            region = UNSET
        else:
            region = self.region

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if region is not UNSET:
            field_dict["region"] = region

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_region(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        region = _parse_region(d.pop("region", UNSET))

        new_tenant = cls(
            id=id,
            name=name,
            region=region,
        )

        return new_tenant
