from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobBatches")


@_attrs_define
class JobBatches:
    """The batches of a job, as columns: a job may have very many.

    Attributes:
        batches (int): How many batches the job has, as far as that is known.
        from_ (int): The first batch of this answer.
        states (str): Where each is, a letter a batch: `w` (waiting) if none of its tasks was begun, `s` (started) if a
            worker has had some of them,
            `d` (done) if all have ended.
        succeeded (list[int]): How many tasks of each have succeeded.
        failed (list[int]): How many tasks of each have failed.
        cancelled (list[int]): How many tasks of each were cancelled.
    """

    batches: int
    from_: int
    states: str
    succeeded: list[int]
    failed: list[int]
    cancelled: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        batches = self.batches

        from_ = self.from_

        states = self.states

        succeeded = self.succeeded

        failed = self.failed

        cancelled = self.cancelled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "batches": batches,
                "from": from_,
                "states": states,
                "succeeded": succeeded,
                "failed": failed,
                "cancelled": cancelled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        batches = d.pop("batches")

        from_ = d.pop("from")

        states = d.pop("states")

        succeeded = cast(list[int], d.pop("succeeded"))

        failed = cast(list[int], d.pop("failed"))

        cancelled = cast(list[int], d.pop("cancelled"))

        job_batches = cls(
            batches=batches,
            from_=from_,
            states=states,
            succeeded=succeeded,
            failed=failed,
            cancelled=cancelled,
        )

        job_batches.additional_properties = d
        return job_batches

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
