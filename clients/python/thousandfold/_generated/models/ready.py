from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.projection import Projection


T = TypeVar("T", bound="Ready")


@_attrs_define
class Ready:
    """Every engine answers.

    Attributes:
        status (str): Always `ready`.
        engines (list[str]): The engines that were asked.
        projections (list[Projection]): How far the read models are behind: a process that serves them is ready all the
            same.
    """

    status: str
    engines: list[str]
    projections: list[Projection]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        engines = self.engines

        projections = []
        for projections_item_data in self.projections:
            projections_item = projections_item_data.to_dict()
            projections.append(projections_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "engines": engines,
                "projections": projections,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.projection import Projection

        d = dict(src_dict)
        status = d.pop("status")

        engines = cast(list[str], d.pop("engines"))

        projections = []
        _projections = d.pop("projections")
        for projections_item_data in _projections:
            projections_item = Projection.from_dict(projections_item_data)

            projections.append(projections_item)

        ready = cls(
            status=status,
            engines=engines,
            projections=projections,
        )

        ready.additional_properties = d
        return ready

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
