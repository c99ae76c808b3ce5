from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OutcomeError")


@_attrs_define
class OutcomeError:
    """How a task failed.

    Attributes:
        class_ (str): The kind of failure: a short word such as `worker_error`, which may pass by itself.
        message (str): What went wrong, for a person.
        retry_after_ms (int | None | Unset): How long to wait at least before the task is tried again, in milliseconds:
            up to a day.
    """

    class_: str
    message: str
    retry_after_ms: int | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        class_ = self.class_

        message = self.message

        retry_after_ms: int | Unset | None
        if isinstance(self.retry_after_ms, Unset):
            retry_after_ms = UNSET
        else:
            retry_after_ms = self.retry_after_ms

        field_dict: dict[str, Any] = {}

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        class_ = d.pop("class")

        message = d.pop("message")

        def _parse_retry_after_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        retry_after_ms = _parse_retry_after_ms(d.pop("retry_after_ms", UNSET))

        outcome_error = cls(
            class_=class_,
            message=message,
            retry_after_ms=retry_after_ms,
        )

        return outcome_error
