from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.outcome_error import OutcomeError


T = TypeVar("T", bound="TaskOutcome")


@_attrs_define
class TaskOutcome:
    """How a task ended: give either `outputs` or `error`.

    Attributes:
        task (int): The task's number in the job.
        outputs (list[Any] | None | Unset): What came of it: any number of any JSON values.
        error (OutcomeError | Unset): How a task failed.
        duration_ms (float | None | Unset): How long it ran, in milliseconds.
    """

    task: int
    outputs: list[Any] | Unset | None = UNSET
    error: OutcomeError | Unset = UNSET
    duration_ms: float | Unset | None = UNSET

    def to_dict(self) -> dict[str, Any]:
        task = self.task

        outputs: list[Any] | Unset | None
        if isinstance(self.outputs, Unset):
            outputs = UNSET
        elif isinstance(self.outputs, list):
            outputs = self.outputs

        else:
            outputs = self.outputs

        error: dict[str, Any] | Unset = UNSET
        if not isinstance(self.error, Unset):
            error = self.error.to_dict()

        duration_ms: float | Unset | None
        if isinstance(self.duration_ms, Unset):
            duration_ms = UNSET
        else:
            duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.outcome_error import OutcomeError

        d = dict(src_dict)
        task = d.pop("task")

        def _parse_outputs(data: object) -> list[Any] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                outputs_type_0 = cast(list[Any], data)

                return outputs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Any] | None | Unset, data)

        outputs = _parse_outputs(d.pop("outputs", UNSET))

        _error = d.pop("error", UNSET)
        error: OutcomeError | Unset
        if isinstance(_error, Unset):
            error = UNSET
        else:
            error = OutcomeError.from_dict(_error)

        def _parse_duration_ms(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        duration_ms = _parse_duration_ms(d.pop("duration_ms", UNSET))

        task_outcome = cls(
            task=task,
            outputs=outputs,
            error=error,
            duration_ms=duration_ms,
        )

        return task_outcome
