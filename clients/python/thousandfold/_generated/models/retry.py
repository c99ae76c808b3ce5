from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Retry")


@_attrs_define
class Retry:
    """Which failed tasks are tried again, and when: each pause is twice as long as the one before.

    Attributes:
        max_attempts (int | None | Unset): How often a task is tried in all: 1 to 100. The default is 1 for `jq`, 4 for
            `http` and 3 for `external`.
        first_pause_ms (int | None | Unset): The pause before the second attempt, in milliseconds; the default is 1000.
        longest_pause_ms (int | None | Unset): The longest pause, in milliseconds; the default is 60000.
        jitter_percent (int | None | Unset): By how many of a hundred a pause may be shorter, so that tasks that failed
            together do not return together; the
            default is 50.
        classes (list[str] | None | Unset): The kinds of failure after which a task is tried again. The default is those
            that may pass by themselves.
    """

    max_attempts: int | Unset | None = UNSET
    first_pause_ms: int | Unset | None = UNSET
    longest_pause_ms: int | Unset | None = UNSET
    jitter_percent: int | Unset | None = UNSET
    classes: list[str] | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        max_attempts: int | Unset | None
        if isinstance(self.max_attempts, Unset):
            max_attempts = UNSET
        else:
            max_attempts = self.max_attempts

        first_pause_ms: int | Unset | None
        if isinstance(self.first_pause_ms, Unset):
            first_pause_ms = UNSET
        else:
            first_pause_ms = self.first_pause_ms

        longest_pause_ms: int | Unset | None
        if isinstance(self.longest_pause_ms, Unset):
            longest_pause_ms = UNSET
        else:
            longest_pause_ms = self.longest_pause_ms

        jitter_percent: int | Unset | None
        if isinstance(self.jitter_percent, Unset):
            jitter_percent = UNSET
        else:
            jitter_percent = self.jitter_percent

        classes: list[str] | Unset | None
        if isinstance(self.classes, Unset):
            classes = UNSET
        elif isinstance(self.classes, list):
            classes = self.classes

        else:
            classes = self.classes

        field_dict: dict[str, Any] = {}

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_max_attempts(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        max_attempts = _parse_max_attempts(d.pop("max_attempts", UNSET))

        def _parse_first_pause_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        first_pause_ms = _parse_first_pause_ms(d.pop("first_pause_ms", UNSET))

        def _parse_longest_pause_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        longest_pause_ms = _parse_longest_pause_ms(d.pop("longest_pause_ms", UNSET))

        def _parse_jitter_percent(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        jitter_percent = _parse_jitter_percent(d.pop("jitter_percent", UNSET))

        def _parse_classes(data: object) -> list[str] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                classes_type_0 = cast(list[str], data)

                return classes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        classes = _parse_classes(d.pop("classes", UNSET))

        retry = cls(
            max_attempts=max_attempts,
            first_pause_ms=first_pause_ms,
            longest_pause_ms=longest_pause_ms,
            jitter_percent=jitter_percent,
            classes=classes,
        )

        return retry
