from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rate import Rate
    from ..models.standing import Standing


T = TypeVar("T", bound="Queue")


@_attrs_define
class Queue:
    """A queue. It need not be set up: one that nobody has said anything of is open, and has no limits.

    Attributes:
        name (str): Its name.
        paused (bool): Whether it hands out no tasks.
        draining (bool): Whether it takes no more jobs, and works off what it has.
        max_concurrency (int | Unset): How many of its tasks run at a time, at most.
        rate (Rate | Unset): How many attempts may begin.
        standing (Standing | Unset): How a job, a batch or a queue stands.
    """

    name: str
    paused: bool
    draining: bool
    max_concurrency: int | Unset = UNSET
    rate: Rate | Unset = UNSET
    standing: Standing | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        paused = self.paused

        draining = self.draining

        max_concurrency = self.max_concurrency

        rate: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rate, Unset):
            rate = self.rate.to_dict()

        standing: dict[str, Any] | Unset = UNSET
        if not isinstance(self.standing, Unset):
            standing = self.standing.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "paused": paused,
                "draining": draining,
            }
        )
        if max_concurrency is not UNSET:
            field_dict["max_concurrency"] = max_concurrency
        if rate is not UNSET:
            field_dict["rate"] = rate
        if standing is not UNSET:
            field_dict["standing"] = standing

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rate import Rate
        from ..models.standing import Standing

        d = dict(src_dict)
        name = d.pop("name")

        paused = d.pop("paused")

        draining = d.pop("draining")

        max_concurrency = d.pop("max_concurrency", UNSET)

        _rate = d.pop("rate", UNSET)
        rate: Rate | Unset
        if isinstance(_rate, Unset):
            rate = UNSET
        else:
            rate = Rate.from_dict(_rate)

        _standing = d.pop("standing", UNSET)
        standing: Standing | Unset
        if isinstance(_standing, Unset):
            standing = UNSET
        else:
            standing = Standing.from_dict(_standing)

        queue = cls(
            name=name,
            paused=paused,
            draining=draining,
            max_concurrency=max_concurrency,
            rate=rate,
            standing=standing,
        )

        queue.additional_properties = d
        return queue

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
