from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.compression import Compression
from ..models.dataset_format import DatasetFormat
from ..types import UNSET, Unset

T = TypeVar("T", bound="JobObject")


@_attrs_define
class JobObject:
    """An object that holds items.

    Attributes:
        key (str): Its key, which begins with `tenants/<tenant>/`.
        format_ (DatasetFormat | Unset): How a dataset's bytes are cut into items.
        compression (Compression | Unset): How bytes are packed.
    """

    key: str
    format_: DatasetFormat | Unset = UNSET
    compression: Compression | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_.value

        compression: str | Unset = UNSET
        if not isinstance(self.compression, Unset):
            compression = self.compression.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "key": key,
            }
        )
        if format_ is not UNSET:
            field_dict["format"] = format_
        if compression is not UNSET:
            field_dict["compression"] = compression

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        _format_ = d.pop("format", UNSET)
        format_: DatasetFormat | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = DatasetFormat(_format_)

        _compression = d.pop("compression", UNSET)
        compression: Compression | Unset
        if isinstance(_compression, Unset):
            compression = UNSET
        else:
            compression = Compression(_compression)

        job_object = cls(
            key=key,
            format_=format_,
            compression=compression,
        )

        return job_object
