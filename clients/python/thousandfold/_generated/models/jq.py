from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Jq")


@_attrs_define
class Jq:
    """A jq filter.

    Attributes:
        filter_ (str): The filter's source, of up to 64 KiB, such as `{id, total: (.lines | map(.price) | add)}`. It may
            use `$item`,
            `$job` and `$tenant`.
    """

    filter_: str

    def to_dict(self) -> dict[str, Any]:
        filter_ = self.filter_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "filter": filter_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        filter_ = d.pop("filter")

        jq = cls(
            filter_=filter_,
        )

        return jq
