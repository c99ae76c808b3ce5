from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RedriveJob")


@_attrs_define
class RedriveJob:
    """Which tasks of a job are to run again.

    Attributes:
        failed (bool | None | Unset): Whether those that failed run again; the default is `true`.
        cancelled (bool | None | Unset): Whether those that were cancelled run again; the default is `false`.
        name (None | str | Unset): The new job's name. The default is the earlier job's.
    """

    failed: bool | Unset | None = UNSET
    cancelled: bool | Unset | None = UNSET
    name: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        failed: bool | Unset | None
        if isinstance(self.failed, Unset):
            failed = UNSET
        else:
            failed = self.failed

        cancelled: bool | Unset | None
        if isinstance(self.cancelled, Unset):
            cancelled = UNSET
        else:
            cancelled = self.cancelled

        name: str | Unset | None
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if failed is not UNSET:
            field_dict["failed"] = failed
        if cancelled is not UNSET:
            field_dict["cancelled"] = cancelled
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_failed(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        failed = _parse_failed(d.pop("failed", UNSET))

        def _parse_cancelled(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        cancelled = _parse_cancelled(d.pop("cancelled", UNSET))

        def _parse_name(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        redrive_job = cls(
            failed=failed,
            cancelled=cancelled,
            name=name,
        )

        return redrive_job
