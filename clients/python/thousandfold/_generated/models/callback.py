from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Callback")


@_attrs_define
class Callback:
    """What a browser came back with.

    Attributes:
        code (str): What the provider gave.
        state (str): What the sign-in began with, as the provider gave it back.
        binding (str): What the browser kept.
    """

    code: str
    state: str
    binding: str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        state = self.state

        binding = self.binding

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "state": state,
                "binding": binding,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        state = d.pop("state")

        binding = d.pop("binding")

        callback = cls(
            code=code,
            state=state,
            binding=binding,
        )

        return callback
