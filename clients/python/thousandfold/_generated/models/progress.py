from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Progress")


@_attrs_define
class Progress:
    """How far a worker has come. The batch's events show it.

    Attributes:
        fraction (float | None | Unset): Which part of the work is done, from 0 to 1.
        text (None | str | Unset): What it is doing: up to 200 characters.
    """

    fraction: float | Unset | None = UNSET
    text: str | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        fraction: float | Unset | None
        if isinstance(self.fraction, Unset):
            fraction = UNSET
        else:
            fraction = self.fraction

        text: str | Unset | None
        if isinstance(self.text, Unset):
            text = UNSET
        else:
            text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if fraction is not UNSET:
            field_dict["fraction"] = fraction
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_fraction(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        fraction = _parse_fraction(d.pop("fraction", UNSET))

        def _parse_text(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        text = _parse_text(d.pop("text", UNSET))

        progress = cls(
            fraction=fraction,
            text=text,
        )

        return progress
