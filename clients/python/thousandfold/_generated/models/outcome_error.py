from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OutcomeError")


@_attrs_define
class OutcomeError:
    """How a task failed.

    Attributes:
        class_ (str): The kind of failure: a short word such as `worker_error`, which may pass by itself.
        message (str): What went wrong, for a person.
        retry_after_ms (int | Unset): How long to wait at least before the task is tried again, in milliseconds: up to a
            day.
    """

    class_: str
    message: str
    retry_after_ms: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        class_ = self.class_

        message = self.message

        retry_after_ms = self.retry_after_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "class": class_,
                "message": message,
            }
        )
        if retry_after_ms is not UNSET:
            field_dict["retry_after_ms"] = retry_after_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        class_ = d.pop("class")

        message = d.pop("message")

        retry_after_ms = d.pop("retry_after_ms", UNSET)

        outcome_error = cls(
            class_=class_,
            message=message,
            retry_after_ms=retry_after_ms,
        )

        outcome_error.additional_properties = d
        return outcome_error

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
