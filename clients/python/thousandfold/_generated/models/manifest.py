from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.manifest_part import ManifestPart


T = TypeVar("T", bound="Manifest")


@_attrs_define
class Manifest:
    """Which bytes hold a job's results, in which order.

    Attributes:
        job (str): The job.
        tasks (int): How many tasks ended, and so how many lines there are.
        succeeded (int): How many tasks succeeded.
        failed (int): How many tasks failed.
        batches (list[list[ManifestPart]]): For each batch, in order, the parts that hold its lines.
    """

    job: str
    tasks: int
    succeeded: int
    failed: int
    batches: list[list[ManifestPart]]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        job = self.job

        tasks = self.tasks

        succeeded = self.succeeded

        failed = self.failed

        batches = []
        for batches_item_data in self.batches:
            batches_item = []
            for batches_item_item_data in batches_item_data:
                batches_item_item = batches_item_item_data.to_dict()
                batches_item.append(batches_item_item)

            batches.append(batches_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "job": job,
                "tasks": tasks,
                "succeeded": succeeded,
                "failed": failed,
                "batches": batches,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.manifest_part import ManifestPart

        d = dict(src_dict)
        job = d.pop("job")

        tasks = d.pop("tasks")

        succeeded = d.pop("succeeded")

        failed = d.pop("failed")

        batches = []
        _batches = d.pop("batches")
        for batches_item_data in _batches:
            batches_item = []
            _batches_item = batches_item_data
            for batches_item_item_data in _batches_item:
                batches_item_item = ManifestPart.from_dict(batches_item_item_data)

                batches_item.append(batches_item_item)

            batches.append(batches_item)

        manifest = cls(
            job=job,
            tasks=tasks,
            succeeded=succeeded,
            failed=failed,
            batches=batches,
        )

        manifest.additional_properties = d
        return manifest

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
