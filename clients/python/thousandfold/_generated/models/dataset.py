from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dataset_format import DatasetFormat
from ..types import UNSET, Unset

T = TypeVar("T", bound="Dataset")


@_attrs_define
class Dataset:
    """A dataset. It never changes.

    Attributes:
        id (str): Its id, which a job names to process it.
        format_ (DatasetFormat): How a dataset's bytes are cut into items.
        bytes_ (int): Its length, in bytes.
        sha256 (str): The SHA-256 of its bytes, in hexadecimal.
        items (int): How many items it holds.
        name (str | Unset): The name that it was given.
    """

    id: str
    format_: DatasetFormat
    bytes_: int
    sha256: str
    items: int
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        format_ = self.format_.value

        bytes_ = self.bytes_

        sha256 = self.sha256

        items = self.items

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "format": format_,
                "bytes": bytes_,
                "sha256": sha256,
                "items": items,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        format_ = DatasetFormat(d.pop("format"))

        bytes_ = d.pop("bytes")

        sha256 = d.pop("sha256")

        items = d.pop("items")

        name = d.pop("name", UNSET)

        dataset = cls(
            id=id,
            format_=format_,
            bytes_=bytes_,
            sha256=sha256,
            items=items,
            name=name,
        )

        dataset.additional_properties = d
        return dataset

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
