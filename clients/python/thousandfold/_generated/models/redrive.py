from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Redrive")


@_attrs_define
class Redrive:
    """The tasks of an earlier job that are to run again. That job must be over.

    Attributes:
        of (str): The earlier job.
        failed (bool | None | Unset): Whether those that failed run again; the default is `true`.
        cancelled (bool | None | Unset): Whether those that were cancelled run again; the default is `false`.
    """

    of: str
    failed: bool | Unset | None = UNSET
    cancelled: bool | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        of = self.of

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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "of": of,
            }
        )
        if failed is not UNSET:
            field_dict["failed"] = failed
        if cancelled is not UNSET:
            field_dict["cancelled"] = cancelled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        of = d.pop("of")

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

        redrive = cls(
            of=of,
            failed=failed,
            cancelled=cancelled,
        )

        return redrive
