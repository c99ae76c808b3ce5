from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="External")


@_attrs_define
class External:
    """Workers of your own.

    Attributes:
        queue (str): The queue that they take the tasks from. It need not be set up.
    """

    queue: str

    def to_dict(self) -> dict[str, Any]:
        queue = self.queue

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "queue": queue,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        queue = d.pop("queue")

        external = cls(
            queue=queue,
        )

        return external
