from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.outcome_error import OutcomeError


T = TypeVar("T", bound="TaskOutcome")


@_attrs_define
class TaskOutcome:
    """How a task ended: give either `outputs` or `error`.

    Attributes:
        task (int): The task's number in the job.
        outputs (list[Any] | Unset): What came of it: any number of any JSON values.
        error (OutcomeError | Unset): How a task failed.
        duration_ms (float | Unset): How long it ran, in milliseconds.
    """

    task: int
    outputs: list[Any] | Unset = UNSET
    error: OutcomeError | Unset = UNSET
    duration_ms: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        task = self.task

        outputs: list[Any] | Unset = UNSET
        if not isinstance(self.outputs, Unset):
            outputs = self.outputs

        error: dict[str, Any] | Unset = UNSET
        if not isinstance(self.error, Unset):
            error = self.error.to_dict()

        duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task": task,
            }
        )
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if error is not UNSET:
            field_dict["error"] = error
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.outcome_error import OutcomeError

        d = dict(src_dict)
        task = d.pop("task")

        outputs = cast(list[Any], d.pop("outputs", UNSET))

        _error = d.pop("error", UNSET)
        error: OutcomeError | Unset
        if isinstance(_error, Unset):
            error = UNSET
        else:
            error = OutcomeError.from_dict(_error)

        duration_ms = d.pop("duration_ms", UNSET)

        task_outcome = cls(
            task=task,
            outputs=outputs,
            error=error,
            duration_ms=duration_ms,
        )

        task_outcome.additional_properties = d
        return task_outcome

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
