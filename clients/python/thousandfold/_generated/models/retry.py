from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Retry")


@_attrs_define
class Retry:
    """Which failed tasks are tried again, and when: each pause is twice as long as the one before.

    Attributes:
        max_attempts (int | Unset): How often a task is tried in all: 1 to 100. The default is 1 for `jq`, 4 for `http`
            and 3 for `external`.
        first_pause_ms (int | Unset): The pause before the second attempt, in milliseconds; the default is 1000.
        longest_pause_ms (int | Unset): The longest pause, in milliseconds; the default is 60000.
        jitter_percent (int | Unset): By how many of a hundred a pause may be shorter, so that tasks that failed
            together do not return together; the
            default is 50.
        classes (list[str] | Unset): The kinds of failure after which a task is tried again. The default is those that
            may pass by themselves.
    """

    max_attempts: int | Unset = UNSET
    first_pause_ms: int | Unset = UNSET
    longest_pause_ms: int | Unset = UNSET
    jitter_percent: int | Unset = UNSET
    classes: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_attempts = self.max_attempts

        first_pause_ms = self.first_pause_ms

        longest_pause_ms = self.longest_pause_ms

        jitter_percent = self.jitter_percent

        classes: list[str] | Unset = UNSET
        if not isinstance(self.classes, Unset):
            classes = self.classes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if first_pause_ms is not UNSET:
            field_dict["first_pause_ms"] = first_pause_ms
        if longest_pause_ms is not UNSET:
            field_dict["longest_pause_ms"] = longest_pause_ms
        if jitter_percent is not UNSET:
            field_dict["jitter_percent"] = jitter_percent
        if classes is not UNSET:
            field_dict["classes"] = classes

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        max_attempts = d.pop("max_attempts", UNSET)

        first_pause_ms = d.pop("first_pause_ms", UNSET)

        longest_pause_ms = d.pop("longest_pause_ms", UNSET)

        jitter_percent = d.pop("jitter_percent", UNSET)

        classes = cast(list[str], d.pop("classes", UNSET))

        retry = cls(
            max_attempts=max_attempts,
            first_pause_ms=first_pause_ms,
            longest_pause_ms=longest_pause_ms,
            jitter_percent=jitter_percent,
            classes=classes,
        )

        retry.additional_properties = d
        return retry

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
